import type { BuildContext, BuildOptions } from "esbuild-wasm";

/** Lines that code printed, capped, and how many there were. */
export interface Printed {
  readonly lines: readonly string[];
  readonly count: number;
}

/** What languages need of the place that they run in; `runner/node` brings it. */
export interface FileAccess {
  /** The text of a file as it is saved; undefined where there is none. */
  readSource(path: string): string | undefined;
  /** The path without symbolic links. */
  realPath(path: string): string;
}

/** For the runner's main thread. */
export interface PreparerPlatform extends FileAccess {
  /** esbuild, compiled and initialised. */
  startEsbuild(): Promise<Esbuild>;
}

/** The part of esbuild (or esbuild-wasm, initialised) that is used. */
export interface Esbuild {
  context(options: BuildOptions): Promise<BuildContext>;
}

/** For the runner's worker. */
export interface EvaluatorPlatform {
  /** A realm of its own for JavaScript of the user's; `file` is where bare `require`s resolve from. */
  createRealm(file: string): PrintingRealm;
  /** Called before every evaluation of the user's code: whoever watches sees that it gets on. */
  beat(): void;
}

/** Where JavaScript of the user's runs, with built-ins of its own. */
export interface Realm {
  /** Evaluates a script and returns its completion value. */
  evaluate(code: string, fileName: string): unknown;
}

export interface PrintingRealm extends Realm {
  readonly printed: Printed;
}
