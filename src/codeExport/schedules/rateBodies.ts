import { pythonFloat } from "../python";
import type { ScheduleTexts, ScheduleValues } from "./scheduleArguments";

/**
 * η^t of every schedule that depends on the step alone, as the body of a Python function of `t`; one for each, by its id.
 * They are not in the schedules' own files, for a panel reads those before its first picture and needs no Python.
 * Where PyTorch has a scheduler of its own that gives the same rates, it is in `torchScheduler.ts` as well.
 */
export const rateBodies: Readonly<
  Record<string, (texts: ScheduleTexts, values: ScheduleValues) => readonly string[]>
> = {
  chained: ({ lr, schedules }) => [
    `rate = ${lr}`,
    `for share in ${schedules}:`,
    `    rate *= share(t) / ${lr}`,
    "return rate",
  ],
  constant: ({ lr }) => [`return ${lr}`],
  constantFactor: ({ lr, factor, totalIters }) => [
    `return ${lr} * ${factor} if t < ${totalIters} else ${lr}`,
  ],
  cosine: ({ lr, etaMin, tMax }) => [
    `low = ${etaMin}`,
    `return low + (${lr} - low) * (1 + math.cos(math.pi * t / ${tMax})) / 2`,
  ],
  cosineRestarts: ({ lr, etaMin, t0, tMult }, values) => [
    `low, length, since = ${etaMin}, ${t0}, t`,
    ...(values.tMult === 1
      ? ["since = t % length"]
      : ["while since >= length:", "    since -= length", `    length *= ${tMult}`]),
    `return low + (${lr} - low) * (1 + math.cos(math.pi * since / length)) / 2`,
  ],
  cyclic: ({ stepSizeDown, gamma, baseLr, maxLr, stepSizeUp }, values) => {
    const down = values.stepSizeDown === 0 ? "up" : stepSizeDown;
    const damping =
      values.mode === "triangular"
        ? ""
        : values.mode === "triangular2"
          ? " * 2.0 ** (1 - cycle)"
          : ` * ${gamma} ** t`;
    return [
      `low, high, up = ${baseLr}, ${maxLr}, ${stepSizeUp}`,
      `total = up + ${down}`,
      "cycle = math.floor(1 + t / total)",
      "position = 1 + t / total - cycle",
      "share = up / total",
      "height = position / share if position <= share else (position - 1) / (share - 1)",
      `return low + (high - low) * height${damping}`,
    ];
  },
  exponential: ({ lr, gamma }) => [`return ${lr} * ${gamma} ** t`],
  inverseSqrt: ({ lr }) => [`return ${lr} / math.sqrt(t + 1)`],
  inverseTime: ({ lr, decay }) => [`return ${lr} / (1 + ${decay} * t)`],
  linear: ({ lr, startFactor, endFactor, totalIters }) => [
    `first, last, length = ${startFactor}, ${endFactor}, ${totalIters}`,
    `return ${lr} * (first + (last - first) * min(t, length) / length)`,
  ],
  multiStep: ({ lr, milestones, gamma }) => [
    `passed = sum(milestone <= t for milestone in ${milestones})`,
    `return ${lr} * ${gamma} ** passed`,
  ],
  noam: ({ lr }, values) => [
    `warmup = ${pythonFloat(Number(values.warmup))}`,
    `return ${lr} * ${pythonFloat(Number(values.dModel))} ** -0.5 * min((t + 1) ** -0.5, (t + 1) * warmup**-1.5)`,
  ],
  oneCycle: ({ maxLr, divFactor, finalDivFactor, totalSteps, pctStart }, values) => [
    `high, first = ${maxLr}, ${maxLr} / ${divFactor}`,
    `last = first / ${finalDivFactor}`,
    `end = ${totalSteps} - 1`,
    `top = ${pctStart} * ${totalSteps} - 1`,
    ...(values.threePhase === true
      ? [
          `back = 2 * ${pctStart} * ${totalSteps} - 2`,
          "phases = [(first, high, 0, top), (high, first, top, back), (first, last, back, end)]",
        ]
      : ["phases = [(first, high, 0, top), (high, last, top, end)]"]),
    "for before, after, start, stop in phases:",
    "    if t <= stop:",
    "        break",
    "share = min(1, (t - start) / (stop - start)) if stop > start else 1",
    values.annealStrategy === "linear"
      ? "return before + (after - before) * share"
      : "return after + (before - after) / 2 * (1 + math.cos(math.pi * share))",
  ],
  piecewise: ({ boundaries, values }) => [
    `passed = sum(boundary <= t for boundary in ${boundaries})`,
    `return ${values}[passed]`,
  ],
  polynomial: ({ lr, totalIters, power }) => [
    `length = ${totalIters}`,
    `return ${lr} * (1 - min(t, length) / length) ** ${power}`,
  ],
  resnetWarmup: ({ lr, warmupLr, steps }) => [`return ${warmupLr} if t < ${steps} else ${lr}`],
  sequence: ({ milestones, schedules }) => [
    `milestones = ${milestones}`,
    `rates = ${schedules}`,
    "passed = sum(milestone <= t for milestone in milestones)",
    "return rates[passed](t - (milestones[passed - 1] if passed > 0 else 0))",
  ],
  step: ({ lr, gamma, stepSize }) => [`return ${lr} * ${gamma} ** (t // ${stepSize})`],
  warmup: ({ lr, steps, startFactor, then }) => [
    `length, first = ${steps}, ${startFactor}`,
    "if t < length:",
    `    return ${lr} * (first + (1 - first) * t / length)`,
    `return ${then}(t - length)`,
  ],
  wsd: ({ lr, warmupSteps, stableSteps, decaySteps, minFactor }, values) => [
    `rise, plain, fall = ${warmupSteps}, ${stableSteps}, ${decaySteps}`,
    "if t < rise:",
    `    return ${lr} * (t + 1) / (rise + 1)`,
    "share = min(1, max(0, (t - rise - plain) / fall))",
    ...(values.shape === "sqrt"
      ? ["share = math.sqrt(share)"]
      : values.shape === "cosine"
        ? ["share = (1 - math.cos(math.pi * share)) / 2"]
        : []),
    `return ${lr} * (1 - (1 - ${minFactor}) * share)`,
  ],
};
