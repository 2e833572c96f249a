/** A Python function's file, ready to be loaded in the interpreter. */
export interface ModuleSource {
  readonly file: string;
  readonly text: string;
  /** Unsaved texts of other files, by path. */
  readonly overlays: Readonly<Record<string, string>>;
  /** The folder that code is run in and that imports are looked up in, beside the file's own. */
  readonly root: string;
  /** The function's dotted name in its module. */
  readonly function: string;
  /** The name of what holds the samples, one of which the function's last argument is. */
  readonly samples?: string;
}
