import type { PreparedCode } from "../languages/language";
import type { OptimizerDeclaration } from "../optimizers/userUpdate";
import type { Place } from "../text/place";
import type { Problem } from "./problem";
import type { Ask } from "./question";
import type { OpenRequest, Opened, RunRequest, RunsEnded, RunSlice } from "./runner";
import type { Result } from "./result";

/** A function's code, ready to be evaluated, with the user's own optimizers that its runs may name. */
export interface PreparedFunction {
  readonly code: PreparedCode;
  /** Each prepared from its own file. */
  readonly optimizers: readonly PreparedOptimizer[];
  /** Every file that any of it was made from. */
  readonly inputs: readonly string[];
  /** What is wrong with those files without keeping the code from running. */
  readonly warnings: readonly Problem[];
}

export interface PreparedOptimizer {
  readonly declaration: OptimizerDeclaration;
  readonly file: string;
  /** A fault counts when a run asks for the optimizer. */
  readonly code: Result<PreparedCode>;
  /** The function's name, where a fault is shown whose own place is not known. */
  readonly place: Place;
}

/** What the supervisor asks of its worker. */
export interface WorkerCalls {
  /** Evaluates a prepared module in a realm of its own and makes the objective. */
  load(request: OpenRequest, module: PreparedFunction): Promise<Result<Opened>>;
  run(request: RunRequest): Promise<Result<RunsEnded>>;
  readonly ask: Ask;
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
