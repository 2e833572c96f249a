import type { HyperparameterValue } from "./hyperparameter";
import type { ElementOptimizer } from "./optimizer";

/** The state of one parameter before the first step, at θ_i^0 and η^0. */
export function initialElementState(
  optimizer: ElementOptimizer,
  at: { readonly theta: number; readonly learningRate: number },
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
): Record<string, number> {
  return optimizer.start ? optimizer.start(at, hyperparameters) : { ...optimizer.state };
}
