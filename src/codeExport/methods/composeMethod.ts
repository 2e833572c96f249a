import {
  type MethodSetting,
  type WrittenMethod,
  constants,
  guardedSigma,
  zeros,
} from "./writtenMethod";

/** One choice of m or σ: names of its arrays, lines, and the hyperparameters that they use. */
interface Part {
  readonly state: readonly string[];
  readonly lines: readonly string[];
}

const averageG = "mean = beta1 * mean + (1 - beta1) * g";
const averageSquare = "mean_square = beta2 * mean_square + (1 - beta2) * g * g";
const sumOfSquares = "total = total + g * g";

const momentumParts: Readonly<Record<string, Part>> = {
  none: { state: [], lines: ["m = g"] },
  heavyBall: { state: ["mean"], lines: ["mean = beta1 * mean + g", "m = mean"] },
  nesterov: { state: ["mean"], lines: ["mean = beta1 * mean + g", "m = g + beta1 * mean"] },
  ema: { state: ["mean"], lines: [averageG, "m = mean"] },
  emaCorrected: { state: ["mean"], lines: [averageG, "m = mean / (1 - beta1 ** (t + 1))"] },
};

const scaleParts: Readonly<Record<string, Part>> = {
  one: { state: [], lines: [] },
  meanSquare: { state: ["total"], lines: [sumOfSquares, "sigma = xp.sqrt(total / (t + 1))"] },
  sumOfSquares: { state: ["total"], lines: [sumOfSquares, "sigma = xp.sqrt(total) + eps"] },
  rms: { state: ["mean_square"], lines: [averageSquare, "sigma = xp.sqrt(mean_square) + eps"] },
  rmsCorrected: {
    state: ["mean_square"],
    lines: [averageSquare, "sigma = xp.sqrt(mean_square / (1 - beta2 ** (t + 1))) + eps"],
  },
  maximum: {
    state: ["mean_square", "largest"],
    lines: [
      averageSquare,
      "largest = xp.maximum(largest, mean_square)",
      "sigma = xp.sqrt(largest / (1 - beta2 ** (t + 1))) + eps",
    ],
  },
  infinityNorm: {
    state: ["largest"],
    lines: ["largest = xp.maximum(beta2 * largest, xp.abs(g))", "sigma = largest + eps"],
  },
};

/** The optimizer made from the lecture's parts. Throws for a part that is not known. */
export function composeMethod({ values }: MethodSetting): WrittenMethod {
  const direction = momentumParts[String(values.m)];
  const scale = scaleParts[String(values.sigma)];
  if (!direction || !scale)
    throw new Error(`no parts "${String(values.m)}" and "${String(values.sigma)}"`);
  const lines = [...direction.lines, ...scale.lines];
  const used = ["beta1", "beta2", "eps"].filter((name) =>
    lines.some((line) => line.includes(name)),
  );
  return {
    before: [...constants(values, ...used), ...zeros(...direction.state, ...scale.state)],
    step: [...lines, ...guardedSigma(values.sigma === "meanSquare")],
    change: values.sigma === "one" ? "rate * m" : "rate / sigma * m",
  };
}
