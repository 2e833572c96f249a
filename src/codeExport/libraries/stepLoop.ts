import { indented, pythonInteger } from "../python";
import type { Program } from "./program";

/** How a loop names θ: as it stands before the first step, after a step, and the loss there as a float. */
interface Names {
  readonly start: string;
  readonly theta: string;
  readonly loss: string;
}

/** The loop over the steps of a program, θ⁰ known: what comes before it, its trajectory, and where it ends. */
export function stepLoop(
  { context, gradient }: Program,
  step: readonly string[],
  { start, theta, loss }: Names,
): readonly string[] {
  return [
    ...gradient.before,
    `trajectory = [${start}.tolist()]`,
    `for t in range(${pythonInteger(context.steps)}):`,
    ...indented([...step, `trajectory.append(${theta}.tolist())`]),
    "",
    `print("loss", ${loss}, "at", trajectory[-1])`,
  ];
}

/** The same by `value_and_gradient(theta)`: `update` finds the loss in `value` and the changed gradient in `g`. */
export function gradientLoop(
  program: Program,
  update: readonly string[],
  before: readonly string[] = [],
  theta = "theta",
): readonly string[] {
  const { gradient, rate } = program;
  const step = [
    ...before,
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...update,
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
  ];
  const loss = `value_and_gradient(${theta})[0]`;
  return stepLoop(program, step, { start: "theta", theta, loss });
}
