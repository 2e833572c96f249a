import type { LandscapeRequest } from "../../protocol/landscape";
import type { PlaneRequest, PrincipalPlane } from "../../protocol/plane";
import type { PointRequest, PointValue } from "../../protocol/point";
import type {
  DiagnoseRequest,
  FindingRemedies,
  OpenRequest,
  Opened,
  Result,
  RunDiagnosis,
  RunRequest,
  RunsEnded,
  RunSlice,
} from "../../protocol/runner";
import type { RangeTestRequest, RangeTestResult } from "../../protocol/rangeTest";
import type { Landscape } from "../../protocol/series";
import type { PreparedModule } from "../supervisor/prepare";

/** What the supervisor asks of its worker. */
export interface WorkerCalls {
  /** Evaluates a prepared module in a realm of its own and makes the objective. */
  load(request: OpenRequest, module: PreparedModule): Promise<Result<Opened>>;
  run(request: RunRequest): Promise<Result<RunsEnded>>;
  landscape(request: LandscapeRequest): Promise<Result<Landscape>>;
  point(request: PointRequest): Promise<Result<PointValue>>;
  plane(request: PlaneRequest): Promise<Result<PrincipalPlane | undefined>>;
  diagnose(request: DiagnoseRequest): Promise<Result<readonly RunDiagnosis[]>>;
  remedies(request: DiagnoseRequest): Promise<Result<readonly FindingRemedies[]>>;
  rangeTest(request: RangeTestRequest): Promise<Result<RangeTestResult | undefined>>;
  cancel(session: string): void;
  close(session: string): void;
  /** Collects garbage and tells what is still in use beside the rows that it keeps for us, in MiB. */
  weigh(): Promise<number>;
}

/** What the worker tells its supervisor. */
export interface WorkerEvents {
  slice(slice: RunSlice): Promise<void>;
  /** Which session the worker is now working for. */
  working(session: string): void;
}
