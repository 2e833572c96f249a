import { movement } from "./movement";
import {
  type WriteMethod,
  constants,
  coupledDecay,
  literal,
  ownDecay,
  zeros,
} from "./writtenMethod";

/** Methods whose σ is 1: descent, momentum and signs. */
export const plainMethods: Readonly<Record<string, WriteMethod>> = {
  gd: () => ({ before: [], step: [], change: "rate * g" }),

  momentum: (setting) => ({
    before: [...constants(setting.values, "momentum"), ...zeros("velocity")],
    ...movement(setting, "velocity", setting.values.convention !== "pytorch", "g"),
  }),

  sgd: (setting) => {
    const { values } = setting;
    const { dampening, nesterov, convention, momentum } = values;
    const intake =
      dampening === 0 || momentum === 0 ? "g" : "(g if t == 0 else (1 - dampening) * g)";
    const moved = movement(setting, "movement", convention === "keras", intake);
    const looked = nesterov === true ? ["ahead = g + momentum * movement"] : [];
    if (momentum === 0) return { before: [], step: coupledDecay(values), change: "rate * g" };
    return {
      before: [
        ...constants(values, "momentum", ...(dampening === 0 ? [] : ["dampening"])),
        ...zeros("movement"),
      ],
      step: [...coupledDecay(values), ...moved.step, ...looked],
      change: nesterov === true ? "rate * ahead" : "rate * movement",
      ...(moved.after ? { after: moved.after } : {}),
    };
  },

  asgd: ({ values }) => ({
    before: [...constants(values, "lambd", "alpha", "t0"), "average = theta"],
    step: [...coupledDecay(values), "slowdown = (1 + lambd * rate * t) ** alpha"],
    change: "rate / slowdown * g",
    decay: "lambd / slowdown",
    after: ["average = average + (theta - average) / max(1, t - t0)"],
  }),

  signum: ({ values }) => ({
    before: [...constants(values, "momentum"), ...zeros("mean")],
    step: ["mean = momentum * mean + (1 - momentum) * g"],
    change: "rate * xp.sign(mean)",
  }),

  lion: ({ values }) => ({
    before: [...constants(values, "beta1", "beta2"), ...zeros("mean")],
    step: ["m = xp.sign(beta1 * mean + (1 - beta1) * g)", "mean = beta2 * mean + (1 - beta2) * g"],
    change: "rate * m",
    ...ownDecay(values),
  }),

  rprop: ({ values, rateMayBeZero }) => ({
    before: zeros("last"),
    step: [
      "if t == 0:",
      "    step_size = rate * xp.ones_like(theta)",
      "agreement = g * last",
      `growth = xp.where(agreement > 0, ${literal(values.etaPlus)}, xp.where(agreement < 0, ${literal(values.etaMinus)}, 1.0))`,
      `step_size = xp.clip(step_size * growth, ${literal(values.stepMin)}, ${literal(values.stepMax)})`,
      "last = xp.where(agreement < 0, xp.zeros_like(g), g)",
    ],
    change: rateMayBeZero
      ? "(1.0 if rate > 0 else 0.0) * step_size * xp.sign(last)"
      : "step_size * xp.sign(last)",
  }),
};
