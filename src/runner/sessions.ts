import { extname } from "node:path";
import { LocatedError } from "../languages/javascript/locate";
import { createObjective, type JavaScriptObjective } from "../languages/javascript/objective";
import { readParameters } from "../languages/javascript/parameters";
import { parameterShapes, unflatten } from "../languages/javascript/parametersFlatten";
import { optimizerById } from "../optimizers/catalogue";
import type { LandscapeRequest } from "../protocol/landscape";
import type { Place, Problem } from "../protocol/problem";
import type { Opened, OpenRequest, Result, RunRequest, RunSlice } from "../protocol/runner";
import type { Landscape } from "../protocol/series";
import { numericObjective } from "../simulation/numericObjective";
import type { Heartbeat } from "./heartbeat";
import { computeLandscape } from "./landscape";
import type { PreparedModule } from "./prepare";
import { runJob } from "./runJob";
import { UserRealm } from "./userRealm";
import type { WorkerCalls } from "./workerCalls";

interface Session {
  readonly objective: JavaScriptObjective;
  readonly shapes: readonly (readonly number[])[];
  /** The newest job; an older one sees that it is no longer wanted. */
  job: number;
  landscape: number;
}

interface Listener {
  slice(slice: RunSlice): Promise<void>;
  working(session: string): void;
}

/** The objectives that the worker holds, one a session, and the work that is done on them. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly heartbeat: Heartbeat,
    private readonly listener: Listener,
  ) {}

  /** What the supervisor may ask. */
  get calls(): WorkerCalls {
    return {
      load: (request, module) => Promise.resolve(this.load(request, module)),
      run: (request) => this.run(request),
      landscape: (request) => this.landscape(request),
      cancel: (session) => {
        const open = this.sessions.get(session);
        if (open) open.job = -1;
      },
      close: (session) => {
        const open = this.sessions.get(session);
        if (open) open.job = -1;
        this.sessions.delete(session);
      },
    };
  }

  private load(request: OpenRequest, module: PreparedModule): Result<Opened> {
    this.listener.working(request.session);
    const { start, samples } = request;
    const parameters = readParameters(request.text, request.function, {
      language: extname(request.file),
      ...(start === undefined ? {} : { start }),
      takesSample: samples !== undefined,
    });
    if (parameters.unsupported !== undefined) {
      return failure({
        kind: "unsupported",
        message: parameters.unsupported,
        place: placeOfName(request),
      });
    }
    const realm = new UserRealm(request.file);
    try {
      const objective = this.heartbeat.during(() =>
        createObjective({
          bundle: module.bundle,
          realm,
          start: unflatten(parameters.arguments, parameters.start),
          sampled: samples !== undefined,
          numeric: numericObjective,
        }),
      );
      const shapes = parameterShapes(parameters.arguments);
      this.sessions.set(request.session, { objective, shapes, job: 0, landscape: 0 });
      const { gradientKind: kind, reason, warnings } = objective;
      const notes = [...parameters.notes, ...warnings];
      return success({
        parameters: parameters.names,
        shapes,
        start: parameters.start,
        ...(parameters.startProblem === undefined ? {} : { startProblem: parameters.startProblem }),
        gradient: { kind, ...(reason === undefined ? {} : { reason }) },
        inputs: module.inputs,
        ...(objective.samples ? { samples: objective.samples.count } : {}),
        notes,
        printed: realm.printed,
      });
    } catch (thrown) {
      const problem = problemOf(thrown);
      return failure(problem.place ? problem : { ...problem, place: placeOfName(request) });
    }
  }

  private async run(request: RunRequest): Promise<Result<null>> {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    session.job = request.job;
    try {
      await runJob(request, {
        objective: session.objective,
        shapes: session.shapes,
        findOptimizer: optimizerById,
        isCurrent: () => session.job === request.job,
        during: (work) => this.during(request.session, work),
        send: (slice) => this.listener.slice(slice),
      });
      return success(null);
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  private async landscape(request: LandscapeRequest): Promise<Result<Landscape>> {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    const number = ++session.landscape;
    try {
      const landscape = await computeLandscape(
        request,
        session.objective,
        (work) => this.during(request.session, work),
        () => session.landscape === number && this.sessions.get(request.session) === session,
      );
      if (landscape) return success(landscape);
      return failure({ kind: "internal", message: "a newer surface was asked for" });
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  private during<T>(session: string, work: () => T): T {
    this.listener.working(session);
    return this.heartbeat.during(work);
  }
}

const notOpen: Problem = { kind: "internal", message: "the function is not open in this runner" };

function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

function failure(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof LocatedError) {
    const { kind, message, place } = thrown;
    return { kind, message, ...(place ? { place } : {}) };
  }
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return { kind: "internal", message };
}

/** The function's name: where a fault is shown whose own place is not known. */
export function placeOfName({ file, text, function: fn }: OpenRequest): Place {
  const lines = text.slice(0, fn.nameRange.from).split(/\r\n|\r|\n/);
  const line = lines.length;
  const column = lines.at(-1)!.length + 1;
  const length = fn.nameRange.to - fn.nameRange.from;
  return { file, line, column, endLine: line, endColumn: column + length };
}
