import type { HyperparameterValue } from "../optimizers/hyperparameter";
import type { ScheduleOptions } from "../schedules/schedule";

export type { ScheduleOptions, ScheduleOptionValue } from "../schedules/schedule";

/**
 * What may be added to any optimizer; all off unless asked for.
 *
 * The gradient is changed in this order: noise, `clipValue`, `clipNorm`, `coupledWeightDecay`, `nesterov`.
 */
export interface Extras {
  /** g ← g + λ·θ before the update. */
  readonly coupledWeightDecay?: number;
  /** θ ← (1 − η·λ)·θ beside the update. */
  readonly decoupledWeightDecay?: number;
  /** g clamped to ±this, each coordinate on its own. */
  readonly clipValue?: number;
  /** g scaled so that its Euclidean norm is at most this. */
  readonly clipNorm?: number;
  /** g^t ← g^t + μ·(g^t − g^{t−1}), g^{−1} = 0: turns heavy-ball momentum μ into Nesterov's. */
  readonly nesterov?: number;
}

/** Numbers of a run that an argument of the function may have its own of. */
export type ArgumentNumber = "lr" | "weightDecay" | "coupledWeightDecay" | "decoupledWeightDecay";

/**
 * Numbers by argument, as in `lr: { w: 0.1, b: 0.01 }`; `default` is for arguments that are not named. An argument is
 * named as its parameters are (`w`, `w[0]`, `layer.bias`), or by its place: 0, 1, … .
 */
export type NumbersByArgument = Readonly<Record<string, number>>;

/** One run, validated: every hyperparameter of the optimizer is present and in range. */
export interface RunOptions {
  readonly optimizer: string;
  readonly label: string;
  /** η; where arguments have rates of their own, the default's (if that is not 0) or the largest of them. */
  readonly lr: number;
  /** Where arguments have numbers of their own, of which the run's own number is one. */
  readonly byArgument?: { readonly [Name in ArgumentNumber]?: NumbersByArgument };
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>;
  readonly schedule: ScheduleOptions;
  readonly extras: Extras;
}

/** A run of a comment that cannot be simulated as it is written. */
export interface BrokenRun {
  /** Its place in the list, those that can be simulated counted too. */
  readonly index: number;
  readonly label: string;
  readonly fault: string;
}

/** A nested structure of numbers, shaped like the function's arguments. */
export type NestedNumbers =
  number | readonly NestedNumbers[] | { readonly [name: string]: NestedNumbers };

/** The whole `@simulate { … }` comment, validated. */
export interface SimulateOptions {
  /** As the user wrote it: a flat list, a list per argument, or an object of arguments. */
  readonly start?: NestedNumbers | undefined;
  readonly steps?: number | undefined;
  readonly seed?: number | undefined;
  /** Axis ranges of the surface, by parameter name or as [[xMin, xMax], [yMin, yMax]]. */
  readonly window?:
    readonly (readonly [number, number])[] | Readonly<Record<string, readonly [number, number]>>;
  readonly runs?: readonly RunOptions[] | undefined;
  /** Those of the list that are wrong, in order; with none that is right, `runs` is absent. */
  readonly brokenRuns?: readonly BrokenRun[] | undefined;
  /** Stop as `converged` once ‖g‖ falls to this; 0 (the default) never stops early. */
  readonly tolerance?: number | undefined;
  /** Name of an array in the module; the function then takes (parameters…, sample). */
  readonly samples?: string | undefined;
  readonly batchSize?: number | undefined;
  /** Standard deviation of seeded Gaussian noise added to the gradient. */
  readonly noise?: number | undefined;
  /** How often each run is repeated, over seeds from its own on; its loss is then a band. */
  readonly seeds?: number | undefined;
  /** Standard deviation of the starts of the repeats, but for the first, around the start. */
  readonly jitter?: number | undefined;
}

/** A fault in the options, at a path such as ["runs", 0, "lr"]. */
export interface OptionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly severity: "error" | "warning";
  /** Whether the key at the end of the path is at fault or its value, which is the default. */
  readonly at?: "key" | "value" | undefined;
  readonly hint?: OptionHint | undefined;
}

/** What sort of fault it is, and what was probably meant, the likeliest first. */
export interface OptionHint {
  readonly code: "unknown" | "type" | "range";
  readonly meant: readonly (string | number)[];
}
