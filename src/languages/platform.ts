import type { BuildContext, BuildOptions } from "esbuild-wasm";

/** Lines that code printed, capped, and how many there were. */
export interface Printed {
  readonly lines: readonly string[];
  readonly count: number;
}

/** The files that there are where languages run; `runner/node` brings them. Both may be asked repeatedly, and at once. */
export interface FileAccess {
  /** The text of a file as it is saved; undefined where there is none, or a folder. */
  readSource(path: string): Promise<string | undefined>;
  /** The path without symbolic links. */
  realPath(path: string): Promise<string>;
}

/** For the runner's main thread. */
export interface PreparerPlatform extends FileAccess {
  /** esbuild, compiled and initialised. */
  startEsbuild(): Promise<Esbuild>;
  /** Starts the interpreter for Python ahead of its first use, where programs can be started. */
  startPython?(): void;
}

/** The part of esbuild (or esbuild-wasm, initialised) that is used. */
export interface Esbuild {
  context(options: BuildOptions): Promise<BuildContext>;
}

/** An answer of the program in an interpreter. */
export interface InterpreterReply {
  readonly answer?: Readonly<Record<string, unknown>>;
  /** What went wrong in the user's code, with its place where that is known; or with the interpreter itself. */
  readonly fault?: InterpreterFault;
  /** Numbers that belong to the answer. */
  readonly data: ArrayBuffer;
  /** What the code printed meanwhile. */
  readonly printed: readonly string[];
}

/** A fault as an interpreter tells it: lines from 1, columns from 0, in UTF-16 units. */
export interface InterpreterFault {
  /** The exception's name, or `timeout`, `memory`, `ended`, `missing` for what became of the interpreter. */
  readonly kind: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The person's interpreter with a program of ours in it, started when it is first asked and again after it ended. */
export interface Interpreter {
  /** Asks, and waits for the answer. */
  request(head: Readonly<Record<string, unknown>>, data?: Float64Array): InterpreterReply;
}

/** For the runner's worker. */
export interface EvaluatorPlatform {
  /** The interpreter for Python, where programs can be started. */
  readonly python?: Interpreter;
  /** A realm of its own for JavaScript of the user's; `file` is where bare `require`s resolve from. */
  createRealm(file: string): PrintingRealm;
  /** Called before an evaluation of the user's code elsewhere: whoever watches sees that it gets on. */
  beat(): void;
  /** Calls a function of the user's as it is: whoever watches sees that it gets on, and how long a call takes. */
  readonly calling: <T>(call: () => T) => T;
  /** Evaluates a module of the user's, which may take longer than a call. */
  readonly loading: <T>(load: () => T) => T;
  /**
   * Traces code that is known to come to an end, and derives, compiles and checks: should that take too long, it is left
   * off and the code opened again without (see `OpenCodeRequest.untraced`).
   */
  readonly deriving: <T>(work: () => T) => T;
}

/** Where JavaScript of the user's runs, with built-ins of its own. */
export interface Realm {
  /** Evaluates a script and returns its completion value. */
  evaluate(code: string, fileName: string): unknown;
}

export interface PrintingRealm extends Realm {
  readonly printed: Printed;
}
