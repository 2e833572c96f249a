import { LocatedError } from "../../languages/javascript/evaluate/locate";
import {
  createObjective,
  type JavaScriptObjective,
} from "../../languages/javascript/evaluate/objective";
import { parameterShapes, unflatten } from "../../languages/parameters/flatten";
import { SamplesError } from "../../languages/javascript/evaluate/plainFunction";
import { norm } from "../../optimizers/vectors/arithmetic";
import type { LandscapeRequest } from "../../protocol/landscape";
import type { PlaneRequest, PrincipalPlane } from "../../protocol/plane";
import type { PointRequest, PointValue } from "../../protocol/point";
import type { Problem } from "../../protocol/problem";
import type { RangeTestRequest, RangeTestResult } from "../../protocol/rangeTest";
import type {
  DiagnoseRequest,
  FindingRemedies,
  Opened,
  OpenRequest,
  Result,
  RunDiagnosis,
  RunRequest,
  RunsEnded,
  RunSlice,
} from "../../protocol/runner";
import type { Landscape } from "../../protocol/series";
import { numericObjective } from "../../objective/numericObjective";
import type { Heartbeat } from "./heartbeat";
import { beatingObjective } from "./beatingObjective";
import { diagnoseRuns, type DiagnosedRun } from "./diagnoseRuns";
import { computeLandscape } from "./landscape";
import { placeOfName } from "../supervisor/places";
import { layPlane } from "./layPlane";
import type { PreparedModule } from "../supervisor/prepare";
import { testRates } from "./rangeTest";
import { readFittingParameters } from "./readFittingParameters";
import { firstStepsPerSlice, runJob, samplingOf, settingOf, type FinishedRun } from "./runJob";
import { placeOfSamples } from "../supervisor/samplesFault";
import { loadOptimizers, type SessionOptimizers } from "./sessionOptimizers";
import { tryRemedies } from "./tryRemedies";
import { UserRealm } from "../node/userRealm";
import { Tidy } from "../node/tidy";
import type { WorkerCalls } from "./workerCalls";

interface FinishedJob {
  readonly request: RunRequest;
  readonly runs: readonly FinishedRun[];
  /** What was found about them, once that was asked for. */
  diagnosed?: readonly DiagnosedRun[];
}

interface Session {
  readonly objective: JavaScriptObjective;
  readonly shapes: readonly (readonly number[])[];
  readonly optimizers: SessionOptimizers;
  /** The runs of the newest job, once they have ended or been stopped. */
  finished: FinishedJob | undefined;
  /** The newest job; an older one sees that it is no longer wanted. */
  job: number;
  landscape: number;
  rangeTest: number;
  /** Bytes of the rows of the newest job and of the one before, which may not have been sent yet. */
  recorded: number;
  recordedBefore: number;
  readonly pace: { stepsPerSlice: number };
}

interface Listener {
  slice(slice: RunSlice): Promise<void>;
  working(session: string): void;
}

/** Columns grow by doubling, and a slice is copied to be sent. */
const roomToGrow = 3;

const mebibyte = 2 ** 20;

/** The job of a session that was told to stop: what its runs did until then stays. */
const stopped = -1;

/** The objectives that the worker holds, one a session, and the work that is done on them. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly tidy = new Tidy();
  private workingFor: string | undefined;

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
      point: (request) => Promise.resolve(this.point(request)),
      plane: (request) => Promise.resolve(this.plane(request)),
      diagnose: (request) => this.diagnose(request),
      remedies: (request) => this.remedies(request),
      rangeTest: (request) => this.rangeTest(request),
      cancel: (session) => this.cancel(session),
      close: (session) => {
        this.cancel(session);
        this.sessions.delete(session);
      },
      weigh: () => Promise.resolve(this.tidy.weigh() / mebibyte - this.heartbeat.ownMemory),
    };
  }

  /** No job of a session is wanted any more. */
  private cancel(session: string): void {
    const open = this.sessions.get(session);
    if (open) open.job = stopped;
  }

  private load(request: OpenRequest, module: PreparedModule): Result<Opened> {
    this.workFor(request.session);
    this.tidy.opened();
    const watched = <T>(work: () => T): T => this.heartbeat.during(work);
    try {
      const parameters = watched(() => readFittingParameters(request, module));
      if (parameters.unsupported !== undefined) {
        const message = parameters.unsupported;
        return failure({ kind: "unsupported", message, place: placeOfName(request) });
      }
      const realm = new UserRealm(request.file);
      const start = Float64Array.from(parameters.start);
      const objective = watched(() => {
        const made = createObjective({
          bundle: module.bundle,
          realm,
          start: unflatten(parameters.arguments, parameters.start),
          sampled: request.samples !== undefined,
          onCall: () => this.heartbeat.beat(),
          numeric: numericObjective,
        });
        // Whether the gradient is exact is known for certain once it has been asked for.
        made.valueAndGradient(start, new Float64Array(start.length));
        return made;
      });
      const optimizers = watched(() => loadOptimizers(module.optimizers, realm));
      const shapes = parameterShapes(parameters.arguments);
      this.cancel(request.session);
      this.sessions.set(request.session, {
        ...{ objective: beatingObjective(objective, this.heartbeat), shapes, optimizers },
        ...{ job: 0, landscape: 0, rangeTest: 0, finished: undefined },
        ...{ recorded: 0, recordedBefore: 0 },
        pace: { stepsPerSlice: firstStepsPerSlice },
      });
      const { warnings } = objective;
      const notes = [...parameters.notes, ...warnings];
      return success({
        parameters: parameters.names,
        shapes,
        start: parameters.start,
        ...(parameters.startProblem === undefined ? {} : { startProblem: parameters.startProblem }),
        gradient: gradientOf(objective),
        inputs: module.inputs,
        ...(objective.samples ? { samples: objective.samples.count } : {}),
        notes,
        warnings: module.warnings,
        printed: realm.printed,
      });
    } catch (thrown) {
      const problem = problemOf(thrown);
      const near = thrown instanceof SamplesError ? placeOfSamples : placeOfName;
      return failure({ ...problem, place: problem.place ?? near(request) });
    }
  }

  private async run(request: RunRequest): Promise<Result<RunsEnded>> {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    session.job = request.job;
    for (const { run } of session.finished?.runs ?? []) run.release();
    session.finished = undefined;
    session.recordedBefore = session.recorded;
    session.recorded = 0;
    try {
      const runs = await runJob(request, {
        objective: session.objective,
        shapes: session.shapes,
        findOptimizer: session.optimizers.find,
        findLifted: session.optimizers.findLifted,
        pace: session.pace,
        isCurrent: () => session.job === request.job,
        during: (work) => this.during(request.session, work),
        send: (slice) => {
          this.account(session, slice);
          return this.listener.slice(slice);
        },
      });
      if (session.job === request.job || session.job === stopped) {
        session.finished = { request, runs };
      } else for (const { run } of runs) run.release();
      return success({ gradient: gradientOf(session.objective) });
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

  private point({ session: id, theta }: PointRequest): Result<PointValue> {
    const session = this.sessions.get(id);
    if (!session) return failure(notOpen);
    const { objective } = session;
    if (theta.length !== objective.dimension) return failure(otherPoint);
    const gradient = new Float64Array(theta.length);
    try {
      const loss = this.heartbeat.during(() => objective.valueAndGradient(theta, gradient));
      return success({ loss, gradientNorm: norm(gradient) });
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  private plane(request: PlaneRequest): Result<PrincipalPlane | undefined> {
    const finished = this.sessions.get(request.session)?.finished;
    return success(finished && layPlane(request, finished.runs));
  }

  private async diagnose({
    session: id,
    job,
    language,
  }: DiagnoseRequest): Promise<Result<readonly RunDiagnosis[]>> {
    const session = this.sessions.get(id);
    const finished = session?.finished;
    if (!session || finished?.request.job !== job) return success([]);
    try {
      finished.diagnosed = await diagnoseRuns(finished.runs, {
        objective: session.objective,
        sampling: samplingOf(finished.request, session.objective),
        language,
        findOptimizer: session.optimizers.find,
        isCurrent: () => session.job === job && this.sessions.get(id) === session,
        during: (work) => this.during(id, work),
      });
      return success(finished.diagnosed.map(({ diagnosis }) => diagnosis));
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  private async remedies({
    session: id,
    job,
    language,
  }: DiagnoseRequest): Promise<Result<readonly FindingRemedies[]>> {
    const session = this.sessions.get(id);
    const finished = session?.finished;
    if (!session || finished?.request.job !== job) return success([]);
    try {
      const remedies = await tryRemedies(finished.diagnosed ?? [], {
        setting: settingOf(finished.request, session),
        language,
        findOptimizer: session.optimizers.find,
        findLifted: session.optimizers.findLifted,
        isCurrent: () => session.job === job && this.sessions.get(id) === session,
        during: (work) => this.during(id, work),
      });
      return success(remedies);
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  private async rangeTest(request: RangeTestRequest): Promise<Result<RangeTestResult | undefined>> {
    const session = this.sessions.get(request.session);
    if (!session) return failure(notOpen);
    const { job, objective, shapes, optimizers } = session;
    const number = ++session.rangeTest;
    try {
      const result = await testRates(request, {
        ...{ objective, shapes, sampling: samplingOf(request, objective) },
        finished: session.finished?.runs.find(({ id }) => id === request.runId),
        findOptimizer: optimizers.find,
        findLifted: optimizers.findLifted,
        isCurrent: () =>
          session.job === job &&
          session.rangeTest === number &&
          this.sessions.get(request.session) === session,
        during: (work) => this.during(request.session, work),
      });
      return success(result);
    } catch (thrown) {
      return failure(problemOf(thrown));
    }
  }

  /** Rows that we keep are not memory that the user's code took. */
  private account(session: Session, { columns }: RunSlice): void {
    const { loss, theta } = columns;
    session.recorded += 8 * loss.length * (3 + 4 * theta.length) * roomToGrow;
    let bytes = 0;
    for (const { recorded, recordedBefore } of this.sessions.values()) {
      bytes += recorded + recordedBefore;
    }
    this.heartbeat.ownMemory = bytes / mebibyte;
  }

  private workFor(session: string): void {
    if (session !== this.workingFor) this.listener.working(session);
    this.workingFor = session;
  }

  private during<T>(session: string, work: () => T): T {
    this.workFor(session);
    return this.heartbeat.during(work);
  }
}

function gradientOf({ gradientKind: kind, reason }: JavaScriptObjective): Opened["gradient"] {
  return { kind, ...(reason === undefined ? {} : { reason }) };
}

const notOpen: Problem = { kind: "internal", message: "the function is not open in this runner" };

const otherPoint: Problem = { kind: "internal", message: "a point of another function" };

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
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: "internal", message };
}
