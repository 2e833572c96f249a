/** The function that a run minimises, and what the run had beside its options. */
export interface CodeContext {
  readonly functionName: string;
  /** Flattened names, as charts show them: "x", "w[0]", "layer.bias". */
  readonly parameters: readonly string[];
  /** θ⁰, one number per parameter. */
  readonly start: readonly number[];
  readonly steps: number;
  /** Shapes of the arguments, as `VectorStep.shapes`; absent: as the parameters' names have it. */
  readonly shapes?: readonly (readonly number[])[] | undefined;
  /** The function as the user wrote it. Plain arithmetic is translated; anything else becomes a comment. */
  readonly text?: string | undefined;
  /** Its language's id in the registry; absent: JavaScript. */
  readonly language?: string | undefined;
  /** The body of a Python function over the arguments, when someone has one; it is taken as it stands. */
  readonly lossInPython?: string | undefined;
  /** ‖g‖ at which the run stops; 0 or absent: never. */
  readonly tolerance?: number | undefined;
  /** Standard deviation of the noise on the gradient. */
  readonly noise?: number | undefined;
  readonly seed?: number | undefined;
  /** Samples per mini-batch, where the loss is a mean over samples. */
  readonly batchSize?: number | undefined;
}

export const codeLibraries = ["pytorch", "optax", "keras"] as const;

export type CodeLibrary = (typeof codeLibraries)[number];

/** The parts that the code of a run consists of, in order. */
export interface CodeParts {
  readonly title: readonly string[];
  readonly imports: readonly string[];
  /** `loss` and `loss_at(theta)`. */
  readonly loss: readonly string[];
  /** Functions that the loop calls. */
  readonly functions: readonly string[];
  /** Leaves `trajectory`; the last line prints where it ends. */
  readonly loop: readonly string[];
}

/** Python code, and what a person should know about it. */
export interface RunCode {
  readonly code: string;
  readonly parts: CodeParts;
  /** Whole sentences. Empty when the code is complete and gives the run's own trajectory. */
  readonly notes: readonly string[];
}
