// optimizers: one method a file, each the type θ ← θ − (η^t/σ)·m.
// What enters: the gradient of a step, and the method's own state. What leaves: m and σ, with the formula and
// the words of the method beside them; its Python is printed from the update. `index.ts` is the list; `catalogue.ts` looks up.
// Who may call: everybody who names an optimizer. It knows graphs by their types only.

import type {
  Hyperparameter,
  HyperparameterValues,
  Hyperparameters,
  NumberHyperparameter,
} from "./hyperparameter";

export type {
  ChoiceHyperparameter,
  FlagHyperparameter,
  Hyperparameter,
  HyperparameterValue,
  HyperparameterValues,
  Hyperparameters,
  NumberHyperparameter,
} from "./hyperparameter";

/** What one parameter's update may look at, besides its own state. */
export interface ElementStep {
  /** The step, counted from 0. Built-in optimizers leave what depends on it to `perStep`. */
  readonly t: number;
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

/**
 * The update as TeX, in the order to show it: each key is the quantity that its line defines, `m` and `sigma` among
 * them. In a line `@name` stands for a quantity (a hyperparameter, state, per-step scalar, `gradient`, `theta`,
 * `learningRate`, `m`, `sigma`, `t`, or one of the optimizer's `symbols`), `@last.name` for the state of the step
 * before. `formulaLines` in `formula.ts` fills them in, with symbols or with a step's numbers. A vector as a whole (in a
 * norm, behind a matrix) is written out, as `g^{t}`: `@gradient` is the number of one coordinate.
 */
export type Formula = Readonly<Record<string, string>> & {
  readonly m: string;
  readonly sigma: string;
};

/** Where an optimizer is listed: pickers, README and default order follow it. */
export type OptimizerFamily = "lecture" | "pytorch" | "libraries" | "classical" | "parts" | "yours";

interface Described<H extends Hyperparameters> {
  /** As in `@simulate { runs: [{ optimizer: id }] }`. */
  readonly id: string;
  readonly label: string;
  /** One line for the picker and the README. */
  readonly description: string;
  readonly family: OptimizerFamily;
  /** Year of publication; orders a family. */
  readonly year: number;
  /** Where the method was published. */
  readonly source: string;
  readonly learningRate: NumberHyperparameter;
  readonly hyperparameters: H;
  /** A fault between hyperparameters that are each in range ("nesterov needs momentum above 0"). */
  check?(hyperparameters: HyperparameterValues<H>): string | undefined;
  /** The update as TeX; absent for optimizers a user wrote. */
  formula?(hyperparameters: HyperparameterValues<H>): Formula;
  /** TeX for quantities of the formula that are not in the common table of `formula.ts`. */
  readonly symbols?: Readonly<Record<string, string>>;
  /**
   * Its own texts in Traditional Chinese, by their English, numbers that are filled in as `#`; what several share is in
   * `l10n/sharedZhTw.ts`, and what is nowhere stays English.
   */
  readonly zhTw?: Readonly<Record<string, string>>;
}

/**
 * An optimizer that treats each parameter on its own.
 *
 * `update` is ordinary arithmetic on numbers: it is unit-tested as it stands, and the same source is traced and
 * compiled into the run. What depends on the step alone (bias corrections, momentum schedules) is returned by
 * `perStep`, called once a step with the record of the step before (`undefined` at t = 0).
 */
export interface ElementOptimizer<
  H extends Hyperparameters = Hyperparameters,
  State extends Record<string, number> = Record<string, number>,
  Scalars extends Record<string, number> = Record<string, number>,
> extends Described<H> {
  readonly kind: "element";
  /** The same with its arithmetic lifted, so that it can be traced: runs are compiled where it is at hand. */
  readonly traced?: ElementOptimizer;
  /** Initial per-parameter state. */
  readonly state: State;
  /** Initial state where it depends on θ^0, η^0 or a hyperparameter; same keys as `state`. */
  start?(
    at: { readonly theta: number; readonly learningRate: number },
    hyperparameters: HyperparameterValues<H>,
  ): State;
  perStep?(
    step: { readonly t: number; readonly learningRate: number },
    hyperparameters: HyperparameterValues<H>,
    previous: Scalars | undefined,
  ): Scalars;
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
  /** η^t of each parameter, where they have rates of their own. */
  readonly rates?: Float64Array | undefined;
  /** Shapes of the arguments the parameters were flattened from, e.g. [[3, 2], [2]]; [] is a scalar. */
  readonly shapes: readonly (readonly number[])[];
  /** Loss and gradient elsewhere; every call is counted as an evaluation. */
  readonly evaluate: (theta: Float64Array) => {
    readonly loss: number;
    readonly gradient: Float64Array;
  };
  /** The Hessian, row-major n × n. */
  readonly hessian: (theta: Float64Array) => Float64Array;
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
  H extends Hyperparameters = Hyperparameters,
  State = unknown,
> extends Described<H> {
  readonly kind: "vector";
  /** What it needs that θ ← θ − (η/σ)·m does not show, in a few words: "a line search", "the Hessian". */
  readonly coupling: string;
  /** Whether arguments may have rates of their own; else the method has one rate for all. */
  readonly ownRates?: true;
  /** What a user should know when the function's arguments have these shapes; undefined if nothing. */
  notice?(shapes: readonly (readonly number[])[]): string | undefined;
  /** State before the first step; plain data that can be cloned. */
  initialState(dimension: number, hyperparameters: HyperparameterValues<H>): State;
  /** Must leave the state it is given as it was. */
  update(
    step: VectorStep,
    state: State,
    hyperparameters: HyperparameterValues<H>,
  ): VectorUpdate<State>;
}

export type Optimizer = ElementOptimizer | VectorOptimizer;

/** Declares an elementwise optimizer; hyperparameters, state and scalars are typed by what is written. */
export function defineOptimizer<
  const H extends Record<string, Hyperparameter>,
  State extends Record<string, number>,
  Scalars extends Record<string, number> = Record<string, number>,
>(
  declaration: Omit<
    ElementOptimizer<H, State, Scalars>,
    "kind" | "perStep" | "update" | "start"
  > & {
    start?(
      at: { readonly theta: number; readonly learningRate: number },
      hyperparameters: HyperparameterValues<H>,
    ): NoInfer<State>;
    perStep?(
      step: { readonly t: number; readonly learningRate: number },
      hyperparameters: HyperparameterValues<H>,
      previous: NoInfer<Scalars> | undefined,
    ): Scalars;
    update(
      step: ElementStep,
      state: State,
      hyperparameters: HyperparameterValues<H>,
      scalars: NoInfer<Scalars>,
    ): ElementUpdate<NoInfer<State>>;
  },
): ElementOptimizer<H, State, Scalars> {
  return { kind: "element", ...declaration };
}

/** Declares a whole-vector optimizer; hyperparameters and state are typed by what is written. */
export function defineVectorOptimizer<const H extends Record<string, Hyperparameter>, State>(
  declaration: Omit<VectorOptimizer<H, State>, "kind">,
): VectorOptimizer<H, State> {
  return { kind: "vector", ...declaration };
}
