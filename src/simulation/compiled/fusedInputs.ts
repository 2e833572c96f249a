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
  /** By parameter the index of its group, where parameters have rates or decays of their own. */
  readonly groupOf?: Int32Array | undefined;
}

/** The decays that a group of parameters has of its own, in the order of their inputs. */
export const groupDecays = ["weightDecay", "coupledWeightDecay", "decoupledWeightDecay"] as const;

/** How many groups of parameters a step tells apart; 0 where all are alike. */
export function groupCount({ groupOf }: Pick<FusedRequest, "groupOf">): number {
  return groupOf ? Math.max(...groupOf) + 1 : 0;
}

/**
 * Inputs in the order that `compileIteration` wants them. Slots: one a parameter for θ and each state, then
 * those that follow the loss. Constants: hyperparameters that are numbers, extras, the limits of the stop
 * rules, then those of what follows the loss, then the decays of each group of parameters. Table: η, t,
 * then the per-step scalars; then η and the scalars of each group.
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
  groupDecay(group: number, name: (typeof groupDecays)[number]): number;
  groupRate(group: number): number;
  groupScalar(group: number, index: number): number;
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
  const groups = groupCount(request);
  const firstDecay = lossLimit + 2 + followed.constants;
  const rate = firstDecay + groups * groupDecays.length;
  const scalars = request.scalarNames.length;
  const groupRate = (group: number) => rate + 2 + scalars + group * (1 + scalars);
  return {
    slots,
    count: groupRate(groups),
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
    groupDecay: (group, name) =>
      firstDecay + group * groupDecays.length + groupDecays.indexOf(name),
    groupRate,
    groupScalar: (group, index) => groupRate(group) + 1 + index,
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
