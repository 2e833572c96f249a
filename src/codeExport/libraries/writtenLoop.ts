import type { CodeLibrary } from "../codeContext";
import { helpers, type HelperName } from "../methods/helpers";
import type { WrittenMethod } from "../methods/writtenMethod";
import { writtenMethod } from "../methods/writtenMethods";
import { ownDecay } from "../pieces";
import { commentLines, pythonFloat, pythonString } from "../python";
import type { Program } from "./program";
import { stepLoop } from "./stepLoop";

/** What a library brings to a loop whose update is written out. */
export interface LoopParts {
  readonly library: CodeLibrary;
  /** `value_and_gradient(theta)`: the loss as a float, the gradient as an array. */
  readonly valueAndGradient: readonly string[];
  /** `hessian(theta)`, for methods that need it. */
  readonly hessian: readonly string[];
  /** θ⁰ as an array of doubles. */
  readonly start: string;
}

/** A loop with the update as plain lines: functions first, then the loop. */
export function writtenLoop(
  program: Program,
  parts: LoopParts,
  reason: string,
): { readonly functions: readonly string[]; readonly loop: readonly string[] } {
  const { run, rate, gradient } = program;
  const method = methodOf(program);
  const needed = helperLines(method.helpers ?? [], parts);
  const { decoupledWeightDecay: outside } = run.extras;
  const decays = [method.decay, outside === undefined ? undefined : outsideDecay(program, outside)];
  const present = decays.filter((part) => part !== undefined);
  const decay = present.length > 1 ? `(${present.join(" + ")})` : present[0];
  const kept = decay === undefined ? "theta" : `(1 - rate * ${decay}) * theta`;
  const step = [
    ...(rate.isConstant ? [] : [`rate = ${rate.expression}`]),
    "value, g = value_and_gradient(theta)",
    ...gradient.step,
    ...method.step,
    `theta = ${kept} - ${subtracted(method.change)}`,
    ...(method.after ?? []),
    ...rate.observers.map((observer) => `${observer}.observe(value)`),
    "trajectory.append(theta.tolist())",
  ];
  const loop = [
    ...commentLines(reason),
    ...(rate.isConstant ? [`rate = ${rate.expression}`] : []),
    `theta = ${parts.start}`,
    ...method.before,
    ...stepLoop(program, step),
  ];
  const functions = [...parts.valueAndGradient, "", "", ...needed, ...rate.definitions];
  return { functions, loop };
}

function outsideDecay({ pieces }: Program, shared: number): string {
  return (pieces && ownDecay(pieces, "decoupledWeightDecay")) ?? pythonFloat(shared);
}

function methodOf({ run, shapes, rate, pieces }: Program): WrittenMethod {
  const write = writtenMethod(run.optimizer);
  const setting = { values: run.hyperparameters, shapes, rateMayBeZero: rate.mayBeZero };
  const own = pieces && { weightDecay: ownDecay(pieces, "weightDecay") };
  if (write) return write({ ...setting, ...(own && { own }) });
  const message = `translate the update of ${run.optimizer} into Python`;
  return {
    before: [],
    step: [`raise NotImplementedError(${pythonString(message)})`],
    change: "rate * g",
  };
}

/** Brackets where a minus sign in front would change the meaning. */
function subtracted(change: string): string {
  return /^-/.test(change) ? `(${change})` : change;
}

function helperLines(names: readonly HelperName[], parts: LoopParts): string[] {
  const order = Object.keys(helpers) as (keyof typeof helpers)[];
  const ours = order
    .filter((name) => names.includes(name))
    .flatMap((name) => [...helpers[name], "", ""]);
  return [...(names.includes("hessian") ? [...parts.hessian, "", ""] : []), ...ours];
}
