import {
  type MethodSetting,
  type WriteMethod,
  type WrittenMethod,
  constants,
  coupledDecay,
  ownDecay,
  zeros,
} from "./writtenMethod";

const averageG = "mean = beta1 * mean + (1 - beta1) * g";
const averageSquare = "mean_square = beta2 * mean_square + (1 - beta2) * g * g";
const correctedM = "m = mean / (1 - beta1 ** (t + 1))";
const correctedSigma = "sigma = xp.sqrt(mean_square / (1 - beta2 ** (t + 1))) + eps";
const change = "rate / sigma * m";

const adamConstants = ["beta1", "beta2", "eps"] as const;

/** Adam and those that differ from it in a line or two. */
export const adamMethods: Readonly<Record<string, WriteMethod>> = {
  adam: (setting) => ({
    ...adam(setting),
    step: [...coupledDecay(setting.values), ...adam(setting).step],
  }),
  adamw: (setting) => ({ ...adam(setting), ...ownDecay(setting.values) }),

  amsgrad: ({ values }) => ({
    before: [...constants(values, ...adamConstants), ...zeros("mean", "mean_square", "largest")],
    step: [
      averageG,
      averageSquare,
      correctedM,
      ...(values.convention === "optax"
        ? [
            "largest = xp.maximum(largest, mean_square / (1 - beta2 ** (t + 1)))",
            "sigma = xp.sqrt(largest) + eps",
          ]
        : [
            "largest = xp.maximum(largest, mean_square)",
            "sigma = xp.sqrt(largest / (1 - beta2 ** (t + 1))) + eps",
          ]),
    ],
    change,
  }),

  adamax: ({ values }) => ({
    before: [...constants(values, ...adamConstants), ...zeros("mean", "largest")],
    step: [
      ...coupledDecay(values),
      averageG,
      correctedM,
      ...(values.convention === "keras"
        ? ["largest = xp.maximum(beta2 * largest, xp.abs(g))", "sigma = largest + eps"]
        : ["largest = xp.maximum(beta2 * largest, xp.abs(g) + eps)", "sigma = largest"]),
    ],
    change,
  }),

  adabelief: ({ values }) => ({
    before: [...constants(values, ...adamConstants, "epsRoot"), ...zeros("mean", "mean_square")],
    step: [
      averageG,
      "surprise = g - mean",
      "mean_square = beta2 * mean_square + (1 - beta2) * surprise * surprise + eps_root",
      correctedM,
      correctedSigma,
    ],
    change,
  }),

  yogi: ({ values }) => ({
    before: [
      ...constants(values, ...adamConstants, "initialAccumulatorValue"),
      "mean = initial_accumulator_value * xp.ones_like(theta)",
      "mean_square = initial_accumulator_value * xp.ones_like(theta)",
    ],
    step: [
      averageG,
      "mean_square = mean_square - (1 - beta2) * xp.sign(mean_square - g * g) * g * g",
      correctedM,
      correctedSigma,
    ],
    change,
  }),

  nadam: ({ values }) => ({
    before: [
      ...constants(
        values,
        ...adamConstants,
        ...(values.convention === "optax" ? [] : ["momentumDecay"]),
      ),
      ...zeros("mean", "mean_square"),
      "product = 1.0",
    ],
    step: [
      ...coupledDecay(values),
      ...(values.convention === "optax"
        ? ["momentum = next_momentum = beta1"]
        : [
            "momentum = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
            "next_momentum = beta1 * (1 - 0.5 * 0.96 ** ((t + 2) * momentum_decay))",
          ]),
      "product = product * momentum",
      values.convention === "pytorch1.13"
        ? "next_product = product * momentum * next_momentum"
        : "next_product = product * next_momentum",
      averageG,
      averageSquare,
      "m = (1 - momentum) / (1 - product) * g + next_momentum / (1 - next_product) * mean",
      correctedSigma,
    ],
    change,
  }),

  nadamw: ({ values }) => ({
    before: [...constants(values, ...adamConstants), ...zeros("mean", "mean_square")],
    step: [
      averageG,
      averageSquare,
      "m = beta1 * mean / (1 - beta1 ** (t + 2)) + (1 - beta1) * g / (1 - beta1 ** (t + 1))",
      correctedSigma,
    ],
    change,
    ...ownDecay(values),
  }),

  radam: ({ values }) => ({
    before: [
      ...constants(values, ...adamConstants),
      "longest = 2 / (1 - beta2) - 1",
      ...zeros("mean", "mean_square"),
    ],
    step: [
      ...coupledDecay(values),
      averageG,
      averageSquare,
      correctedM,
      "kept = beta2 ** (t + 1)",
      "length = longest - 2 * (t + 1) * kept / (1 - kept)",
      `if length ${values.convention === "optax" ? ">=" : ">"} 5:`,
      "    shares = (length - 4) * (length - 2) * longest, (longest - 4) * (longest - 2) * length",
      values.convention === "optax"
        ? "    sigma = (xp.sqrt(mean_square / (1 - kept)) + eps) / math.sqrt(shares[0] / shares[1])"
        : "    sigma = (xp.sqrt(mean_square) + eps) / math.sqrt((1 - kept) * shares[0] / shares[1])",
      "else:",
      "    sigma = 1.0",
    ],
    change,
  }),

  ademamix: ({ values }) => ({
    before: [
      ...constants(values, ...adamConstants, "beta3", "alpha"),
      ...zeros("mean", "long_mean", "mean_square"),
    ],
    step: [
      ...longMemory(values),
      averageG,
      "long_mean = long_keep * long_mean + (1 - long_keep) * g",
      averageSquare,
      "m = mean / (1 - beta1 ** (t + 1)) + weight * long_mean",
      correctedSigma,
    ],
    change,
    ...ownDecay(values),
  }),

  adopt: ({ values }) => ({
    before: [...constants(values, ...adamConstants), ...zeros("mean", "mean_square")],
    step: [
      "if t == 0:  # the first step only looks",
      "    mean_square = g * g",
      "else:",
      "    ratio = g / xp.clip(xp.sqrt(mean_square), eps, math.inf)",
      ...(values.clipping === true ? ["    ratio = xp.clip(ratio, -(t**0.25), t**0.25)"] : []),
      "    mean = beta1 * mean + (1 - beta1) * ratio",
      "    mean_square = beta2 * mean_square + (1 - beta2) * g * g",
    ],
    change: "rate * mean",
  }),
};

function adam({ values }: MethodSetting): WrittenMethod {
  const { amsgrad, convention } = values;
  const square = amsgrad === true ? "largest" : "mean_square";
  return {
    before: [
      ...constants(values, ...adamConstants),
      ...zeros("mean", "mean_square", ...(amsgrad === true ? ["largest"] : [])),
    ],
    step: [
      averageG,
      averageSquare,
      ...(amsgrad === true ? ["largest = xp.maximum(largest, mean_square)"] : []),
      correctedM,
      convention === "keras"
        ? `sigma = (xp.sqrt(${square}) + eps) / math.sqrt(1 - beta2 ** (t + 1))`
        : `sigma = xp.sqrt(${square} / (1 - beta2 ** (t + 1))) + eps`,
    ],
    change,
  };
}

/** β₃ and α of this step: both rise during the warm-up. */
function longMemory({ warmup, beta1 }: MethodSetting["values"]): readonly string[] {
  if (warmup === 0) return ["long_keep, weight = beta3, alpha"];
  return [
    `share = min(1.0, (t + 1) / ${Number(warmup)})`,
    "long_keep, weight = beta3, alpha * share",
    ...(Number(beta1) > 0
      ? [
          "if share < 1:",
          "    short, long = math.log(beta1), math.log(beta3)",
          "    between = math.exp(short * long / ((1 - share) * long + share * short))",
          "    long_keep = min(beta3, between)",
        ]
      : []),
  ];
}
