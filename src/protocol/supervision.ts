import type { Problem } from "./problem";
import type { Place } from "../text/place";

/** Limits on what user code may take. */
export interface Limits {
  /** Longest uninterrupted stretch of user code, in milliseconds. */
  readonly time: number;
  /** Resident memory of the runner beyond what it had when idle, in MiB. */
  readonly memory: number;
}

/** Told by the runner's supervisor just before it ends its own process over what user code did. */
export interface Verdict {
  readonly session: string;
  readonly problem: Problem;
  /** The code was being traced: opened again without, for this reason, it may well be simulated. */
  readonly untraced?: string | undefined;
}

/** What the runner's supervisor tells unasked. */
export interface SupervisorEvents {
  /** A stretch of user code has taken a good part of its time: this process may have to be ended soon. */
  stuck(): void;
  verdict(verdict: Verdict): void;
}

export type { Place };
