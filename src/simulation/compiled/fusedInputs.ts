import type { Graph } from "../../graph/graph";
import type { ElementOptimizer, HyperparameterValue } from "../../optimizers/optimizer";
import type { Extras } from "../../options/runOptions";

/** What a compiled step is made from. */
export interface FusedRequest {
  /** The graph of L. */
  readonly loss: Graph;
  /** The optimizer, lifted. */
  readonly optimizer: ElementOptimizer;
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>;
  readonly extras: Extras;
  readonly scalarNames: readonly string[];
}

/**
 * Inputs in the order that `compileIteration` wants them. Slots: one a parameter for θ and each state, then
 * those that follow the loss. Constants: hyperparameters that are numbers, extras, the limits of the stop
 * rules, then those of what follows the loss. Table: η, t, then the per-step scalars.
 */
export interface FusedInputs {
  /** How many of them are slots, which come first. */
  readonly slots: number;
  readonly count: number;
  /** The first of a group with one slot a parameter: θ, then the states. */
  slot(group: number): number;
  /** The first of the gradients of the step before. */
  readonly before: number;
  /** The slots and the constants of what follows the loss. */
  followedSlot(index: number): number;
  followedConstant(index: number): number;
  number(index: number): number;
  extra(name: keyof Extras): number | undefined;
  readonly lossLimit: number;
  readonly tolerance: number;
  readonly rate: number;
  readonly t: number;
  scalar(index: number): number;
}

/** Where a step that carries so many states, and follows the loss with so many slots and constants, finds its inputs. */
export function layInputs(
  request: FusedRequest,
  stateCount: number,
  followed: { readonly slots: number; readonly constants: number } = { slots: 0, constants: 0 },
): FusedInputs {
  const n = request.loss.inputCount;
  const extras = extraNames(request.extras);
  const numbers = numberNames(request.hyperparameters).length;
  const firstFollowed = n * (1 + stateCount + (request.extras.nesterov === undefined ? 0 : 1));
  const slots = firstFollowed + followed.slots;
  const firstExtra = slots + numbers;
  const lossLimit = firstExtra + extras.length;
  const rate = lossLimit + 2 + followed.constants;
  return {
    slots,
    count: rate + 2 + request.scalarNames.length,
    slot: (group) => group * n,
    before: (1 + stateCount) * n,
    followedSlot: (index) => firstFollowed + index,
    followedConstant: (index) => lossLimit + 2 + index,
    number: (index) => slots + index,
    extra: (name) => (extras.includes(name) ? firstExtra + extras.indexOf(name) : undefined),
    lossLimit,
    tolerance: lossLimit + 1,
    rate,
    t: rate + 1,
    scalar: (index) => rate + 2 + index,
  };
}

/** The hyperparameters that are inputs. One that is 0 is a constant: it switches a term off. */
export function numberNames(hyperparameters: FusedRequest["hyperparameters"]): string[] {
  return Object.keys(hyperparameters).filter((name) => isInput(hyperparameters[name]!));
}

/** Whether a hyperparameter is a number that may change without compiling anew. */
export function isInput(value: HyperparameterValue): value is number {
  return typeof value === "number" && value !== 0;
}

/** The extras that are on. */
export function extraNames(extras: Extras): (keyof Extras)[] {
  return (Object.keys(extras) as (keyof Extras)[]).filter((name) => extras[name] !== undefined);
}
