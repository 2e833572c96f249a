import { unflatten } from "../parameters/flatten";
import type { Nested } from "../lossFunction";
import type { PythonParameters } from "./parameters/parameters";

/** An argument of a call: parameters with their start, or an expression of the module's names. */
export type CallArgument =
  | { readonly name: string; readonly start: Nested<number>; readonly as?: "list" }
  | { readonly name: string; readonly data: string };

/** The arguments that a function is called with, in the order of its parameters. */
export function callArguments(parameters: PythonParameters): CallArgument[] {
  const values = new Map<string, CallArgument[]>();
  const nested = unflatten(parameters.arguments, parameters.start);
  let next = 0;
  parameters.arguments.forEach(({ structure, isRest }, k) => {
    const name = parameters.optimised[k]!;
    const count = isRest && structure.kind === "list" ? structure.items.length : 1;
    const own = nested.slice(next, (next += count));
    const as = parameters.lists.includes(name) ? ({ as: "list" } as const) : {};
    values.set(
      name,
      own.map((start) => ({ name, start, ...as })),
    );
  });
  for (const [name, data] of Object.entries(parameters.data)) values.set(name, [{ name, data }]);
  return parameters.order.flatMap((name) => values.get(name) ?? []);
}
