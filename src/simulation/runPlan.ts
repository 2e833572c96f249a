import type { Extras } from "../options/runOptions";
import type { HyperparameterValue, Optimizer } from "../optimizers/optimizer";
import type { Objective } from "./objective";

/** Where η^t comes from. `observe` is called with L(θ^t) after `rateAt(t)`, once a step, in order. */
export interface RateSource {
  rateAt(t: number): number;
  observe?(loss: number): void;
}

/** What makes the gradient of a step differ from the derivative of the full loss. */
export interface GradientSampling {
  readonly seed: number;
  /** Standard deviation of Gaussian noise added to each coordinate. */
  readonly noise?: number;
  /** Samples per mini-batch; needs an objective with `samples`. */
  readonly batchSize?: number;
}

/** All that decides a run. */
export interface RunPlan {
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>;
  readonly rate: RateSource;
  readonly extras: Extras;
  readonly start: Float64Array;
  /** Steps to take at most. */
  readonly steps: number;
  /** Stop as `converged` once ‖g‖ falls to this; 0 or absent never stops early. */
  readonly tolerance?: number;
  readonly sampling?: GradientSampling;
  /** Shapes of the arguments θ was flattened from; default: n scalars. */
  readonly shapes?: readonly (readonly number[])[];
  /** Parameters to record besides the usual choice; see `recordedParameters`. */
  readonly record?: readonly number[];
}
