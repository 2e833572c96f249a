import { helpers, type HelperName } from "../methods/helpers";
import type { WrittenMethod } from "../methods/writtenMethod";
import { writtenMethod } from "../methods/writtenMethods";
import { ownDecay } from "../pieces";
import { commentLines, pythonString } from "../python";
import type { Library, LoopCode } from "./library";
import type { Program } from "./program";
import { gradientLoop } from "./stepLoop";

/** A loop with the update as plain lines: functions first, then the loop. */
export function writtenLoop(program: Program, library: Library, reason: string): LoopCode {
  const { context, rate } = program;
  const method = methodOf(program);
  const needed = helperLines(method.helpers ?? [], library);
  const present = [method.decay, program.decay].filter((part) => part !== undefined);
  const decay = present.length > 1 ? `(${present.join(" + ")})` : present[0];
  const kept = decay === undefined ? "theta" : `(1 - rate * ${decay}) * theta`;
  const setRate = [`rate = ${rate.expression}`];
  const update = [
    ...method.step,
    `theta = ${kept} - ${subtracted(method.change)}`,
    ...(method.after ?? []),
  ];
  const loop = [
    ...commentLines(reason),
    ...(rate.isConstant ? setRate : []),
    `theta = ${library.start(context)}`,
    ...method.before,
    ...gradientLoop(program, update, rate.isConstant ? [] : setRate),
  ];
  const functions = [...library.valueAndGradient, "", "", ...needed, ...rate.definitions];
  return { functions, loop };
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

function helperLines(names: readonly HelperName[], library: Library): string[] {
  const order = Object.keys(helpers) as (keyof typeof helpers)[];
  const ours = order
    .filter((name) => names.includes(name))
    .flatMap((name) => [...helpers[name], "", ""]);
  return [...(names.includes("hessian") ? [...library.hessian, "", ""] : []), ...ours];
}
