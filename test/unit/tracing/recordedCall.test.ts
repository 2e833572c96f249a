import fc from "fast-check";
import { expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { OPERATION_CODES } from "../../../src/graph/operations";
import { alikeUpTo, Constant, type RecordedCall } from "../../../src/tracing/recordedCall";

const { add, mul } = OPERATION_CODES;

/** A call of operations on its input and a constant that is fixed, one for each number. */
function callOf(numbers: readonly number[]): RecordedCall {
  const { length } = numbers;
  const places = numbers.flatMap((number) => [-1, number, -1]);
  return {
    ...{ inputCount: 1, length, output: length, builder: new GraphBuilder() },
    code: Int32Array.from(numbers, (number) => (number > 2 ? add : mul)),
    operands: Int32Array.from({ length: 3 * length }, (_, place) => (place % 3 === 0 ? 0 : -1)),
    results: Int32Array.from(numbers, (_, entry) => 1 + entry),
    constants: Uint8Array.from(places, (number) => (number < 0 ? Constant.none : Constant.fixed)),
    numbers: Float64Array.from(places, (number) => Math.max(number, 0)),
    twins: new Int32Array(3 * length).fill(-1),
    slots: new Int32Array(3 * length).fill(-1),
    nodes: new Int32Array(1 + length).fill(-1),
    choices: new Map(),
  };
}

function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? a.length : at;
}

test("calls are alike up to where they first differ, also where that is known through others", () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 });
  const common = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
  fc.assert(
    fc.property(common, fc.array(numbers, { minLength: 2, maxLength: 6 }), (start, ends) => {
      const all = ends.map((end) => [...start, ...end]);
      const calls = all.map(callOf);
      calls.forEach((a, i) => {
        calls.forEach((b, j) => {
          if (i !== j) expect(alikeUpTo(a, b, calls)).toBe(commonPrefix(all[i]!, all[j]!));
        });
      });
    }),
  );
});
