import { optimizerById } from "../../optimizers/catalogue";
import type { ElementOptimizer, HyperparameterValue, Optimizer } from "../../optimizers/optimizer";
import {
  argumentNumbers,
  groupParameters,
  sharedNumber,
  withOwnNumbers,
} from "../../options/argumentNumbers";
import type { ArgumentNumber, Extras, RunOptions } from "../../options/runOptions";
import { startSchedule, type RunningSchedule } from "../../schedules/startSchedule";
import type { Objective } from "../../objective/objective";

/** What makes the gradient of a step differ from the derivative of the full loss. */
export interface GradientSampling {
  readonly seed: number;
  /** Standard deviation of Gaussian noise added to each coordinate. */
  readonly noise?: number;
  /** Samples per mini-batch; needs an objective with `samples`. */
  readonly batchSize?: number;
}

/** The numbers that a group of parameters has of its own. */
export type OwnNumbers = { readonly [Name in ArgumentNumber]?: number | undefined };

/** What of a plan parameters may have of their own. */
export type GroupPlan = Pick<RunPlan, "hyperparameters" | "startRate" | "rateKey" | "extras">;

/**
 * Parameters that step by rates and decays of their own, as PyTorch's `param_groups`: what a method keeps of each step
 * (bias corrections, the rate of the step before) is then kept for each group.
 */
export interface ParameterGroups {
  readonly groups: readonly (GroupPlan & { readonly numbers: OwnNumbers })[];
  /** By parameter, the index of its group. */
  readonly of: Int32Array;
}

/** All that decides a run; it can be run any number of times. */
export interface RunPlan {
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly hyperparameters: Readonly<Record<string, HyperparameterValue>>;
  /** Starts the sequence η^0, η^1, …: a new one for each run of the plan. */
  readonly startRate: () => RunningSchedule;
  /** Names that sequence: plans with the same key and optimizer share what depends on the step alone. */
  readonly rateKey?: string;
  readonly extras: Extras;
  /** Where arguments have rates or decays of their own; what stands beside is then the run's reference. */
  readonly groups?: ParameterGroups;
  readonly start: Float64Array;
  /** Steps to take at most. */
  readonly steps: number;
  /** Stop as `converged` once ‖g‖ falls to this; 0 or absent never stops early. */
  readonly tolerance?: number;
  readonly sampling?: GradientSampling;
  /** Shapes of the arguments θ was flattened from; default: n scalars. */
  readonly shapes?: readonly (readonly number[])[];
  /** Names of the parameters; runs with numbers by argument need them. */
  readonly names?: readonly string[];
  /** Parameters to record besides the usual choice; see `recordedParameters`. */
  readonly record?: readonly number[];
}

/** What several runs on one function have in common. */
export type RunSetting = Pick<
  RunPlan,
  "objective" | "start" | "steps" | "tolerance" | "sampling" | "shapes" | "names" | "record"
>;

/**
 * The plan of a run as a person asked for it. `find` looks the optimizer up (default: the built-in
 * ones, which are not compiled). Throws if there is none of that id, or if numbers by argument do not
 * fit the parameters; options are checked before they come here.
 */
export function planRun(
  options: RunOptions,
  setting: RunSetting,
  find: (id: string) => Optimizer | undefined = optimizerById,
): RunPlan {
  const optimizer = find(options.optimizer);
  if (!optimizer) throw new Error(`no optimizer is called "${options.optimizer}"`);
  const groups = options.byArgument && planGroups(options, setting);
  return { ...setting, optimizer, ...groupPlan(options, setting.steps), ...(groups && { groups }) };
}

function groupPlan(
  { schedule, lr, hyperparameters, extras }: RunOptions,
  steps: number,
): GroupPlan {
  return {
    ...{ hyperparameters, extras },
    rateKey: JSON.stringify([schedule, lr, steps]),
    startRate: () => startSchedule(schedule, lr, steps),
  };
}

/** The groups of a run whose arguments have numbers of their own; undefined where all come to the same. */
function planGroups(
  options: RunOptions,
  { names = [], steps, objective }: RunSetting,
): ParameterGroups | undefined {
  if (names.length !== objective.dimension) throw new Error("numbers by argument need the names");
  const { groups, of } = groupParameters(options, names);
  if (groups.length < 2) return undefined;
  const own = argumentNumbers.filter((name) => options.byArgument?.[name]);
  return {
    groups: groups.map((group) => ({
      ...groupPlan(group, steps),
      numbers: Object.fromEntries(own.map((name) => [name, sharedNumber(group, name)])),
    })),
    of,
  };
}

/**
 * What of a run's plan the steps of a parameter with these numbers of its own can be replayed with; undefined unless the
 * method is elementwise and built in.
 */
export function planReplay(
  options: RunOptions,
  own: OwnNumbers = {},
):
  | (Pick<RunPlan, "hyperparameters" | "extras"> & { readonly optimizer: ElementOptimizer })
  | undefined {
  const optimizer = optimizerById(options.optimizer);
  const { hyperparameters, extras } = withOwnNumbers(options, own);
  return optimizer?.kind === "element" ? { optimizer, hyperparameters, extras } : undefined;
}
