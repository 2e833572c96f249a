import * as v from "valibot";
import { floats, type Of } from "./values";

export const plane = v.strictObject({ origin: floats, u: floats, v: floats });

/** A plane in parameter space, with an origin and two unit vectors of one number per parameter. */
export type Plane = Of<typeof plane>;

/** Lay a plane through the runs of a session's last job that have ended or been stopped. */
export interface PlaneRequest {
  readonly session: string;
  /** The runs that are shown. */
  readonly runs: readonly string[];
  /** Whose best point the plane goes through, where that run did not diverge. */
  readonly selected: string;
  /** A plane that stays as it is; absent: the one that fits the runs. */
  readonly plane?: Plane | undefined;
}

/** A run's trajectory in the coordinates of a plane, at rows `steps`. */
export interface PlanePath {
  readonly runId: string;
  readonly steps: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: Float64Array;
}

/** The plane of the runs' first two principal components through a best point, and the runs on it. */
export interface PrincipalPlane {
  readonly plane: Plane;
  /** Share of the trajectories' spread that lies within the plane, 0 to 1. */
  readonly share: number;
  /** Ranges that show what the runs visited. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** The place of the lowest loss, which is the plane's origin. */
  readonly best: { readonly runId: string; readonly step: number };
  readonly paths: readonly PlanePath[];
}
