import type { Fault, FaultKind, Place } from "../text/place";

/** What went wrong, said to the person who wrote the code. */
export interface Problem {
  readonly kind: FaultKind | "stopped" | "options" | "untrusted" | "crashed" | "internal";
  readonly message: string;
  readonly place?: Place | undefined;
  /** As in `Fault`. */
  readonly about?: Fault["about"] | undefined;
}
