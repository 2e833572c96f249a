import { findOptimizer } from "../store/catalogue";
import { formulaLines, numberInTex, type FormulaLine } from "../../src/optimizers/formula";
import type { Extras, RunOptions } from "../../src/options/runOptions";
import type { InsideStep } from "../../src/protocol/details";
import type { Row } from "../../src/protocol/series";
import { scheduleById } from "../../src/schedules/catalogue";
import { roundToDigits } from "../../src/text/number";

/** A line of the formula: in symbols, and the same with this step's numbers where they are known. */
export interface FormulaStep {
  readonly name: string;
  readonly symbols: string;
  readonly numbers?: string;
}

/** One parameter of one run at one step. */
export interface StepNumbers {
  readonly t: number;
  readonly theta: number;
  readonly next: number;
  readonly gradient: number;
  readonly learningRate: number;
  readonly sigma: number;
  readonly m: number;
  /** What the method made of it, where the recorded rows tell it exactly. */
  readonly inside?: InsideStep;
}

/**
 * The numbers of a parameter in row t, with θ of the row after it and what the host found `inside` the step; undefined
 * where the run does not step on.
 */
export function stepNumbers(
  row: Row | undefined,
  next: Row | undefined,
  parameter: number,
  inside?: InsideStep,
): StepNumbers | undefined {
  const index = row?.recorded.indexOf(parameter) ?? -1;
  if (!row || !next || index < 0 || next.step !== row.step + 1) return undefined;
  return {
    t: row.step,
    theta: row.theta[index]!,
    next: next.theta[index]!,
    gradient: row.gradient[index]!,
    learningRate: row.rates?.[index] ?? row.learningRate,
    sigma: row.sigma[index]!,
    m: row.m[index]!,
    ...(inside?.parameter === parameter && { inside }),
  };
}

/**
 * The step as the lecture writes it, then what its parts are made of:
 *
 *     θ^{t+1} = θ^t − (η^t/σ^t)·m^t      η^t from the schedule      σ^t and m^t from the optimizer
 *
 * A decoupled weight decay puts a factor before θ^t.
 */
export function formulaSteps(
  options: RunOptions,
  numbers: StepNumbers | undefined,
): readonly FormulaStep[] {
  const optimizer = findOptimizer(options.optimizer);
  const schedule = scheduleById(options.schedule.id);
  const inSymbols = optimizer ? formulaLines(optimizer, options.hyperparameters) : [];
  const decays =
    options.extras.decoupledWeightDecay !== undefined ||
    inSymbols.some(({ name }) => name === "decay");
  const inNumbers =
    optimizer && numbers
      ? formulaLines(
          optimizer,
          options.hyperparameters,
          knownNumbers(options, numbers),
          numbers.inside?.before,
        )
      : [];
  return [
    {
      name: "theta",
      symbols: stepInSymbols(decays),
      ...(numbers && { numbers: stepInNumbers(numbers) }),
    },
    {
      name: "learningRate",
      symbols: String.raw`\eta^{t} = ${schedule?.formula ?? String.raw`\eta`}`,
      ...(numbers && { numbers: String.raw`\eta^{${numbers.t}} = ${plain(numbers.learningRate)}` }),
    },
    ...inSymbols.map(({ name, tex }, index): FormulaStep => {
      const filled = inNumbers[index] && lineInNumbers(inNumbers[index], tex);
      return { name, symbols: tex, ...(filled !== undefined && { numbers: filled }) };
    }),
  ];
}

function stepInSymbols(decays: boolean): string {
  const theta = decays ? String.raw`(1 - \eta^{t}\lambda)\,\theta^{t}` : String.raw`\theta^{t}`;
  return String.raw`\theta^{t+1} \leftarrow ${theta} - \frac{\eta^{t}}{\sigma^{t}} \, m^{t}`;
}

function stepInNumbers(numbers: StepNumbers): string {
  const { theta, learningRate, sigma, m, next } = numbers;
  const moved = (learningRate / sigma) * m;
  const step = String.raw`\frac{${plain(learningRate)}}{${plain(sigma)}} \cdot ${numberInTex(m)}`;
  const size = Math.max(Math.abs(theta), Math.abs(next));
  const decayed = Math.abs(theta - moved - next) > 1e-9 * size;
  const digits = digitsThatTell(size, moved);
  return String.raw`${long(decayed ? next + moved : theta, digits)} - ${step} = ${long(next, digits)}`;
}

/** So many digits that a step of this length can be seen in a number of this size: 4 to 15. */
function digitsThatTell(size: number, step: number): number {
  const needed = Math.ceil(Math.log10(size / Math.abs(step))) + 3;
  return Number.isFinite(needed) ? Math.max(4, Math.min(15, needed)) : 4;
}

function long(value: number, digits: number): string {
  const size = Math.abs(value);
  const readable = size >= 1e-3 && size < 1e6 && Number.isFinite(value);
  return readable ? String(roundToDigits(value, digits)) : plain(value);
}

/**
 * A line with its result; without where the line may not come to it (it is in symbols still, or in words), but σ and m,
 * which were recorded, and g always have theirs. Undefined where the line comes to another number, since there the
 * method did something of its own, such as in its first step, and where no number of it is known.
 */
function lineInNumbers(
  { name, tex, value, comesOut }: FormulaLine,
  symbols: string,
): string | undefined {
  if (comesOut === false) return undefined;
  const isCertain = ["sigma", "m", "gradient"].includes(name);
  const isFilled = tex !== symbols;
  if (value === undefined || (!isCertain && comesOut === undefined)) {
    return isFilled ? tex : undefined;
  }
  const left = tex.slice(0, tex.indexOf("=")).trim();
  const right = tex.slice(tex.indexOf("=") + 1).trim();
  const result = `${left} = ${plain(value)}`;
  if (!isFilled || plain(right) === plain(value)) return result;
  // What stands behind a condition would seem to be of its last case.
  return tex.includes(String.raw`\text{`)
    ? String.raw`${tex},\quad ${result}`
    : `${tex} = ${plain(value)}`;
}

/** Not in parentheses: stands alone. */
function plain(value: number | string): string {
  const tex = typeof value === "string" ? value : numberInTex(value);
  return tex.replace(/^\((-[^()]*)\)$/, "$1");
}

/** All numbers of a step that a formula may name. The gradient is the method's own, unless extras may have changed it. */
function knownNumbers(options: RunOptions, numbers: StepNumbers): Record<string, number> {
  const { t, theta, learningRate, sigma, m, inside } = numbers;
  const gradient =
    inside?.gradient ?? (changesGradient(options.extras) ? undefined : numbers.gradient);
  return {
    ...inside?.scalars,
    ...numbersOf(options),
    ...inside?.after,
    ...(inside && { decay: inside.decay }),
    ...{ t, theta, learningRate, sigma, m },
    ...(gradient !== undefined && { gradient }),
  };
}

function changesGradient(extras: Extras): boolean {
  const { coupledWeightDecay, clipValue, clipNorm, nesterov } = extras;
  return [coupledWeightDecay, clipValue, clipNorm, nesterov].some((extra) => extra !== undefined);
}

function numbersOf(options: RunOptions): Record<string, number> {
  return Object.fromEntries(
    Object.entries(options.hyperparameters).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    ),
  );
}
