/** A place in a file of the user's: 1-based line and column, the column in UTF-16 units as VS Code counts. */
export interface Place {
  /** Absolute path or URI string of the document. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** What went wrong, said to the person who wrote the code. */
export interface Problem {
  readonly kind:
    | "syntax"
    | "missingImport"
    | "unsupported"
    | "threw"
    | "notANumber"
    | "notDeterministic"
    | "timeout"
    | "memory"
    | "ended"
    | "stopped"
    | "options"
    | "untrusted"
    | "crashed"
    | "internal";
  readonly message: string;
  readonly place?: Place;
}
