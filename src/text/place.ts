/** A place in a file of the user's: 1-based line and column, the column in UTF-16 units as VS Code counts. */
export interface Place {
  /** Absolute path or URI string of the document. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** What may be wrong with the user's code. */
export type FaultKind =
  | "syntax"
  | "missingImport"
  | "unsupported"
  | "threw"
  | "notANumber"
  | "notDeterministic"
  | "timeout"
  | "memory"
  | "ended";

/** What is wrong with the user's code, in words for its writer, and where. */
export interface Fault {
  readonly kind: FaultKind;
  readonly message: string;
  readonly place?: Place | undefined;
  /** What it is about, where that is not the function itself: the value that `samples` names, the chosen interpreter. */
  readonly about?: "samples" | "interpreter" | undefined;
}

/** A fault at a place of the user's code, thrown. */
export class LocatedError extends Error implements Fault {
  override readonly name = "LocatedError";

  constructor(
    message: string,
    readonly kind: FaultKind,
    readonly place?: Place | undefined,
    readonly about?: "samples" | "interpreter",
  ) {
    super(message);
  }
}
