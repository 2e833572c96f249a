/** A hyperparameter that is a number. `min` and `max` are inclusive; `scale` is how a slider should move. */
export interface NumberHyperparameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly scale?: "linear" | "log";
  readonly integer?: boolean;
  readonly help: string;
}

/** A hyperparameter that is on or off. */
export interface FlagHyperparameter {
  readonly default: boolean;
  readonly help: string;
}

/** A hyperparameter with named choices, such as the `convention` of a library. */
export interface ChoiceHyperparameter {
  readonly default: string;
  readonly choices: readonly string[];
  readonly help: string;
}

export type Hyperparameter = NumberHyperparameter | FlagHyperparameter | ChoiceHyperparameter;
export type HyperparameterValue = number | boolean | string;

/** The values an update sees: each hyperparameter under its own name. */
export type HyperparameterValues<H extends Record<string, Hyperparameter>> = {
  readonly [K in keyof H]: H[K] extends NumberHyperparameter
    ? number
    : H[K] extends FlagHyperparameter
      ? boolean
      : string;
};

/** What one parameter's update may look at, besides its own state. */
export interface ElementStep {
  /** g_i^t = ∂L/∂θ_i at θ^t. */
  readonly gradient: number;
  /** θ_i^t. */
  readonly theta: number;
  /** η^t, the schedule's learning rate of this step. */
  readonly learningRate: number;
}

/**
 * What an update returns: the parts of θ ← θ − (η^t/σ)·m.
 *
 * `decay` is decoupled weight decay: θ ← (1 − η^t·decay)·θ − (η^t/σ)·m; absent means 0.
 */
export interface ElementUpdate<State> {
  readonly m: number;
  readonly sigma: number;
  readonly decay?: number;
  readonly state: State;
}

interface Described {
  /** As in `@simulate { runs: [{ optimizer: id }] }`. */
  readonly id: string;
  readonly label: string;
  /** One line for the picker and the README. */
  readonly description: string;
  /** Where the method was published. */
  readonly source: string;
  readonly learningRate: NumberHyperparameter;
}

/**
 * An optimizer that treats each parameter on its own.
 *
 * `update` is ordinary arithmetic on numbers: it is unit-tested as it stands, and the same source is traced and
 * compiled into the run. What depends on the step alone (bias corrections, momentum schedules) is returned by
 * `perStep`, called once a step with the record of the step before (`undefined` at t = 0).
 */
export interface ElementOptimizer<
  H extends Record<string, Hyperparameter> = Record<string, Hyperparameter>,
  State extends Record<string, number> = Record<string, number>,
  Scalars extends Record<string, number> = Record<string, number>,
> extends Described {
  readonly kind: "element";
  readonly hyperparameters: H;
  /** Initial per-parameter state. */
  readonly state: State;
  perStep?(t: number, hyperparameters: HyperparameterValues<H>, previous: Scalars | undefined): Scalars;
  update(
    step: ElementStep,
    state: State,
    hyperparameters: HyperparameterValues<H>,
    scalars: Scalars,
  ): ElementUpdate<State>;
}

/** What a whole-vector update may look at. Arrays have one entry per parameter and must not be changed. */
export interface VectorStep {
  readonly t: number;
  readonly theta: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly learningRate: number;
  /** Shapes of the arguments the parameters were flattened from, e.g. [[3, 2], [2]]; [] is a scalar. */
  readonly shapes: readonly (readonly number[])[];
  /** Loss and gradient elsewhere; every call is counted as an evaluation. */
  evaluate(theta: Float64Array): { readonly loss: number; readonly gradient: Float64Array };
  /** The Hessian, row-major n × n. */
  hessian(theta: Float64Array): Float64Array;
}

/** What a whole-vector update returns: θ ← (1 − η·decay)·θ − (η^t/σ)·m with vectors m and σ. */
export interface VectorUpdate<State> {
  readonly m: Float64Array;
  readonly sigma: Float64Array;
  readonly decay?: number;
  readonly state: State;
}

/** An optimizer that couples parameters (trust ratios, L-BFGS, Newton, line searches). */
export interface VectorOptimizer<
  H extends Record<string, Hyperparameter> = Record<string, Hyperparameter>,
  State = unknown,
> extends Described {
  readonly kind: "vector";
  /** What it needs that θ ← θ − (η/σ)·m does not show, in a few words: "a line search", "the Hessian". */
  readonly coupling: string;
  readonly hyperparameters: H;
  initialState(dimension: number, hyperparameters: HyperparameterValues<H>): State;
  update(step: VectorStep, state: State, hyperparameters: HyperparameterValues<H>): VectorUpdate<State>;
}

export type Optimizer = ElementOptimizer | VectorOptimizer;
