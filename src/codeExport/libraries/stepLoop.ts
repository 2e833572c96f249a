import { indented, pythonInteger } from "../python";
import type { Program } from "./program";

/** The loop over the steps of a program, θ⁰ known: what comes before it, its trajectory, and where it ends. */
export function stepLoop(
  { context, gradient }: Program,
  step: readonly string[],
  theta = "theta",
): readonly string[] {
  return [
    ...gradient.before,
    "trajectory = [theta.tolist()]",
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented(step),
    "",
    `print("loss", value_and_gradient(${theta})[0], "at", trajectory[-1])`,
  ];
}
