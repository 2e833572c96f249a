import { movement } from "./movement";
import { type WriteMethod, constants, coupledDecay, guardedSigma, zeros } from "./writtenMethod";

const change = "rate / sigma * g";

/** Methods that divide by a memory of the gradient's size. */
export const scaledMethods: Readonly<Record<string, WriteMethod>> = {
  adagrad: ({ values }) => {
    const { convention } = values;
    const isLecture = convention === "lecture";
    return {
      before: isLecture
        ? zeros("total")
        : [
            ...constants(values, "eps", "initialAccumulatorValue"),
            "total = initial_accumulator_value * xp.ones_like(theta)",
          ],
      step: [
        ...coupledDecay(values),
        "total = total + g * g",
        isLecture
          ? "sigma = xp.sqrt(total / (t + 1))"
          : convention === "pytorch"
            ? `sigma = (xp.sqrt(total) + eps) * (1 + ${Number(values.lrDecay)} * t)`
            : "sigma = xp.sqrt(total + eps)",
        ...guardedSigma(isLecture || values.eps === 0),
      ],
      change,
    };
  },

  rmsprop: (setting) => {
    const { values } = setting;
    const { convention, centered, momentum } = values;
    const isLecture = convention === "lecture";
    const ratesInside = convention === "keras" || convention === "optax";
    const moved =
      momentum === 0
        ? { step: [], change }
        : movement(setting, "movement", ratesInside, "g / sigma");
    const keep = isLecture ? "keep" : "alpha";
    return {
      before: [
        ...constants(
          values,
          "alpha",
          ...(isLecture ? [] : ["eps"]),
          ...(momentum === 0 ? [] : ["momentum"]),
        ),
        ...zeros(
          "mean_square",
          ...(centered === true ? ["mean"] : []),
          ...(momentum === 0 ? [] : ["movement"]),
        ),
      ],
      step: [
        ...coupledDecay(values),
        ...(isLecture ? ["keep = alpha if t > 0 else 0.0"] : []),
        `mean_square = ${keep} * mean_square + (1 - ${keep}) * g * g`,
        ...(centered === true
          ? [
              `mean = ${keep} * mean + (1 - ${keep}) * g`,
              "variance = xp.clip(mean_square - mean * mean, 0.0, math.inf)",
            ]
          : ["variance = mean_square"]),
        isLecture
          ? "sigma = xp.sqrt(variance)"
          : convention === "pytorch"
            ? "sigma = xp.sqrt(variance) + eps"
            : "sigma = xp.sqrt(variance + eps)",
        ...guardedSigma(isLecture || values.eps === 0),
        ...moved.step,
      ],
      change: moved.change,
      ...("after" in moved && { after: moved.after }),
    };
  },

  adadelta: ({ values }) => ({
    before: [...constants(values, "rho", "eps"), ...zeros("mean_square", "mean_square_step")],
    step: [
      ...coupledDecay(values),
      "mean_square = rho * mean_square + (1 - rho) * g * g",
      "step = xp.sqrt(mean_square_step + eps) / xp.sqrt(mean_square + eps) * g",
      "mean_square_step = rho * mean_square_step + (1 - rho) * step * step",
    ],
    change: "rate * step",
  }),

  ftrl: ({ values, rateMayBeZero }) => ({
    before: [
      ...constants(values, "learningRatePower", "initialAccumulatorValue", "beta"),
      ...constants(values, "l1RegularizationStrength", "l2RegularizationStrength"),
      ...constants(values, "l2ShrinkageRegularizationStrength"),
      "total = initial_accumulator_value * xp.ones_like(theta)",
      ...zeros("linear"),
    ],
    step: [
      rateMayBeZero ? "inverse_rate = 1 / rate if rate > 0 else 0.0" : "inverse_rate = 1 / rate",
      "last_root = total**-learning_rate_power",
      "total = total + g * g",
      "root = total**-learning_rate_power",
      "linear = linear + g + 2 * l2_shrinkage_regularization_strength * theta",
      "linear = linear - (root - last_root) * inverse_rate * theta",
      "clipped = xp.clip(linear, -l1_regularization_strength, l1_regularization_strength)",
      "sigma = root + beta + 2 * rate * l2_regularization_strength",
      "sigma = xp.where(sigma > 0, sigma, xp.ones_like(sigma))",
    ],
    change: "rate / sigma * (sigma * inverse_rate * theta + linear - clipped)",
  }),

  scheduleFreeAdamw: ({ values, rateMayBeZero }) => ({
    before: [
      ...constants(values, "beta1", "beta2", "eps", "weightDecay", "r", "weightLrPower"),
      "fast, largest_rate, total_weight = theta, 0.0, 0.0",
      ...zeros("mean_square"),
    ],
    step: [
      `warm = ${values.warmupSteps === 0 ? "1.0" : `min(1.0, (t + 1) / ${Number(values.warmupSteps)})`}`,
      "rise = warm * math.sqrt(1 - beta2 ** (t + 1))",
      "largest_rate = max(rate * rise, largest_rate)",
      "weight = (t + 1) ** r * largest_rate**weight_lr_power",
      "total_weight = total_weight + weight",
      "share = weight / total_weight if total_weight > 0 else 0.0",
      "mean_square = beta2 * mean_square + (1 - beta2) * g * g",
      "direction = g / (xp.sqrt(mean_square) + eps) + weight_decay * theta",
      rateMayBeZero
        ? "change = (share if rate > 0 else 0.0) * (theta - fast)"
        : "change = share * (theta - fast)",
      "change = change + rate * rise * (1 - beta1 * (1 - share)) * direction",
      "fast = fast - rate * rise * direction",
    ],
    change: "change",
  }),

  prodigy: ({ values }) => ({
    before: [
      ...constants(values, "beta1", "beta2", "eps", "d0", "dCoef"),
      `beta3 = ${values.beta3 === 0 ? "math.sqrt(beta2)" : String(Number(values.beta3))}`,
      "start, d, numerator = theta, d0, 0.0",
      ...zeros("mean", "mean_square", "gradient_sum"),
    ],
    step: [
      "correction = math.sqrt(1 - beta2 ** (t + 1)) / (1 - beta1 ** (t + 1))",
      "scale = d * rate * correction",
      ...(values.weightDecay === 0
        ? []
        : [`decay = ${Number(values.weightDecay)} * d * correction`]),
      "mean = beta1 * mean + (1 - beta1) * d * g",
      "mean_square = beta2 * mean_square + (1 - beta2) * (d * g) * (d * g)",
      "gradient_sum = beta3 * gradient_sum + scale * d / d0 * g",
      "numerator = beta3 * numerator + d / d0 * scale * float(xp.sum(g * (start - theta)))",
      "denominator = float(xp.sum(xp.abs(gradient_sum)))",
      "if denominator > 0:",
      "    d = max(d, d_coef * numerator / denominator)",
    ],
    change: "scale * mean / (xp.sqrt(mean_square) + d * eps)",
    ...(values.weightDecay === 0 ? {} : { decay: "decay" }),
  }),
};
