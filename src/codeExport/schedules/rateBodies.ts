import type { ScheduleOptions, ScheduleOptionValue } from "../../schedules/schedule";
import { pythonFloat, pythonInteger, pythonList } from "../python";

/** The options of a schedule, each as Python has it; what was left out is at its default. */
export interface RateOptions {
  /** The run's learning rate η. */
  readonly lr: string;
  readonly float: (name: string) => string;
  readonly integer: (name: string) => string;
  readonly numbers: (name: string) => string;
  readonly integers: (name: string) => string;
  readonly value: (name: string) => ScheduleOptionValue | undefined;
  /** A function of `t` for an inner schedule: its name. */
  readonly inner: (setting: ScheduleOptions) => string;
}

const floatOf = (value: unknown): string => pythonFloat(Number(value));

/** Readers of options from a table of values, for `rateBodies`. */
export function rateOptions(
  values: Readonly<Record<string, ScheduleOptionValue | undefined>>,
  lr: number,
  inner: (setting: ScheduleOptions) => string,
): RateOptions {
  const list = (name: string): readonly number[] => values[name] as readonly number[];
  return {
    lr: pythonFloat(lr),
    float: (name) => floatOf(values[name]),
    integer: (name) => pythonInteger(Number(values[name])),
    numbers: (name) => pythonList(list(name)),
    integers: (name) => pythonList(list(name), pythonInteger),
    value: (name) => values[name],
    inner,
  };
}

/**
 * η^t of every schedule that depends on the step alone, as the body of a Python function of `t`; one for each, by its id.
 * They are not in the schedules' own files, for a panel reads those before its first picture and needs no Python.
 * Where PyTorch has a scheduler of its own that gives the same rates, it is in `torchScheduler.ts` as well.
 */
export const rateBodies: Readonly<Record<string, (options: RateOptions) => readonly string[]>> = {
  chained: ({ lr, inner, value }) => [
    `rate = ${lr}`,
    `for share in [${(value("schedules") as readonly ScheduleOptions[]).map(inner).join(", ")}]:`,
    `    rate *= share(t) / ${lr}`,
    "return rate",
  ],
  constant: ({ lr }) => [`return ${lr}`],
  constantFactor: ({ lr, float, integer }) => [
    `return ${lr} * ${float("factor")} if t < ${integer("totalIters")} else ${lr}`,
  ],
  cosine: ({ lr, float, integer }) => [
    `low = ${float("etaMin")}`,
    `return low + (${lr} - low) * (1 + math.cos(math.pi * t / ${integer("tMax")})) / 2`,
  ],
  cosineRestarts: ({ lr, float, integer, value }) => [
    `low, length, since = ${float("etaMin")}, ${integer("t0")}, t`,
    ...(value("tMult") === 1
      ? ["since = t % length"]
      : ["while since >= length:", "    since -= length", `    length *= ${integer("tMult")}`]),
    `return low + (${lr} - low) * (1 + math.cos(math.pi * since / length)) / 2`,
  ],
  cyclic: ({ float, integer, value }) => {
    const down = value("stepSizeDown") === 0 ? "up" : integer("stepSizeDown");
    const damping =
      value("mode") === "triangular"
        ? ""
        : value("mode") === "triangular2"
          ? " * 2.0 ** (1 - cycle)"
          : ` * ${float("gamma")} ** t`;
    return [
      `low, high, up = ${float("baseLr")}, ${float("maxLr")}, ${integer("stepSizeUp")}`,
      `total = up + ${down}`,
      "cycle = math.floor(1 + t / total)",
      "position = 1 + t / total - cycle",
      "share = up / total",
      "height = position / share if position <= share else (position - 1) / (share - 1)",
      `return low + (high - low) * height${damping}`,
    ];
  },
  exponential: ({ lr, float }) => [`return ${lr} * ${float("gamma")} ** t`],
  inverseSqrt: ({ lr }) => [`return ${lr} / math.sqrt(t + 1)`],
  inverseTime: ({ lr, float }) => [`return ${lr} / (1 + ${float("decay")} * t)`],
  linear: ({ lr, float, integer }) => [
    `first, last, length = ${float("startFactor")}, ${float("endFactor")}, ${integer("totalIters")}`,
    `return ${lr} * (first + (last - first) * min(t, length) / length)`,
  ],
  multiStep: ({ lr, float, integers }) => [
    `passed = sum(milestone <= t for milestone in ${integers("milestones")})`,
    `return ${lr} * ${float("gamma")} ** passed`,
  ],
  noam: ({ lr, float }) => [
    `warmup = ${float("warmup")}`,
    `return ${lr} * ${float("dModel")} ** -0.5 * min((t + 1) ** -0.5, (t + 1) * warmup**-1.5)`,
  ],
  oneCycle: ({ float, integer, value }) => [
    `high, first = ${float("maxLr")}, ${float("maxLr")} / ${float("divFactor")}`,
    `last = first / ${float("finalDivFactor")}`,
    `end = ${integer("totalSteps")} - 1`,
    `top = ${float("pctStart")} * ${integer("totalSteps")} - 1`,
    ...(value("threePhase") === true
      ? [
          `back = 2 * ${float("pctStart")} * ${integer("totalSteps")} - 2`,
          "phases = [(first, high, 0, top), (high, first, top, back), (first, last, back, end)]",
        ]
      : ["phases = [(first, high, 0, top), (high, last, top, end)]"]),
    "for before, after, start, stop in phases:",
    "    if t <= stop:",
    "        break",
    "share = min(1, (t - start) / (stop - start)) if stop > start else 1",
    value("annealStrategy") === "linear"
      ? "return before + (after - before) * share"
      : "return after + (before - after) / 2 * (1 + math.cos(math.pi * share))",
  ],
  piecewise: ({ numbers, integers }) => [
    `passed = sum(boundary <= t for boundary in ${integers("boundaries")})`,
    `return ${numbers("values")}[passed]`,
  ],
  polynomial: ({ lr, float, integer }) => [
    `length = ${integer("totalIters")}`,
    `return ${lr} * (1 - min(t, length) / length) ** ${float("power")}`,
  ],
  resnetWarmup: ({ lr, float, integer }) => [
    `return ${float("warmupLr")} if t < ${integer("steps")} else ${lr}`,
  ],
  sequence: ({ inner, integers, value }) => [
    `milestones = ${integers("milestones")}`,
    `rates = [${(value("schedules") as readonly ScheduleOptions[]).map(inner).join(", ")}]`,
    "passed = sum(milestone <= t for milestone in milestones)",
    "return rates[passed](t - (milestones[passed - 1] if passed > 0 else 0))",
  ],
  step: ({ lr, float, integer }) => [
    `return ${lr} * ${float("gamma")} ** (t // ${integer("stepSize")})`,
  ],
  warmup: ({ lr, float, integer, inner, value }) => [
    `length, first = ${integer("steps")}, ${float("startFactor")}`,
    "if t < length:",
    `    return ${lr} * (first + (1 - first) * t / length)`,
    `return ${inner(value("then") as ScheduleOptions)}(t - length)`,
  ],
  wsd: ({ lr, float, integer, value }) => [
    `rise, plain, fall = ${integer("warmupSteps")}, ${integer("stableSteps")}, ${integer("decaySteps")}`,
    "if t < rise:",
    `    return ${lr} * (t + 1) / (rise + 1)`,
    "share = min(1, max(0, (t - rise - plain) / fall))",
    ...(value("shape") === "sqrt"
      ? ["share = math.sqrt(share)"]
      : value("shape") === "cosine"
        ? ["share = (1 - math.cos(math.pi * share)) / 2"]
        : []),
    `return ${lr} * (1 - (1 - ${float("minFactor")}) * share)`,
  ],
};
