import { LocatedError } from "../text/place";

/**
 * Whether something thrown by an evaluation is about this point alone: the function threw there, or
 * gave no number. What is about the code, such as that it is not deterministic, is true everywhere.
 */
export function isPointFault(thrown: unknown): thrown is LocatedError {
  return thrown instanceof LocatedError && ["threw", "notANumber"].includes(thrown.kind);
}
