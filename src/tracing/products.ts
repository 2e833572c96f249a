import { OPERATION_CODES as code } from "../graph/operations";
import { add, areNumeric, mul } from "./operators";
import { isTraced, nodeOf, Traced, type Recorder } from "./traced";

/** `x + a * b`: what sums over data are made of. */
export function addMul(x: unknown, a: unknown, b: unknown): unknown {
  if (typeof x === "number" && typeof a === "number" && typeof b === "number") return x + a * b;
  const factor = isTraced(a) ? a : b;
  if (!areNumeric(a, b) || !isTraced(factor) || !areNumeric(x, x)) return add(x, mul(a, b));
  const { recorder } = factor;
  recorder.checkOpen();
  return new Traced(recorder, addedProduct(recorder, nodeOf(recorder, x), a, b), false);
}

/** The node of `sum + a * b`, of which one factor at least is traced. */
function addedProduct(recorder: Recorder, sum: number, a: unknown, b: unknown): number {
  const left = nodeOf(recorder, a);
  const product = recorder.apply(code.mul, left, nodeOf(recorder, b), -1);
  return recorder.apply(code.add, sum, product, -1);
}

/** Whether all values are plain numbers. */
export function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "number");
}

/** `x + a[0] * b[0] + a[1] * b[1] + …`, from left to right, for as many as there are on the right. */
export function addProducts(
  x: unknown,
  left: readonly unknown[],
  right: readonly unknown[],
): unknown {
  const known = typeof x === "number" ? addNumbers(x, left, right) : { sum: x, at: 0 };
  let sum: unknown = known.sum;
  for (let { at } = known; at < right.length; at++) {
    const traced = [sum, left[at], right[at]].find(isTraced);
    if (traced?.recorder.addProducts && areNumeric(sum, sum)) {
      const { recorder } = traced;
      recorder.checkOpen();
      const added = recorder.addProducts!(nodeOf(recorder, sum), left, right, at);
      sum = new Traced(recorder, added.sum, false);
      at = added.at;
    }
    if (at < right.length) sum = addMul(sum, left[at], right[at]);
  }
  return sum;
}

/** Adds products as far as both factors are plain numbers. */
function addNumbers(
  first: number,
  left: readonly unknown[],
  right: readonly unknown[],
): { readonly sum: number; readonly at: number } {
  let [sum, at] = [first, 0];
  for (; at < right.length; at++) {
    const [a, b] = [left[at], right[at]];
    if (typeof a !== "number" || typeof b !== "number") break;
    sum += a * b;
  }
  return { sum, at };
}

/** The node of `sum + a * b`, where the factors are plain numbers or traced by the recorder. */
export function addPair(
  recorder: Recorder,
  sum: number,
  a: number | Traced,
  b: number | Traced,
): number {
  if (typeof a !== "number" || typeof b !== "number") return addedProduct(recorder, sum, a, b);
  // Products of constants are constants, as they come.
  return recorder.apply(code.add, sum, recorder.constant(a * b), -1);
}
