import type { Optimizer } from "../optimizers/optimizer";
import { isNumberHyperparameter } from "../optimizers/hyperparameter";
import { scheduleById } from "../schedules/catalogue";
import { suggestion } from "../text/nearest";
import { argumentRates } from "./argumentNumbers";
import { extraDeclarations, extraNames } from "./extras";
import { isInRange, rangeInWords, type NumberRange } from "./readValue";
import type { RunOptions } from "./runOptions";
import { simulateNumbers } from "./simulateKeys";
import { valuesOf, type Sweepable, type SweepAxis, type SweepTarget } from "./sweepOptions";

/** Functions of more arguments have no axis for the rate of each. */
const mostArguments = 12;

/** A fault in the text of a sweep, for the person who wrote it. */
export class SweepFault extends Error {}

const anyNumber: NumberRange = { min: -1e300, max: 1e300 };

/**
 * Everything of a run that can be swept: η, the optimizer's numbers, the schedule's, the extras, the rate of each argument
 * (`lr.w`), the start's coordinates and the seed. Where two have one name the first is meant; `schedule.gamma`, `start.x` name the others.
 */
export function sweepables(
  run: RunOptions,
  optimizer: Optimizer,
  parameters: readonly string[],
  { start, seed }: { readonly start: readonly number[]; readonly seed: number },
): Sweepable[] {
  const { lr, hyperparameters, schedule, extras } = run;
  const rate: Sweepable = {
    ...{ name: "lr", target: { kind: "lr" }, range: optimizer.learningRate },
    ...{ scale: "log", present: lr },
  };
  const own = Object.entries(optimizer.hyperparameters).flatMap(([name, declared]): Sweepable[] =>
    isNumberHyperparameter(declared)
      ? [
          {
            ...{ name, target: { kind: "hyperparameter", name }, range: declared },
            scale: declared.scale === "log" ? "log" : "linear",
            ...(declared.scale === "nearOne" && { nearOne: true }),
            present: hyperparameters[name] as number,
          },
        ]
      : [],
  );
  const options = Object.entries(scheduleById(schedule.id)?.options ?? {}).flatMap(
    ([name, option]): Sweepable[] => {
      if (option.kind !== "number" && option.kind !== "rate" && option.kind !== "length") return [];
      const present = schedule.options[name];
      return [
        {
          ...{ name, target: { kind: "schedule", name }, range: option },
          scale: option.kind === "number" ? (option.scale ?? "linear") : "log",
          present: typeof present === "number" ? present : undefined,
        },
      ];
    },
  );
  const more = extraNames.map((name): Sweepable => {
    const range = extraDeclarations[name];
    const scale = range.min > 0 ? "log" : "linear";
    return { name, target: { kind: "extra", name }, range, scale, present: extras[name] };
  });
  const takesOwn = optimizer.kind === "element" || optimizer.ownRates === true;
  const ofArguments = takesOwn ? argumentRates(run, parameters) : [];
  const rates = ofArguments.length > 1 && ofArguments.length <= mostArguments ? ofArguments : [];
  const ownRates = rates.map(({ argument, key, rate: present }): Sweepable => {
    const target: SweepTarget = { kind: "argument", key };
    return {
      ...{ name: `lr.${argument}`, target, range: optimizer.learningRate, scale: "log", present },
    };
  });
  const coordinates = parameters.map((name, index): Sweepable => {
    const target: SweepTarget = { kind: "start", index };
    return { name, target, range: anyNumber, scale: "linear", present: start[index] };
  });
  const seeds: Sweepable = {
    ...{ name: "seed", target: { kind: "seed" }, range: simulateNumbers.seed },
    ...{ scale: "linear", present: seed },
  };
  const all = [rate, ...own, ...options, ...more, ...ownRates, seeds, ...coordinates];
  const taken = new Set<string>();
  return all.map((one) => {
    const { name, target } = one;
    const isTaken = taken.has(name);
    taken.add(name);
    return isTaken ? { ...one, name: `${target.kind}.${name}` } : one;
  });
}

/**
 * `lr=1e-4..1:log:96,beta1=0..0.99:100`: one axis or two, each a name, its ends, how values are spaced (default: as the
 * name's control is) and how many. Whole numbers are rounded, and none stands twice. Throws SweepFault.
 */
export function parseSweep(text: string, known: readonly Sweepable[]): SweepAxis[] {
  const axes = text.split(",").map((part) => parseAxis(part.trim(), known));
  if (axes.length > 2) throw new SweepFault(`a sweep has one axis or two, not ${axes.length}`);
  const [first, second] = axes;
  if (JSON.stringify(first?.target) === JSON.stringify(second?.target)) {
    throw new SweepFault(`both axes are ${text.split("=", 1)[0]!.trim()}`);
  }
  return axes;
}

const axisPattern = /^([^=]+)=([^:]+?)\.\.([^:]+?)(?::(log|linear))?:(\d+)$/;

/** Cells along an axis. */
const mostValues = 10_000;

function parseAxis(text: string, known: readonly Sweepable[]): SweepAxis {
  const found = axisPattern.exec(text);
  if (!found) {
    throw new SweepFault(
      `an axis is written lr=1e-4..1:log:96 (name, ends, spacing, number), not "${text}"`,
    );
  }
  const [, name, fromText, toText, spacing, countText] = found as unknown as readonly string[];
  const one = known.find((other) => other.name === name!.trim());
  if (!one) {
    const names = known.map((other) => other.name);
    throw new SweepFault(
      `nothing to sweep is called "${name!.trim()}": ${suggestion(name!.trim(), names)}`,
    );
  }
  const [from, to, count] = [Number(fromText), Number(toText), Number(countText)];
  if (count < 1 || count > mostValues) {
    throw new SweepFault(`an axis has 1 to ${mostValues} values, not ${count}`);
  }
  for (const [end, written] of [
    [from, fromText],
    [to, toText],
  ] as const) {
    const { range } = one;
    if (!isInRange(end, { ...range, integer: false })) {
      throw new SweepFault(`${one.name} must be ${rangeInWords(range)}, not ${written!.trim()}`);
    }
  }
  const scale = (spacing as "log" | "linear" | undefined) ?? one.scale;
  if (scale === "log" && !(from > 0 && to > 0)) {
    throw new SweepFault(
      `${one.name} from ${from} cannot be spaced logarithmically: write :linear:`,
    );
  }
  return { target: one.target, values: valuesOf(one, from, to, count, scale) };
}
