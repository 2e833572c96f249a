import type { OwnOptimizer } from "../options/userOptimizers";
import type { RunOptions, NestedNumbers } from "../options/runOptions";
import type { LossFunction } from "../languages/lossFunction";
import type { Stop, TraceColumns } from "../simulation/run/record";
import type { OwnNumbers } from "../simulation/run/runPlan";
import type { RunConditions } from "./conditions";
import type { Details } from "./details";
import type { DetailRequest, SeriesRequest } from "./panelCalls";
import type { Problem } from "./problem";
import type { Ask } from "./question";
import type { RunSeries } from "./series";
import type { EndlessPoint } from "./supervision";
import type { Result } from "./result";

/** Make the objective of one function ready. Opening again under the same session replaces what was there. */
export interface OpenRequest {
  /** One per panel; what later requests refer to. */
  readonly session: string;
  readonly file: string;
  /** The document's text as the user sees it now, saved or not. */
  readonly text: string;
  /** Unsaved texts of other open documents, by absolute path. */
  readonly overlays: Readonly<Record<string, string>>;
  readonly function: LossFunction;
  /** The user's own optimizers that runs may name. */
  readonly optimizers: readonly OwnOptimizerSource[];
  readonly start?: NestedNumbers | undefined;
  /** Name of the array of samples, when the last parameter is a sample. */
  readonly samples?: string | undefined;
  /** Why not to trace it, as `Verdict.untraced` said. */
  readonly untraced?: string | undefined;
  /** Where it is not called, as `Verdict.point` said. */
  readonly endless?: readonly EndlessPoint[] | undefined;
  /** Is `Opened.startRate` wanted? */
  readonly wantsRate?: boolean | undefined;
}

/** An optimizer of the user's own and the text it stands in. */
export interface OwnOptimizerSource extends OwnOptimizer {
  readonly file: string;
  readonly text: string;
}

/** An objective that is ready. */
export interface Opened {
  readonly parameters: readonly string[];
  /** Shapes of the arguments, as `VectorStep.shapes`. */
  readonly shapes: readonly (readonly number[])[];
  /** θ⁰ that fits the function: from `start`, or a sensible default. */
  readonly start: readonly number[];
  /** Why the start that was asked for does not fit; `start` is then a default. */
  readonly startProblem?: string | undefined;
  /** A rate of gradient descent that fits the function there, where it was wanted and is soon known. */
  readonly startRate?: number | undefined;
  readonly gradient: { readonly kind: "exact" | "numeric"; readonly reason?: string | undefined };
  /** Files the bundle was made from; a change in one of them is a reason to open again. */
  readonly inputs: readonly string[];
  readonly samples?: number | undefined;
  /** What had to be assumed and what a person should know although it works. */
  readonly notes: readonly string[];
  /** Faults in the files that do not keep the code from running, each at its place. */
  readonly warnings: readonly Problem[];
  /** Lines the code printed, capped, and how many there were. */
  readonly printed: { readonly lines: readonly string[]; readonly count: number };
}

/** Run several optimizers on an opened objective, from the same start. */
export interface RunRequest extends RunConditions {
  readonly session: string;
  /** A newer job of the same session cancels the older one. */
  readonly job: number;
  readonly runs: readonly { readonly id: string; readonly options: RunOptions }[];
  /** Record every parameter, however many there are. */
  readonly recordAll?: boolean | undefined;
  /** Of runs that end soon, send this instead of their rows, which are then sent when asked for. */
  readonly picture?: PictureRequest | undefined;
}

/** What a panel looks at. */
export interface PictureRequest {
  readonly series: SeriesRequest;
  readonly details: DetailRequest;
}

/** What a panel shows of runs. */
export interface RunsPicture {
  readonly series: readonly RunSeries[];
  readonly details: Details;
}

/** Send the rows of a job that has ended, of which only a picture was sent. */
export interface RowsRequest {
  readonly session: string;
  readonly job: number;
}

/** Rows `from`, `from + 1`, … of one run. */
export interface RunSlice {
  readonly session: string;
  readonly job: number;
  readonly runId: string;
  readonly from: number;
  readonly recorded: readonly number[];
  readonly columns: TraceColumns;
  /** Where parameters have rates or decays of their own. */
  readonly groups?: SliceGroups | undefined;
  readonly evaluations: number;
  /** Set on the run's last slice. */
  readonly stop?: Stop | undefined;
}

/** Parameters that step by numbers of their own. */
export interface SliceGroups {
  /** By position in `recorded`, the index of its group. */
  readonly of: readonly number[];
  /** By group, η^t in the rows of the slice, and what else the group has of its own. */
  readonly rates: readonly Float64Array[];
  readonly numbers: readonly OwnNumbers[];
}

/** How the gradient came about in the end: a function may turn out at a later point not to be traceable. */
export interface RunsEnded {
  readonly gradient: Opened["gradient"];
  /** Where one was asked for, the runs ended soon, and no newer job had begun: their rows have not been sent. */
  readonly picture?: RunsPicture | undefined;
}

/** What may be asked of the runner. */
export interface RunnerCalls {
  open(request: OpenRequest): Promise<Result<Opened>>;
  /** Starts what the first function of a language needs. */
  warmUp(language: string): void;
  /**
   * Resolves when every run has ended or the job was cancelled. Rows have then arrived through `RunnerEvents.slice`, but
   * those of which a picture was sent instead.
   */
  run(request: RunRequest): Promise<Result<RunsEnded>>;
  /** Resolves once the rows have been sent; false where they are not held any more: a newer job has ended well. */
  rows(request: RowsRequest): Promise<boolean>;
  readonly ask: Ask;
  cancel(session: string): void;
  close(session: string): void;
  /** Answers at once, as long as the runner's main thread is not caught in something. */
  pulse(): void;
}

/** What the runner tells whoever started it. The answer to `slice` is the permission to send more. */
export interface RunnerEvents {
  slice(slice: RunSlice): void;
}
