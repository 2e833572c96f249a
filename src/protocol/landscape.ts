import type { Plane } from "./plane";

export type { Landscape } from "./series";

/** A grid of losses over a window, by the session's objective. */
export interface LandscapeRequest {
  readonly session: string;
  readonly axes: readonly [number] | readonly [number, number];
  /** Instead of two parameters: a plane through parameter space; `x` and `y` are then required. */
  readonly plane?: Plane | undefined;
  /** Ranges of the axes; absent ones are chosen around `start` and `paths`. */
  readonly x?: readonly [number, number] | undefined;
  readonly y?: readonly [number, number] | undefined;
  readonly columns: number;
  readonly rows: number;
  /** θ of the parameters that are not on an axis. */
  readonly at: readonly number[];
  readonly start: readonly number[];
  /** What the runs visited, one array per axis, with the loss at each point. */
  readonly paths: readonly {
    readonly coordinates: readonly Float64Array[];
    readonly loss: Float64Array;
  }[];
}
