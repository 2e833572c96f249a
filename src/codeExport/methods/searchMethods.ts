import { type WriteMethod, constants, integerConstants, literal } from "./writtenMethod";

/** A length of 0, or a rate of 0, is a step of nothing. */
const alongDirection = "-(length if rate > 0 else 0.0) * direction";

/** Methods that look around before they step: line searches and second derivatives. */
export const searchMethods: Readonly<Record<string, WriteMethod>> = {
  backtracking: ({ values }) => ({
    before: [...constants(values, "rho", "c"), ...integerConstants(values, "mostTrials")],
    step: [
      "direction, length, fall = -g, rate, dot(g, g)",
      "for _ in range(most_trials):",
      "    trial = value_and_gradient(theta + length * direction)[0]",
      "    if fall > 0 and trial <= value - c * length * fall:",
      "        break",
      "    length = length * rho",
      "else:",
      "    length = 0.0",
    ],
    change: alongDirection,
    helpers: ["dot"],
  }),

  conjugateGradient: ({ values }) => ({
    before: ["last_g = last_direction = promised = None"],
    step: [
      "direction = -g",
      "if last_g is not None:",
      "    y = g - last_g",
      `    beta = ${share(String(values.formula))}`,
      "    direction = -g + beta * last_direction",
      "kept = last_g is not None and dot(direction, g) < 0",
      "direction = direction if kept else -g",
      "slope, length = dot(direction, g), 0.0",
      "if slope < 0:",
      "    first = min(promised / slope, 1e3) if kept else min(1.0, 1 / size_of(g)) * rate",
      "    length = strong_wolfe(theta, value, g, direction, first, curvature=0.1)",
      "    last_g, last_direction, promised = g, direction, length * slope",
    ],
    change: alongDirection,
    helpers: [
      "dot",
      "sizeOf",
      "strongWolfe",
      ...(values.formula === "hestenesStiefel" ? (["quotient"] as const) : []),
    ],
  }),

  bfgs: () => ({
    before: ["inverse, learnt, last_theta, last_g = xp.eye(len(theta)), False, None, None"],
    step: [
      "if last_g is not None:",
      "    s, y = theta - last_theta, g - last_g",
      "    ys = dot(y, s)",
      "    if ys > 1e-300:",
      "        if not learnt:",
      "            inverse, learnt = ys / dot(y, y) * xp.eye(len(theta)), True",
      "        by = inverse @ y",
      "        inverse = inverse + (1 + dot(y, by) / ys) / ys * xp.outer(s, s)",
      "        inverse = inverse - (xp.outer(s, by) + xp.outer(by, s)) / ys",
      "direction = -(inverse @ g)",
      "slope, length = dot(direction, g), 0.0",
      "if slope < 0:",
      "    first = rate if last_g is not None else min(1.0, 1 / size_of(g)) * rate",
      "    last_theta, last_g = theta, g",
      "    length = strong_wolfe(theta, value, g, direction, first)",
    ],
    change: alongDirection,
    helpers: ["dot", "sizeOf", "strongWolfe"],
  }),

  lbfgs: ({ values }) => ({
    before: [
      ...integerConstants(values, "historySize"),
      ...constants(values, "toleranceGrad", "toleranceChange"),
      "pairs, scale, last_g, move = [], 1.0, None, None",
    ],
    step: [
      "direction, length = -g, 0.0",
      "if float(xp.max(xp.abs(g))) > tolerance_grad:",
      "    if last_g is None:",
      "        length = min(1.0, 1 / size_of(g)) * rate",
      "    else:",
      "        y = g - last_g",
      "        if dot(y, move) > 1e-10:",
      "            pairs = (pairs + [(move, y, 1 / dot(y, move))])[-history_size:]",
      "            scale = dot(y, move) / dot(y, y)",
      "        direction, length = two_loops(g, pairs, scale), rate",
      "    if dot(g, direction) > -tolerance_change:",
      "        length = 0.0",
      ...(values.lineSearch === "strongWolfe"
        ? [
            "    else:",
            "        length = strong_wolfe(",
            "            theta, value, g, direction, length, tolerance_change=tolerance_change",
            "        )",
          ]
        : []),
      "    last_g, move = g, length * direction",
    ],
    change: alongDirection,
    helpers: [
      "dot",
      "sizeOf",
      "twoLoops",
      ...(values.lineSearch === "strongWolfe" ? (["strongWolfe"] as const) : []),
    ],
  }),

  newton: ({ values }) => ({
    before: [],
    step: [`m = newton_direction(hessian(theta), g, ${literal(values.damping)})`],
    change: "rate * m",
    helpers: ["hessian", "newtonDirection"],
  }),
};

function share(formula: string): string {
  switch (formula) {
    case "fletcherReeves":
      return "dot(g, g) / dot(last_g, last_g)";
    case "hestenesStiefel":
      return "max(0.0, quotient(dot(g, y), dot(last_direction, y)))";
    default:
      return "max(0.0, dot(g, y) / dot(last_g, last_g))";
  }
}
