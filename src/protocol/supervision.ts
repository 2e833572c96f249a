import type { Problem } from "./problem";
import type { Place } from "../text/place";

/** Limits on what user code may take. */
export interface Limits {
  /** Longest uninterrupted stretch of user code, in milliseconds. */
  readonly time: number;
  /** Resident memory of the runner beyond what it had when idle, in MiB. */
  readonly memory: number;
}

/** A point at which a call of the user's function does not come to an end, and what is said of it. */
export interface EndlessPoint {
  readonly point: Float64Array;
  readonly problem: Problem;
}

/** Told by the runner's supervisor just before it ends its own process over what user code did. */
export interface Verdict {
  readonly session: string;
  readonly problem: Problem;
  /** The code was being traced: opened again without, for this reason, it may well be simulated. */
  readonly untraced?: string;
  /** Where a run was as the call did not come to an end: that run may end there, and the others go on. */
  readonly point?: Float64Array;
}

/** What the runner's supervisor tells unasked. */
export interface SupervisorEvents {
  /** A stretch of user code has taken a good part of its time: this process may have to be ended soon. */
  stuck(): void;
  verdict(verdict: Verdict): void;
}

export type { Place };
