import { OPERATION_CODES as code } from "../graph/operations";
import { add, areNumeric, mul } from "./operators";
import {
  isTraced,
  nodeOf,
  Traced,
  type AddedProducts,
  type InnerProduct,
  type Recorder,
} from "./traced";

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

/** `x + f[0] * f[1] + f[2] * f[3] + …`, from left to right. */
export function addProducts(x: unknown, factors: readonly unknown[]): unknown {
  const known = typeof x === "number" ? addNumbers(x, factors) : { sum: x, at: 0 };
  let sum: unknown = known.sum;
  for (let { at } = known; at < factors.length; at += 2) {
    const traced = firstTraced(sum, factors[at], factors[at + 1]);
    if (traced?.recorder.addProducts && areNumeric(sum, sum)) {
      const { recorder } = traced;
      recorder.checkOpen();
      const added = recorder.addProducts!(nodeOf(recorder, sum), factors, at);
      sum = new Traced(recorder, added.sum, false);
      at = added.at;
    }
    if (at < factors.length) sum = addMul(sum, factors[at], factors[at + 1]);
  }
  return sum;
}

/**
 * Adds to x the products of an inner product that a recorder can follow without being handed each factor, from the first
 * on. Gives how many: the others are left to be added by whoever asks.
 */
export function followInnerProduct(
  x: unknown,
  left: unknown,
  leftFrom: number,
  right: unknown,
  rightFrom: number,
  count: number,
): { readonly sum: unknown; readonly added: number } {
  const nothing = { sum: x, added: 0 };
  if (!isList(left) || !isList(right)) return nothing;
  if (!Number.isSafeInteger(leftFrom) || !Number.isSafeInteger(rightFrom)) return nothing;
  const traced = firstTraced(x, left[leftFrom], right[rightFrom]);
  if (!traced?.recorder.followInnerProduct || !areNumeric(x, x)) return nothing;
  const { recorder } = traced;
  recorder.checkOpen();
  const product: InnerProduct = { left, leftFrom, right, rightFrom, count };
  const { sum, added } = recorder.followInnerProduct!(nodeOf(recorder, x), product);
  return added === 0 ? nothing : { sum: new Traced(recorder, sum, false), added };
}

function firstTraced(a: unknown, b: unknown, c: unknown): Traced | undefined {
  if (isTraced(a)) return a;
  if (isTraced(b)) return b;
  return isTraced(c) ? c : undefined;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** Adds products as far as both factors are plain numbers. */
function addNumbers(first: number, factors: readonly unknown[]): AddedProducts {
  let [sum, at] = [first, 0];
  for (; at < factors.length; at += 2) {
    const [a, b] = [factors[at], factors[at + 1]];
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
