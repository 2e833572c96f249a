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
export function addedProduct(recorder: Recorder, sum: number, a: unknown, b: unknown): number {
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
  let sum = x;
  let at = 0;
  while (at < right.length && typeof sum === "number") {
    const [a, b] = [left[at], right[at]];
    if (typeof a !== "number" || typeof b !== "number") break;
    sum += a * b;
    at++;
  }
  if (at === right.length) return sum;
  const recorder = recorderOf(sum, left, right);
  if (recorder?.addProducts && at === 0) {
    recorder.checkOpen();
    const node = recorder.addProducts(nodeOf(recorder, sum), left, right);
    return new Traced(recorder, node, false);
  }
  for (; at < right.length; at++) sum = addMul(sum, left[at], right[at]);
  return sum;
}

/** The recorder of a sum's values if all of them are numbers or traced by the same one. */
function recorderOf(
  sum: unknown,
  left: readonly unknown[],
  right: readonly unknown[],
): Recorder | undefined {
  let recorder = isTraced(sum) ? sum.recorder : undefined;
  if (recorder === undefined && typeof sum !== "number") return undefined;
  for (const values of [left, right]) {
    for (const value of values) {
      if (typeof value === "number") continue;
      if (!isTraced(value) || value.recorder !== (recorder ?? value.recorder)) return undefined;
      recorder = value.recorder;
    }
  }
  return recorder;
}
