import { findOptimizer } from "../store/catalogue";
import { formulaLines, numberInTex } from "../../src/optimizers/formula";
import type { RunOptions } from "../../src/options/runOptions";
import type { Row } from "../../src/protocol/series";
import { scheduleById } from "../../src/schedules/catalogue";

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
}

/** The numbers of a parameter in row t, with θ of the row after it; undefined where the run does not step on. */
export function stepNumbers(
  row: Row | undefined,
  next: Row | undefined,
  parameter: number,
): StepNumbers | undefined {
  const index = row?.recorded.indexOf(parameter) ?? -1;
  if (!row || !next || index < 0 || next.step !== row.step + 1) return undefined;
  return {
    t: row.step,
    theta: row.theta[index]!,
    next: next.theta[index]!,
    gradient: row.gradient[index]!,
    learningRate: row.learningRate,
    sigma: row.sigma[index]!,
    m: row.m[index]!,
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
  const known = numbers && { ...numbersOf(options), ...partsOf(numbers) };
  const inNumbers =
    optimizer && known ? formulaLines(optimizer, options.hyperparameters, known) : [];
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
      const filled = inNumbers[index]?.tex;
      return {
        name,
        symbols: tex,
        ...(filled !== undefined &&
          numbers && { numbers: resultOf(name, withoutDoubleParentheses(filled), numbers) }),
      };
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
  return readable ? String(Number(value.toPrecision(digits))) : plain(value);
}

function resultOf(name: string, tex: string, numbers: StepNumbers): string {
  const value = name === "sigma" ? numbers.sigma : name === "m" ? numbers.m : undefined;
  if (value === undefined) return tex;
  const right = tex.slice(tex.indexOf("=") + 1).trim();
  return plain(right) === plain(value)
    ? tex.replace(right, () => plain(right))
    : `${tex} = ${plain(value)}`;
}

/** Not in parentheses: stands alone. */
function plain(value: number | string): string {
  const tex = typeof value === "string" ? value : numberInTex(value);
  return tex.replace(/^\((-[^()]*)\)$/, "$1");
}

/** Formulas put their own parentheses around what may be negative. */
function withoutDoubleParentheses(tex: string): string {
  return tex.replace(/\(\((-[^()]*)\)\)/g, "($1)");
}

function numbersOf(options: RunOptions): Record<string, number> {
  return Object.fromEntries(
    Object.entries(options.hyperparameters).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    ),
  );
}

function partsOf({
  t,
  theta,
  gradient,
  learningRate,
  sigma,
  m,
}: StepNumbers): Record<string, number> {
  return { t, theta, gradient, learningRate, sigma, m };
}
