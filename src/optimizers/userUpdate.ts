import type { Hyperparameters, NumberHyperparameter } from "./hyperparameter";
import type { ElementStep } from "./optimizer";

/** What `@optimizer { … }` above a user's function says, validated. */
export interface OptimizerDeclaration {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly learningRate: NumberHyperparameter;
  readonly hyperparameters: Hyperparameters;
  /** Initial state of every parameter; if absent, whatever the function returns, from 0. */
  readonly state?: Readonly<Record<string, number>>;
}

/** What a user's update returns; σ is 1 and the state empty if left out. */
export interface UserUpdateResult {
  readonly m: number;
  readonly sigma?: number;
  readonly decay?: number;
  readonly state?: Readonly<Record<string, number>>;
}

/** A user's update: like a built-in one's, without per-step scalars (`step.t` is there for bias corrections). */
export type UserUpdate = (
  step: ElementStep,
  state: Readonly<Record<string, number>>,
  hyperparameters: Readonly<Record<string, number | boolean | string>>,
) => UserUpdateResult;
