import { type MethodSetting, type WrittenMethod, constants, zeros } from "./writtenMethod";

/** Prodigy: one estimated rate for all parameters. */
export function prodigyMethod({ values }: MethodSetting): WrittenMethod {
  return {
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
  };
}
