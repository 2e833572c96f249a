import { strictEq, truth } from "./operators";
import { isTraced } from "./traced";

/*
 * Where JavaScript compares by identity (`indexOf`, keys of a map), two traced values may be one
 * number: they are compared as numbers, and the trace holds only where the answer stays the same.
 */

/** `===` of two values, decided. */
export function isEqual(a: unknown, b: unknown): boolean {
  return isTraced(a) || isTraced(b) ? truth(strictEq(a, b)) : a === b;
}

/** `Object.is` (of traced values, 0 and −0 are the same). */
export function sameValue(a: unknown, b: unknown): boolean {
  return isTraced(a) || isTraced(b) ? isEqual(a, b) : Object.is(a, b);
}

type Search = (wanted: unknown, from?: number) => unknown;

/** What `includes`, `indexOf` and `lastIndexOf` are called on: lists search by number. */
export function searched(object: unknown): unknown {
  const isTyped = ArrayBuffer.isView(object) && "length" in object;
  if (!isTyped && !Array.isArray(object)) return object;
  const list = object as unknown[];
  const searching =
    (name: "includes" | "indexOf" | "lastIndexOf", search: Search): Search =>
    (...values) =>
      isTraced(values[0]) || (!isTyped && list.some(isTraced))
        ? search(...values)
        : Reflect.apply(Reflect.get(list, name) as Search, list, values);
  return {
    includes: searching("includes", (wanted, from) => indexFrom(list, wanted, from) >= 0),
    indexOf: searching("indexOf", (wanted, from) => indexFrom(list, wanted, from)),
    lastIndexOf: searching("lastIndexOf", (wanted, from = list.length - 1) => {
      const last = from < 0 ? list.length + from : Math.min(from, list.length - 1);
      for (let index = last; index >= 0; index--) if (isEqual(list[index], wanted)) return index;
      return -1;
    }),
  };
}

function indexFrom(list: readonly unknown[], wanted: unknown, from = 0): number {
  const first = from < 0 ? Math.max(0, list.length + from) : from;
  for (let index = first; index < list.length; index++) {
    if (index in list && isEqual(list[index], wanted)) return index;
  }
  return -1;
}
