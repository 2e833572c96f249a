import type { ScheduleOptions } from "../../schedules/schedule";
import { pythonBoolean, pythonFloat, pythonInteger, pythonList, pythonString } from "../python";
import { scheduleValues } from "./rateFunction";

/** A scheduler of torch.optim.lr_scheduler: its name and options after the optimizer. */
export interface TorchScheduler {
  readonly name: string;
  readonly options: readonly string[];
  /** `scheduler.step(loss)`. */
  readonly seesLoss?: true;
}

type Values = ReturnType<typeof scheduleValues>;

/**
 * The scheduler of torch 1.13 that gives exactly these rates for `steps` steps; undefined where there is none or it
 * refuses the options.
 */
export function torchScheduler(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
): TorchScheduler | undefined {
  const choose = Object.hasOwn(table, setting.id) ? table[setting.id] : undefined;
  return choose?.(scheduleValues(setting, lr, steps), steps);
}

const number = (values: Values, name: string): number => Number(values[name]);
const float = (values: Values, name: string): string => pythonFloat(number(values, name));
const integer = (values: Values, name: string): string => pythonInteger(number(values, name));

const table: Readonly<
  Record<string, (values: Values, steps: number) => TorchScheduler | undefined>
> = {
  constantFactor: (values) =>
    number(values, "factor") > 0
      ? {
          name: "ConstantLR",
          options: [
            `factor=${float(values, "factor")}`,
            `total_iters=${integer(values, "totalIters")}`,
          ],
        }
      : undefined,
  linear: (values) =>
    number(values, "startFactor") > 0 &&
    number(values, "startFactor") <= 1 &&
    number(values, "endFactor") <= 1
      ? {
          name: "LinearLR",
          options: [
            `start_factor=${float(values, "startFactor")}`,
            `end_factor=${float(values, "endFactor")}`,
            `total_iters=${integer(values, "totalIters")}`,
          ],
        }
      : undefined,
  step: (values) => ({
    name: "StepLR",
    options: [`step_size=${integer(values, "stepSize")}`, `gamma=${float(values, "gamma")}`],
  }),
  multiStep: (values) => ({
    name: "MultiStepLR",
    options: [
      `milestones=${pythonList(values.milestones as readonly number[], pythonInteger)}`,
      `gamma=${float(values, "gamma")}`,
    ],
  }),
  exponential: (values) => ({
    name: "ExponentialLR",
    options: [`gamma=${float(values, "gamma")}`],
  }),
  polynomial: (values) => ({
    name: "PolynomialLR",
    options: [`total_iters=${integer(values, "totalIters")}`, `power=${float(values, "power")}`],
  }),
  cosine: (values) => ({
    name: "CosineAnnealingLR",
    options: [`T_max=${integer(values, "tMax")}`, `eta_min=${float(values, "etaMin")}`],
  }),
  cosineRestarts: (values) => ({
    name: "CosineAnnealingWarmRestarts",
    options: [
      `T_0=${integer(values, "t0")}`,
      `T_mult=${integer(values, "tMult")}`,
      `eta_min=${float(values, "etaMin")}`,
    ],
  }),
  cyclic: (values) => ({
    name: "CyclicLR",
    options: [
      `base_lr=${float(values, "baseLr")}`,
      `max_lr=${float(values, "maxLr")}`,
      `step_size_up=${integer(values, "stepSizeUp")}`,
      ...(values.stepSizeDown === 0 ? [] : [`step_size_down=${integer(values, "stepSizeDown")}`]),
      `mode=${pythonString(values.mode === "expRange" ? "exp_range" : (values.mode as string))}`,
      ...(values.mode === "expRange" ? [`gamma=${float(values, "gamma")}`] : []),
      "cycle_momentum=False",
    ],
  }),
  oneCycle: (values, steps) => {
    const total = number(values, "totalSteps");
    const top = number(values, "pctStart") * total - 1;
    const back = values.threePhase === true ? 2 * top : top;
    if (steps > total || top <= 0 || back >= total - 1) return undefined;
    return {
      name: "OneCycleLR",
      options: [
        `max_lr=${float(values, "maxLr")}`,
        `total_steps=${integer(values, "totalSteps")}`,
        `pct_start=${float(values, "pctStart")}`,
        `anneal_strategy=${pythonString(values.annealStrategy as string)}`,
        "cycle_momentum=False",
        `div_factor=${float(values, "divFactor")}`,
        `final_div_factor=${float(values, "finalDivFactor")}`,
        `three_phase=${pythonBoolean(values.threePhase === true)}`,
      ],
    };
  },
  plateau: (values) =>
    number(values, "factor") < 1
      ? {
          name: "ReduceLROnPlateau",
          options: [
            `factor=${float(values, "factor")}`,
            `patience=${integer(values, "patience")}`,
            `threshold=${float(values, "threshold")}`,
            `threshold_mode=${pythonString(values.thresholdMode as string)}`,
            `cooldown=${integer(values, "cooldown")}`,
            `min_lr=${float(values, "minLr")}`,
            `eps=${float(values, "eps")}`,
          ],
          seesLoss: true,
        }
      : undefined,
};
