import { formulaValue } from "./formulaValue";
import type { HyperparameterValue } from "./hyperparameter";
import type { Optimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/** One line of an optimizer's update, ready to be typeset. */
export interface FormulaLine {
  /** What the line defines: "m", "sigma", "decay", or a name of the optimizer's own. */
  readonly name: string;
  /** The whole line as TeX. */
  readonly tex: string;
  /** The number that the line defines, where it is known. */
  readonly value?: number;
  /** Does the right side come to that number? Absent where either is not known. */
  readonly comesOut?: boolean;
}

/** Numbers by name: hyperparameters, a step's g, θ, η, σ and m, state, per-step scalars. */
export type FormulaValues = Readonly<Record<string, number>>;

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

/** A number that follows another one, or parentheses, in a product. */
const adjacentNumber = /(\d\}?\\,|\)\\,)(?=\d)/g;

const placeholder = /@(last\.)?([A-Za-z][A-Za-z0-9]*)/g;

/** A negative number in parentheses that stands alone between others, or is all of a fraction's or power's part. */
const needlessParentheses = /((?<!\\)[({,|]\s*)\((-[^()]*)\)(?=\s*[,)}|])/g;

/** A plain number in parentheses that a power is taken of. */
const plainBase = /\((\d+(?:\.\d+)?)\)(?=\^)/g;

/** The names that a line of a formula uses, in order, with repeats. */
export function namesIn(line: string): string[] {
  return Array.from(line.matchAll(placeholder), (match) => match[2] ?? "");
}

/**
 * The update of an optimizer as lines of TeX, `sigma` and `m` last; none for optimizers without a formula.
 *
 * `values` puts numbers in place of symbols on the right: a step's g (as the optimizer is given it), θ, η, σ and m,
 * hyperparameters, state after the step; `last` in place of the state before it.
 */
export function formulaLines(
  optimizer: Optimizer,
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
  values: FormulaValues = {},
  last: FormulaValues = {},
): FormulaLine[] {
  const formula = optimizer.formula?.(hyperparameters);
  if (!formula) return [];
  const lines = Object.entries(formula);
  const { weightDecay } = hyperparameters;
  const hidesDecay =
    typeof weightDecay === "number" &&
    weightDecay !== 0 &&
    !lines.some(([, line]) => namesIn(line).includes("weightDecay"));
  if (hidesDecay) lines.unshift(["gradient", String.raw`\nabla L(@theta) + @weightDecay\,@theta`]);
  const known = hidesDecay ? withDecayedGradient(values, weightDecay) : values;
  const numberOf = (name: string, isLast: boolean) => {
    const record = isLast ? last : known;
    return Object.hasOwn(record, name) ? record[name] : undefined;
  };
  return lines.map(([name, line]) => {
    const right = line
      .replace(placeholder, (_all, before: string | undefined, used: string, at: number) => {
        const value = numberOf(used, before !== undefined);
        if (value === undefined) return symbolOf(optimizer, used, before !== undefined);
        const tex = numberInTex(value);
        return tex.includes(" ") && /\/ *$/.test(line.slice(0, at)) ? `(${tex})` : tex;
      })
      .replace(needlessParentheses, "$1$2")
      .replace(plainBase, "$1")
      .replace(adjacentNumber, (left) => `${left.slice(0, -2)} \\cdot `);
    const value = numberOf(name, false);
    const result = formulaValue(line, (used) =>
      used.startsWith("last.") ? numberOf(used.slice(5), true) : numberOf(used, false),
    );
    return {
      name,
      tex: `${symbolOf(optimizer, name, false)} = ${right}`,
      ...(value !== undefined && { value }),
      ...(value !== undefined && result !== undefined && { comesOut: isClose(result, value) }),
    };
  });
}

/** The g of the formula, which has the decay in it. */
function withDecayedGradient(values: FormulaValues, weightDecay: number): FormulaValues {
  const { gradient, theta, ...others } = values;
  if (gradient === undefined || theta === undefined) return others;
  return { ...others, theta, gradient: withDecay(gradient, weightDecay, theta) };
}

/** Equal up to what rounding in another order does, and far within the digits shown. */
function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}

/** TeX of a quantity: state carries the step, t or t − 1. */
function symbolOf(optimizer: Optimizer, name: string, isLast: boolean): string {
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
    : `${Number(digits) === 1 ? "" : String.raw`${Number(digits)} \cdot `}10^{${Number(exponent)}}`;
  return value < 0 ? `(-${text})` : text;
}

function withoutStep(symbol: string): string {
  return symbol.replace(/\^\{t\}$/, "");
}
