export type { Landscape } from "./series";

/** A grid of losses over a window, by the session's objective. */
export interface LandscapeRequest {
  readonly session: string;
  readonly axes: readonly [number] | readonly [number, number];
  /** Ranges of the axes; absent ones are chosen around the start and what the last job's runs visited. */
  readonly x?: readonly [number, number];
  readonly y?: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** θ of the parameters that are not on an axis. */
  readonly at: readonly number[];
}
