import { formulaLines, numberInTex } from "../../src/optimizers/formula";
import { optimizerById } from "../../src/optimizers/catalogue";
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
  const optimizer = optimizerById(options.optimizer);
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
        ...(filled !== undefined && numbers && { numbers: filled + resultOf(name, numbers) }),
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
  const step = String.raw`\frac{${plain(learningRate)}}{${plain(sigma)}} \cdot ${numberInTex(m)}`;
  const kept = theta - (learningRate / sigma) * m;
  const size = Math.max(Math.abs(theta), Math.abs(next), 1e-300);
  const decayed = Math.abs(kept - next) > 1e-9 * size;
  const before = decayed ? next + (learningRate / sigma) * m : theta;
  return String.raw`${plain(before)} - ${step} = ${plain(next)}`;
}

function resultOf(name: string, numbers: StepNumbers): string {
  if (name === "sigma") return ` = ${plain(numbers.sigma)}`;
  if (name === "m") return ` = ${plain(numbers.m)}`;
  return "";
}

/** Not in parentheses: stands alone. */
function plain(value: number): string {
  return numberInTex(value).replace(/^\((-.*)\)$/, "$1");
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
