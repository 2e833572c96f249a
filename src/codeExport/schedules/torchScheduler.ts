import type { ScheduleOptions } from "../../schedules/schedule";
import { plateauOptions } from "./plateauClass";
import { scheduleArguments, type ScheduleArguments } from "./scheduleArguments";

/** A scheduler of torch.optim.lr_scheduler: its name and options after the optimizer. */
export interface TorchScheduler {
  readonly name: string;
  readonly options: readonly string[];
  /** `scheduler.step(loss)`. */
  readonly seesLoss?: true;
}

const otherNames = { tMax: "T_max", t0: "T_0", tMult: "T_mult" };

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
  return choose?.(scheduleArguments(setting, lr, steps, undefined, otherNames), steps);
}

const table: Readonly<
  Record<string, (setting: ScheduleArguments, steps: number) => TorchScheduler | undefined>
> = {
  constantFactor: ({ named, values }) =>
    Number(values.factor) > 0
      ? { name: "ConstantLR", options: named("factor", "totalIters") }
      : undefined,
  linear: ({ named, values }) => {
    const [first, last] = [Number(values.startFactor), Number(values.endFactor)];
    if (!(first > 0 && first <= 1 && last <= 1)) return undefined;
    return { name: "LinearLR", options: named("startFactor", "endFactor", "totalIters") };
  },
  step: ({ named }) => ({ name: "StepLR", options: named("stepSize", "gamma") }),
  multiStep: ({ named }) => ({ name: "MultiStepLR", options: named("milestones", "gamma") }),
  exponential: ({ named }) => ({ name: "ExponentialLR", options: named("gamma") }),
  polynomial: ({ named }) => ({ name: "PolynomialLR", options: named("totalIters", "power") }),
  cosine: ({ named }) => ({ name: "CosineAnnealingLR", options: named("tMax", "etaMin") }),
  cosineRestarts: ({ named }) => ({
    name: "CosineAnnealingWarmRestarts",
    options: named("t0", "tMult", "etaMin"),
  }),
  cyclic: ({ named, values }) => ({
    name: "CyclicLR",
    options: [
      ...named("baseLr", "maxLr", "stepSizeUp"),
      ...(values.stepSizeDown === 0 ? [] : named("stepSizeDown")),
      ...named("mode"),
      ...(values.mode === "expRange" ? named("gamma") : []),
      "cycle_momentum=False",
    ],
  }),
  oneCycle: ({ named, values }, steps) => {
    const total = Number(values.totalSteps);
    const top = Number(values.pctStart) * total - 1;
    const back = values.threePhase === true ? 2 * top : top;
    if (steps > total || top <= 0 || back >= total - 1) return undefined;
    return {
      name: "OneCycleLR",
      options: [
        ...named("maxLr", "totalSteps", "pctStart", "annealStrategy"),
        "cycle_momentum=False",
        ...named("divFactor", "finalDivFactor", "threePhase"),
      ],
    };
  },
  plateau: ({ named, values }) =>
    Number(values.factor) < 1
      ? { name: "ReduceLROnPlateau", options: named(...plateauOptions), seesLoss: true }
      : undefined,
};
