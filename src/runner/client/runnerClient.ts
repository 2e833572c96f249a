import type { ChildProcess } from "node:child_process";
import { createBirpc, type BirpcReturn } from "birpc";
import { bundled, unbundled } from "../../protocol/bundle";
import type { Landscape, LandscapeRequest } from "../../protocol/landscape";
import type { PlaneRequest, PrincipalPlane } from "../../protocol/plane";
import type { PointRequest, PointValue } from "../../protocol/point";
import type { Problem } from "../../protocol/problem";
import type { RangeTestRequest, RangeTestResult } from "../../protocol/rangeTest";
import type {
  DiagnoseRequest,
  FindingRemedies,
  RunDiagnosis,
  Opened,
  OpenRequest,
  Result,
  RowsRequest,
  RunnerCalls,
  RunnerEvents,
  RunRequest,
  RunsEnded,
  RunSlice,
} from "../../protocol/runner";
import type { Limits, Verdict } from "../../protocol/supervision";
import { Pulse } from "./pulse";
import { killRunner, startRunner, type Ending } from "./runnerProcess";

/** After this many ends in a row that were not asked for, the runner is not started again by itself. */
const crashesAllowed = 5;

/** Bundling a large project may keep the runner's main thread busy; nothing keeps it for so many milliseconds. */
const mostSilence = 60_000;

export interface RunnerOptions {
  /** Path of the built runner script. */
  readonly script: string;
  /** Asked whenever a process is started. */
  limits(): Limits;
  onSlice(slice: RunSlice): void;
  /** A line for the log. */
  log(line: string): void;
  /** Milliseconds without a sign of life after which the process is ended; a minute unless told. */
  readonly mostSilence?: number;
}

type Wire = BirpcReturn<RunnerCalls, ClientFunctions>;

interface ClientFunctions extends RunnerEvents {
  verdict(verdict: Verdict): void;
}

interface Incarnation {
  readonly child: ChildProcess;
  readonly wire: Wire;
  readonly pulse: Pulse;
  /** Sessions whose objective this process holds. */
  readonly opened: Set<string>;
  verdict: Verdict | undefined;
  /** Is the process gone? Calls that fail before did so in it. */
  isOver: boolean;
  readonly ended: Promise<Ending>;
}

/**
 * The side of the runner that its user holds: starts the process on first need, starts it again after it ended, opens
 * each session's objective again in the new process, and turns every way to end into a `Problem`.
 */
export class RunnerClient {
  private incarnation: Incarnation | undefined;
  private readonly sessions = new Map<string, OpenRequest>();
  private crashes = 0;
  private disposed = false;

  constructor(private readonly options: RunnerOptions) {}

  /** The process id of the runner, while there is one. */
  get pid(): number | undefined {
    return this.incarnation?.child.pid;
  }

  /** Has the runner ended so often that only `restart` starts it again? */
  get givenUp(): boolean {
    return this.crashes >= crashesAllowed;
  }

  /** Starts the process ahead of the first request. */
  warmUp(): void {
    if (!this.disposed && !this.givenUp) this.current();
  }

  open(request: OpenRequest): Promise<Result<Opened>> {
    this.sessions.set(request.session, request);
    return this.ask(request.session, (incarnation) => openIn(incarnation, request), true);
  }

  run(request: RunRequest): Promise<Result<RunsEnded>> {
    return this.askOpened(request.session, (wire) => wire.run(request));
  }

  /** Has rows sent that the runner still holds; false where they are gone. */
  async rows(request: RowsRequest): Promise<boolean> {
    return (await this.incarnation?.wire.rows(request).catch(() => false)) ?? false;
  }

  landscape(request: LandscapeRequest): Promise<Result<Landscape>> {
    return this.askOpened(request.session, (wire) => wire.landscape(request));
  }

  point(request: PointRequest): Promise<Result<PointValue>> {
    return this.askOpened(request.session, (wire) => wire.point(request));
  }

  plane(request: PlaneRequest): Promise<Result<PrincipalPlane | undefined>> {
    return this.askOpened(request.session, (wire) => wire.plane(request));
  }

  diagnose(request: DiagnoseRequest): Promise<Result<readonly RunDiagnosis[]>> {
    return this.askOpened(request.session, (wire) => wire.diagnose(request));
  }

  remedies(request: DiagnoseRequest): Promise<Result<readonly FindingRemedies[]>> {
    return this.askOpened(request.session, (wire) => wire.remedies(request));
  }

  rangeTest(request: RangeTestRequest): Promise<Result<RangeTestResult | undefined>> {
    return this.askOpened(request.session, (wire) => wire.rangeTest(request));
  }

  /** Stops the session's runs; their rows so far stay. */
  cancel(session: string): void {
    void this.incarnation?.wire.cancel.asEvent(session);
  }

  close(session: string): void {
    this.sessions.delete(session);
    void this.incarnation?.wire.close.asEvent(session);
  }

  /** Ends the process; the next request starts a new one, however often it has crashed. */
  restart(): void {
    this.crashes = 0;
    this.end();
  }

  dispose(): void {
    this.disposed = true;
    this.end();
  }

  private end(): void {
    const ending = this.incarnation;
    this.incarnation = undefined;
    if (ending) killRunner(ending.child);
  }

  /** Like `ask`, after opening the session's objective in a process that does not hold it yet. */
  private askOpened<T>(
    session: string,
    question: (wire: Wire) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.ask(session, async (incarnation) => {
      if (!incarnation.opened.has(session)) {
        const request = this.sessions.get(session);
        if (!request) return failure({ kind: "internal", message: "nothing is open" });
        const opened = await openIn(incarnation, request);
        if (!opened.ok) return opened;
      }
      return question(incarnation.wire);
    });
  }

  /**
   * Asks, and turns the end of the process into a problem. Asks again when another session was to blame, and where
   * that `isSafe` once more when somebody killed the process, for it may have been dead before it was asked.
   */
  private async ask<T>(
    session: string,
    question: (incarnation: Incarnation) => Promise<Result<T>>,
    isSafe = false,
  ): Promise<Result<T>> {
    if (this.disposed) return failure({ kind: "ended", message: "the runner is closed" });
    if (this.givenUp) return failure(givenUpProblem);
    const incarnation = this.current();
    try {
      const result = await incarnation.pulse.during(question(incarnation), () => {
        incarnation.verdict ??= { session, problem: silentProblem };
        killRunner(incarnation.child);
      });
      this.crashes = 0;
      return result;
    } catch (error) {
      if (!incarnation.isOver) {
        const message = error instanceof Error ? error.message : String(error);
        this.options.log(`runner: ${message}`);
        return failure({ kind: "internal", message });
      }
      const ending = await incarnation.ended;
      const { verdict } = incarnation;
      if (verdict?.session === session) return failure(verdict.problem);
      if (verdict) return this.ask(session, question, isSafe);
      if (isSafe && ending.signal === "SIGKILL") return this.ask(session, question);
      return failure(problemOf(ending, error));
    }
  }

  private current(): Incarnation {
    this.incarnation ??= this.start();
    return this.incarnation;
  }

  private start(): Incarnation {
    const { script } = this.options;
    const limits = this.options.limits();
    const log = (line: string) => this.options.log(line);
    const child = startRunner(script, { OPTIMIZER_LENS_LIMITS: JSON.stringify(limits) });
    const functions: ClientFunctions = {
      slice: (slice) => this.options.onSlice(slice),
      verdict: (verdict) => {
        incarnation.verdict = verdict;
      },
    };
    const wire = createBirpc<RunnerCalls, ClientFunctions>(functions, {
      post: bundled((bundle) => {
        if (child.connected) child.send(bundle);
      }, setImmediate),
      on: (listener) => child.on("message", (received) => unbundled(received).forEach(listener)),
      timeout: -1,
      eventNames: [],
    });
    // The channel closes after its last message, so by then a verdict has been heard.
    const exited = new Promise<Ending>((resolve) => {
      child.once("exit", (code, signal) => resolve({ code, signal }));
      child.once("error", (error) => {
        log(`runner: ${error.message}`);
        resolve({ code: null, signal: null });
      });
    });
    const disconnected = new Promise<void>((resolve) => {
      child.once("disconnect", resolve);
      child.once("error", () => resolve());
    });
    const ended = Promise.all([exited, disconnected]).then(([ending]) => {
      if (this.incarnation === incarnation) {
        this.incarnation = undefined;
        if (!incarnation.verdict) this.crashes++;
      }
      killRunner(child);
      incarnation.isOver = true;
      wire.$close(new Error("the runner ended"));
      return ending;
    });
    child.stderr
      ?.setEncoding("utf8")
      .on("data", (text: string) => log(`runner: ${text.trimEnd().slice(0, 2000)}`));
    const pulse = new Pulse(() => wire.pulse(), this.options.mostSilence ?? mostSilence);
    const incarnation: Incarnation = {
      ...{
        child,
        pulse,
        wire,
        opened: new Set<string>(),
        verdict: undefined,
        isOver: false,
        ended,
      },
    };
    return incarnation;
  }
}

async function openIn(
  { wire, opened }: Incarnation,
  request: OpenRequest,
): Promise<Result<Opened>> {
  const result = await wire.open(request);
  if (result.ok) opened.add(request.session);
  return result;
}

function failure(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

const silentProblem: Problem = {
  kind: "timeout",
  message: "Reading the code with what it imports took too long and was stopped.",
};

const givenUpProblem: Problem = {
  kind: "crashed",
  message: `The runner ended ${crashesAllowed} times in a row and was not started again. Restart it with "Restart Runner".`,
};

function problemOf({ code, signal }: Ending, error: unknown): Problem {
  if (signal === "SIGABRT" || signal === "SIGTRAP" || code === 134 || code === 133) {
    return {
      kind: "memory",
      message: "The code ran out of memory and its process was ended by the system.",
    };
  }
  if (signal !== null)
    return { kind: "ended", message: `The runner process was ended by ${signal}.` };
  if (code !== null)
    return { kind: "ended", message: `The code ended its process (exit code ${code}).` };
  return { kind: "crashed", message: error instanceof Error ? error.message : String(error) };
}
