import { argumentBlocks } from "../../optimizers/vectors/blocks";
import { pythonTuple } from "../python";
import {
  type MethodSetting,
  type WriteMethod,
  constants,
  coupledDecay,
  integerConstants,
  literal,
  ownDecay,
  zeros,
} from "./writtenMethod";

/** Methods that treat the arguments of the loss as layers. */
export const layerMethods: Readonly<Record<string, WriteMethod>> = {
  lamb: (setting) => ({
    before: [
      ...constants(setting.values, "beta1", "beta2", "eps"),
      ...zeros("mean", "mean_square"),
      ...blocks(setting),
    ],
    step: [
      "mean = beta1 * mean + (1 - beta1) * g",
      "mean_square = beta2 * mean_square + (1 - beta2) * g * g",
      "sigma = xp.sqrt(mean_square / (1 - beta2 ** (t + 1))) + eps",
      "u = mean / (1 - beta1 ** (t + 1)) / sigma",
      ...(setting.values.weightDecay === 0
        ? []
        : [`u = u + ${literal(setting.values.weightDecay)} * theta`]),
      "parts = []",
      "for first, last, _ in blocks:",
      "    size, length = norm(theta[first:last]), norm(u[first:last])",
      "    ratio = 1.0 if size == 0 or length == 0 else size / length",
      "    parts.append(ratio * u[first:last])",
    ],
    change: "rate * xp.concatenate(parts)",
    helpers: ["norm"],
  }),

  lars: (setting) => {
    const { values } = setting;
    return {
      before: [
        ...constants(values, "momentum", "trustCoefficient", "eps"),
        ...zeros("movement"),
        ...blocks(setting),
      ],
      step: [
        ...coupledDecay(values),
        "parts = []",
        "for first, last, _ in blocks:",
        "    size, slope = norm(theta[first:last]), norm(g[first:last])",
        "    ratio = 1.0 if size == 0 or slope == 0 else trust_coefficient * size / (slope + eps)",
        "    parts.append(ratio * g[first:last])",
        "scaled = xp.concatenate(parts)",
        "if t == 0:",
        "    last_rate = 0.0",
        carriedRate(setting),
        "movement = momentum * carried * movement + scaled",
      ],
      change:
        values.nesterov === true ? "rate * (scaled + momentum * movement)" : "rate * movement",
      after: ["last_rate = rate"],
      helpers: ["norm"],
    };
  },

  adafactor: (setting) => ({
    before: [
      ...constants(setting.values, "beta2Decay", "eps1", "eps2", "d"),
      ...blocks(setting),
      "rows, columns = [0.0] * len(blocks), [0.0] * len(blocks)",
    ],
    step: [
      "intake = (t + 1) ** beta2_decay",
      "parts = []",
      "for k, (first, last, shape) in enumerate(blocks):",
      "    square = xp.reshape(g[first:last] * g[first:last], shape)",
      "    if len(shape) < 2:",
      "        rows[k] = rows[k] + intake * (square - rows[k])",
      "        mean_square = rows[k]",
      "    else:  # of a matrix only the means of its rows and columns are remembered",
      "        rows[k] = rows[k] + intake * (xp.mean(square, axis=-1) - rows[k])",
      "        columns[k] = columns[k] + intake * (xp.mean(square, axis=-2) - columns[k])",
      "        mean = xp.clip(xp.mean(rows[k], axis=-1), eps1, math.inf)",
      "        mean_square = rows[k][..., None] * columns[k][..., None, :] / mean[..., None, None]",
      "    sigma = xp.clip(xp.sqrt(xp.reshape(mean_square, (last - first,))), eps1, math.inf)",
      "    u = g[first:last] / sigma",
      "    root = math.sqrt(last - first)",
      setting.own
        ? "    most = xp.clip(rate[first:last], 0.0, 1 / math.sqrt(t + 1))"
        : "    most = min(rate, 1 / math.sqrt(t + 1))",
      "    alpha = max(eps2, norm(theta[first:last]) / root) * most",
      "    parts.append(alpha / max(1.0, norm(u) / root / d) * u)",
    ],
    change: "xp.concatenate(parts)",
    helpers: ["norm"],
    ...ownDecay(setting.values),
  }),

  muon: (setting) => {
    const { values } = setting;
    return {
      before: [
        ...constants(values, "momentum", "eps"),
        ...integerConstants(values, "nsSteps"),
        ...zeros("mean", "mean_square"),
        ...blocks(setting),
      ],
      step: [
        "parts, means, squares = [], [], []",
        "for first, last, shape in blocks:",
        "    b, v, slope = mean[first:last], mean_square[first:last], g[first:last]",
        "    if len(shape) == 2:",
        "        b = momentum * b + (1 - momentum) * slope",
        `        aimed = ${values.nesterov === true ? "momentum * b + (1 - momentum) * slope" : "b"}`,
        "        u = orthogonalize(xp.reshape(aimed, shape), ns_steps, eps)",
        values.adjustLr === "original"
          ? "        faster = math.sqrt(max(1.0, shape[0] / shape[1]))"
          : "        faster = 0.2 * math.sqrt(max(shape))",
        "        parts.append(faster * xp.reshape(u, (last - first,)))",
        "    else:  # AdamW's step",
        "        b = 0.9 * b + 0.1 * slope",
        "        v = 0.999 * v + 0.001 * slope * slope",
        "        sigma = xp.sqrt(v / (1 - 0.999 ** (t + 1))) + 1e-8",
        "        parts.append(b / (1 - 0.9 ** (t + 1)) / sigma)",
        "    means.append(b)",
        "    squares.append(v)",
        "mean, mean_square = xp.concatenate(means), xp.concatenate(squares)",
      ],
      change: "rate * xp.concatenate(parts)",
      helpers: ["norm", "orthogonalize"],
      ...ownDecay(values),
    };
  },
};

/** η^{t−1}/η^t, and 1 where η is 0. */
function carriedRate({ rateMayBeZero, own }: MethodSetting): string {
  if (!rateMayBeZero) return "carried = last_rate / rate";
  return own
    ? "carried = xp.where(rate > 0, last_rate / rate, xp.ones_like(theta))"
    : "carried = last_rate / rate if rate > 0 else 1.0";
}

/** First index, index after the last, and shape of each argument; neighbouring numbers count as one. */
function blocks({ shapes }: MethodSetting): readonly string[] {
  const tuples = argumentBlocks(shapes).map(({ from, to, shape }) => {
    const sides = shape.length < 2 ? [to - from] : shape;
    return `(${from}, ${to}, ${pythonTuple(sides.map(String))})`;
  });
  return [`blocks = [${tuples.join(", ")}]`];
}
