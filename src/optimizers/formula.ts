import type { HyperparameterValue } from "./hyperparameter";
import type { Optimizer } from "./optimizer";

/** One line of an optimizer's update, ready to be typeset. */
export interface FormulaLine {
  /** What the line defines: "m", "sigma", "decay", or a name of the optimizer's own. */
  readonly name: string;
  /** The whole line as TeX. */
  readonly tex: string;
}

/** TeX of the names that mean the same in every formula. */
const commonSymbols: Readonly<Record<string, string>> = {
  gradient: "g^{t}",
  theta: String.raw`\theta^{t}`,
  learningRate: String.raw`\eta^{t}`,
  t: "t",
  m: "m^{t}",
  sigma: String.raw`\sigma^{t}`,
  decay: String.raw`\lambda^{t}`,
  beta1: String.raw`\beta_1`,
  beta2: String.raw`\beta_2`,
  beta3: String.raw`\beta_3`,
  beta: String.raw`\beta`,
  alpha: String.raw`\alpha`,
  rho: String.raw`\rho`,
  momentum: String.raw`\mu`,
  dampening: String.raw`\tau`,
  eps: String.raw`\varepsilon`,
  eps1: String.raw`\varepsilon_1`,
  eps2: String.raw`\varepsilon_2`,
  epsRoot: String.raw`\varepsilon_r`,
  weightDecay: String.raw`\lambda`,
  lambd: String.raw`\lambda`,
  lrDecay: "d",
  d: "d",
  c: "c",
  etaMinus: String.raw`\eta_{-}`,
  etaPlus: String.raw`\eta_{+}`,
  learningRatePower: "p",
  l1RegularizationStrength: String.raw`\lambda_1`,
  l2RegularizationStrength: String.raw`\lambda_2`,
  trustCoefficient: String.raw`\kappa`,
};

/** TeX letters of state; the step is added as a superscript. */
const stateSymbols: Readonly<Record<string, string>> = {
  mean: "u",
  meanSquare: "v",
  sum: "s",
  velocity: "u",
  movement: "b",
  largest: "w",
  meanSquareStep: "d",
  stepSize: String.raw`\Delta`,
  lastGradient: "g",
  average: String.raw`\bar\theta`,
  longMean: "u_2",
};

/** The quantities of every formula that are not hyperparameters, state or symbols of the optimizer. */
export const commonQuantities: readonly string[] = [
  "gradient",
  "theta",
  "learningRate",
  "t",
  "m",
  "sigma",
  "decay",
];

const placeholder = /@(last\.)?([A-Za-z][A-Za-z0-9]*)/g;

/** What a negative number leaves where the line has parentheses of its own. */
const doubleParentheses = /\(\((-[^()]*)\)\)/g;

/** The names that a line of a formula uses, in order, with repeats. */
export function namesIn(line: string): string[] {
  return Array.from(line.matchAll(placeholder), (match) => match[2] ?? "");
}

/**
 * The update of an optimizer as lines of TeX, `sigma` and `m` last; none for optimizers without a formula.
 *
 * `values` puts numbers in place of symbols on the right: a step's g, θ, η, σ and m, and hyperparameters by name.
 */
export function formulaLines(
  optimizer: Optimizer,
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
  values: Readonly<Record<string, number>> = {},
): FormulaLine[] {
  const formula = optimizer.formula?.(hyperparameters);
  if (!formula) return [];
  const lines = Object.entries(formula);
  const hidesDecay =
    hyperparameters.weightDecay !== undefined &&
    hyperparameters.weightDecay !== 0 &&
    !lines.some(([, line]) => namesIn(line).includes("weightDecay"));
  if (hidesDecay) lines.unshift(["gradient", String.raw`\nabla L(@theta) + @weightDecay\,@theta`]);
  return lines.map(([name, line]) => {
    const right = line.replace(placeholder, (_all, last: string | undefined, used: string) => {
      const value = Object.hasOwn(values, used) ? values[used] : undefined;
      return value === undefined || last !== undefined
        ? symbolOf(optimizer, used, last !== undefined)
        : numberInTex(value);
    });
    const plain = right.replace(doubleParentheses, "($1)");
    return { name, tex: `${symbolOf(optimizer, name, false)} = ${plain}` };
  });
}

/** TeX of a quantity: state carries the step, t or t − 1. */
export function symbolOf(optimizer: Optimizer, name: string, isLast: boolean): string {
  const own = optimizer.symbols?.[name];
  const isState = optimizer.kind === "element" && Object.hasOwn(optimizer.state, name);
  const state = isState || isLast ? (own ?? stateSymbols[name]) : undefined;
  if (state !== undefined) return `${withoutStep(state)}^{${isLast ? "t-1" : "t"}}`;
  const symbol =
    own ?? (Object.hasOwn(commonSymbols, name) ? commonSymbols[name] : stateSymbols[name]);
  return symbol ?? String.raw`\mathit{${name}}`;
}

/** A number in TeX with 4 significant digits; negative ones in parentheses, for products and powers. */
export function numberInTex(value: number): string {
  if (Number.isNaN(value)) return String.raw`\text{NaN}`;
  if (!Number.isFinite(value)) return value > 0 ? String.raw`\infty` : String.raw`(-\infty)`;
  const size = Math.abs(value);
  const [digits = "0", exponent] = size.toExponential(3).split("e");
  const plain = size === 0 || (size >= 1e-3 && size < 1e5);
  const text = plain
    ? String(Number(size.toPrecision(4)))
    : String.raw`${Number(digits)} \cdot 10^{${Number(exponent)}}`;
  return value < 0 ? `(-${text})` : text;
}

function withoutStep(symbol: string): string {
  return symbol.replace(/\^\{t\}$/, "");
}
