// runner/worker: where objectives are made, run and asked.
// What enters: prepared code and jobs. What leaves: rows, and answers to questions. All long work is a task (`task.ts`): a
// generator that yields so that newer messages are heard, that can be outdated, and that can fail. A question's task
// is its line in `tasks.ts`.
// Who may call: `runner/node`, in a thread of its own.

import type { Evaluator } from "../../languages/language";
import type { EvaluatorPlatform } from "../../languages/platform";
import { onceALanguage } from "../../languages/registry";
import { parameterShapes } from "../../languages/parameters/flatten";
import type { CodeObjective } from "../../objective/createObjective";
import type { Problem } from "../../protocol/problem";
import type { Ask, Answer, QuestionName, Request } from "../../protocol/question";
import type { Opened, OpenRequest, RunRequest, RunsEnded, RunSlice } from "../../protocol/runner";
import { failure, success, type Result } from "../../protocol/result";
import type { PreparedFunction, WorkerCalls } from "../../protocol/worker";
import { LocatedError } from "../../text/place";
import type { Heartbeat } from "../heartbeat";
import { beatingObjective } from "./beatingObjective";
import { throwingAt } from "./endlessPoints";
import type { OpenSession, SweepThreads } from "./openSession";
import { Pace } from "./pace";
import { takeRuns } from "./runs";
import { loadOptimizers, type OpenUpdate } from "./sessionOptimizers";
import { startRateOf } from "./startRate";
import { drive, leftOff } from "./task";
import { tasks } from "./tasks";
import { nanWhereItThrows } from "./nanWhereItThrows";

interface Session extends OpenSession {
  /** The objective of its runs, which end where the function throws; to what is asked of it, it is NaN there. */
  readonly ofRuns: CodeObjective;
  /** The newest job; an older one sees that it is no longer wanted. */
  job: number;
  /** How often each question was asked: only the newest one's answer is wanted. */
  readonly asked: Map<QuestionName, number>;
  /** Bytes of the rows of the newest job and of the one before, which may not have been sent yet. */
  recorded: number;
  recordedBefore: number;
  /** How far its runs got in a stretch so far. */
  pace: Pace;
}

interface Listener {
  slice(slice: RunSlice): Promise<void>;
  working(session: string): void;
}

/** Memory of this thread. */
export interface Tidying {
  /** A function was opened: what is no longer needed may be collected. */
  opened(): void;
  /** Bytes in use once garbage has been collected. */
  weigh(): number;
}

/** The threads that take part in sweeps, where there are any. */
export interface Threads {
  readonly helpers?: SweepThreads & {
    /** Memory that they take. */
    readonly bytes: number;
    /** Ends them; a sweep starts others. */
    stop(): Promise<void>;
  };
}

/** Columns grow by doubling, and a slice is copied to be sent. */
const roomToGrow = 3;

const mebibyte = 2 ** 20;

/** The job of a session that was told to stop: what its runs did until then stays. */
const stopped = -1;

/** The functions that the worker holds open, one a session, and the work that is done on them. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly evaluatorOf: (language: string) => Promise<Evaluator>;
  private workingFor: string | undefined;

  constructor(
    private readonly heartbeat: Heartbeat,
    private readonly listener: Listener,
    private readonly platform: EvaluatorPlatform & Tidying & Threads,
  ) {
    this.evaluatorOf = onceALanguage(async (language) =>
      (await language.loadEvaluator())(platform),
    );
  }

  /** What the supervisor may ask. */
  get calls(): WorkerCalls {
    return {
      load: (request, prepared) => this.load(request, prepared),
      run: (request) => this.run(request),
      ask: this.ask,
      cancel: (session) => this.cancel(session),
      close: (session) => {
        this.cancel(session);
        this.sessions.delete(session);
        if (this.sessions.size === 0) void this.platform.helpers?.stop();
      },
      weigh: () => Promise.resolve(this.platform.weigh() / mebibyte - this.heartbeat.ownMemory),
    };
  }

  /** No job of a session is wanted any more. */
  private cancel(session: string): void {
    const open = this.sessions.get(session);
    if (open) open.job = stopped;
  }

  private async load(request: OpenRequest, prepared: PreparedFunction): Promise<Result<Opened>> {
    const evaluator = await this.evaluatorOf(prepared.code.language);
    this.workFor(request.session);
    this.platform.opened();
    const watched = <T>(work: () => T): T => this.heartbeat.during(work);
    try {
      const { parameters, objective, printed, gradientTime } = watched(() => {
        const opened = evaluator.open({ ...request, prepared: prepared.code });
        // Whether the gradient is exact is known for certain once it has been asked for.
        const start = Float64Array.from(opened.parameters.start);
        const { objective } = opened;
        if (objective?.gradientKind === "exact") askForGradient(objective, start);
        return { ...opened, gradientTime: objective ? numericTime(objective, start) : 0 };
      });
      if (!objective) {
        const message = parameters.unsupported ?? "it cannot be simulated";
        return failure({ kind: "unsupported", message });
      }
      const findOptimizer = loadOptimizers(prepared.optimizers, await this.updateOpener(prepared));
      const shapes = parameterShapes(parameters.arguments);
      this.cancel(request.session);
      const { endless = [] } = request;
      const safe = endless.length > 0 ? throwingAt(objective, endless) : objective;
      const ofRuns = beatingObjective(safe, this.heartbeat);
      const asked = nanWhereItThrows(ofRuns);
      const startRate = request.wantsRate
        ? watched(() => startRateOf(asked, Float64Array.from(parameters.start)))
        : undefined;
      this.sessions.set(request.session, {
        ...{ objective: asked, ofRuns },
        ...{ names: parameters.names, shapes, findOptimizer, finished: undefined },
        helpers: this.platform.helpers,
        ...{ job: 0, asked: new Map(), recorded: 0, recordedBefore: 0, pace: new Pace() },
      });
      const notes = [...parameters.notes, ...objective.warnings];
      return success({
        parameters: parameters.names,
        shapes,
        start: parameters.start,
        startProblem: parameters.startProblem,
        startRate,
        gradient: foretold(gradientOf(objective), gradientTime),
        inputs: prepared.inputs,
        ...(objective.samples ? { samples: objective.samples.count } : {}),
        notes,
        warnings: prepared.warnings,
        printed,
      });
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  /** Opens an update of the user's by its language. Throws a `LocatedError` where that has none. */
  private async updateOpener({ optimizers }: PreparedFunction): Promise<OpenUpdate> {
    const evaluators = new Map<string, Evaluator>();
    for (const { code } of optimizers) {
      if (!code.ok) continue;
      const { language } = code.value;
      evaluators.set(language, await this.evaluatorOf(language));
    }
    return (code, file) => {
      const opened = evaluators.get(code.language)?.openUpdate?.(code, file);
      if (opened) return opened;
      throw new LocatedError(`an optimizer cannot be written in ${code.language}`, "unsupported");
    };
  }

  private async run(request: RunRequest): Promise<Result<RunsEnded>> {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    session.job = request.job;
    for (const { run } of session.finished?.runs ?? []) run.release();
    session.finished = undefined;
    session.recordedBefore = session.recorded;
    session.recorded = 0;
    const task = takeRuns(
      request,
      { ...session, objective: session.ofRuns },
      {
        pace: session.pace,
        isCurrent: () => session.job === request.job,
        send: (slice) => {
          this.account(session, slice);
          return this.listener.slice(slice);
        },
      },
    );
    try {
      // What is no longer wanted still says where its runs have ended.
      const taken = await drive(task, {
        isWanted: () => true,
        during: this.during(request.session),
      });
      if (taken === leftOff) return failure(outdated);
      session.pace = taken.pace;
      const isLast = session.job === request.job || session.job === stopped;
      if (isLast) session.finished = { request, runs: taken.runs };
      else for (const { run } of taken.runs) run.release();
      return success({ gradient: gradientOf(session.objective) });
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  /** Answers a question, unless it is asked again meanwhile. */
  private readonly ask: Ask = async <Name extends QuestionName>(
    name: Name,
    request: Request<Name>,
  ): Promise<Result<Answer<Name>>> => {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    const { job, asked } = session;
    const number = (asked.get(name) ?? 0) + 1;
    asked.set(name, number);
    const { answer, ofRuns, endsSoon } = tasks[name];
    const isWanted = (): boolean =>
      (endsSoon === true || asked.get(name) === number) &&
      (ofRuns !== true || session.job === job) &&
      this.sessions.get(request.session) === session;
    try {
      const during = this.during(request.session);
      const answered = await drive(answer(request, session), { isWanted, during });
      this.tellOwnMemory();
      return answered === leftOff ? failure(outdated) : success(answered);
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  };

  private account(session: Session, { columns, recorded }: RunSlice): void {
    session.recorded += 8 * columns.loss.length * (3 + 4 * recorded.length) * roomToGrow;
    this.tellOwnMemory();
  }

  /** Rows that we keep, and threads of ours, are not memory that the user's code took. */
  private tellOwnMemory(): void {
    let bytes = this.platform.helpers?.bytes ?? 0;
    for (const { recorded, recordedBefore } of this.sessions.values()) {
      bytes += recorded + recordedBefore;
    }
    this.heartbeat.ownMemory = bytes / mebibyte;
  }

  private workFor(session: string): void {
    if (session !== this.workingFor) this.listener.working(session);
    this.workingFor = session;
  }

  private during(session: string): <T>(slice: () => T) => T {
    return (slice) => {
      this.workFor(session);
      return this.heartbeat.during(slice);
    };
  }
}

function gradientOf({ gradientKind: kind, reason }: CodeObjective): Opened["gradient"] {
  return { kind, reason };
}

/** Asks for a gradient, of a few samples where there are samples: each may have to be traced by itself. */
function askForGradient(objective: CodeObjective, at: Float64Array): void {
  const { samples } = objective;
  const gradient = new Float64Array(at.length);
  if (!samples) objective.valueAndGradient(at, gradient);
  else
    samples.batchGradient(
      at,
      Int32Array.from({ length: Math.min(4, samples.count) }, (_, i) => i),
      gradient,
    );
}

/** Milliseconds that a gradient by central differences will take; 0 where it is exact. */
function numericTime(objective: CodeObjective, at: Float64Array): number {
  if (objective.gradientKind === "exact") return 0;
  const began = performance.now();
  objective.value(at);
  return (performance.now() - began) * (2 * objective.dimension + 1);
}

/** So long a step is said before anybody waits for it, in milliseconds. */
const longStep = 1000;

function foretold(gradient: Opened["gradient"], time: number): Opened["gradient"] {
  if (time < longStep) return gradient;
  const cost = `central differences take about ${Number((time / 1000).toPrecision(2))} s a step`;
  const { reason } = gradient;
  return { ...gradient, reason: reason === undefined ? cost : `${reason}; ${cost}` };
}

const notOpen: Problem = { kind: "internal", message: "the function is not open in this runner" };

const outdated: Problem = { kind: "stopped", message: "something newer was asked for" };

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof LocatedError) {
    const { kind, message, place, about } = thrown;
    return { kind, message, place, about };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "internal", message };
}
