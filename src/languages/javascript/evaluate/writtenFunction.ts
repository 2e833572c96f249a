import type { LossFunction } from "../../lossFunction";
import { findAllFunctions } from "../find/find";
import type { UserFunction } from "./load";

/** A function with the text that it stands in. */
export interface WrittenFunction {
  readonly text: string;
  readonly found: LossFunction;
  /** The ending of files in its language. */
  readonly language: string;
}

/** How the first words of a function's own text make it an expression. */
const frames: readonly (readonly [string, string])[] = [
  ["const made = ", ""],
  ["const made = { ", " }"],
  ["const made = { made: function ", " }"],
];

/**
 * A function that other code makes, as its own text at run time says it is written. Of one without a text (a bound one,
 * one of the language's) the number of its parameters is known.
 */
export function writtenFunction(found: LossFunction, target: UserFunction): WrittenFunction {
  const written = Function.prototype.toString.call(target);
  for (const [before, after] of frames) {
    const text = before + written + after;
    const { functions, hasErrors } = findAllFunctions(text, { language: ".js" });
    const own = functions[0];
    if (!hasErrors && own !== undefined) return { text, found: named(found, own), language: ".js" };
  }
  const names = Array.from(
    { length: target.length },
    (_, k) => `x${target.length > 1 ? k + 1 : ""}`,
  );
  const text = `const made = (${names.join(", ")}) => 0`;
  const [own] = findAllFunctions(text, { language: ".js" }).functions;
  return { text, found: named(found, own!), language: ".js" };
}

/** The made function under its name, with the parameters of what it is written as. */
function named(found: LossFunction, own: LossFunction): LossFunction {
  return { ...own, name: found.name };
}
