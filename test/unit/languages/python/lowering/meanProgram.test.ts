import fc from "fast-check";
import { expect, test } from "vitest";
import type { ArrayProgram } from "../../../../../src/languages/python/lowering/arrayProgram";
import { lowerProgram } from "../../../../../src/languages/python/lowering/lowerProgram";
import { meanProgram } from "../../../../../src/languages/python/lowering/meanProgram";
import { evaluate } from "../../../../../src/graph/interpreter";
import { PATIENCE, runs } from "../../../graph/effort";
import { evaluateProgram } from "./evaluateProgram";
import { ProgramWriter } from "./programWriter";
import { programOf, programRecipe } from "./randomPrograms";

/** The slots of sample number k: some of them the same for all, as a constant of the code is. */
const slotsOf = (count: number, sample: number): number[] =>
  Array.from({ length: count }, (_, k) => (k % 4 === 3 ? 0.5 : Math.sin(1.3 * k + 2 * sample)));

function groupOf(program: ArrayProgram, slotCount: number, samples: readonly number[]) {
  const slots = Float64Array.from(samples.flatMap((sample) => slotsOf(slotCount, sample)));
  return { program, count: samples.length, slotCount, slots };
}

test(
  "random programs: the mean over samples is the mean of the programs",
  () => {
    fc.assert(
      fc.property(programRecipe, fc.nat(), (recipe, salt) => {
        const { writer, output } = programOf(recipe);
        const program = writer.program(output);
        // θ ends where one of the inputs does.
        const ends = program.nodes.flatMap((node) => (node.op === "input" ? [node.first] : []));
        const dimension = [...ends, program.dimension][salt % (ends.length + 1)]!;
        const slotCount = program.dimension - dimension;
        const theta = Array.from({ length: dimension }, (_, k) => Math.cos(1.9 * k + 0.4));
        const values = [0, 1, 2, 3].map(
          (sample) => evaluateProgram(program, [...theta, ...slotsOf(slotCount, sample)]).value,
        );
        const expected = values.reduce((sum, value) => sum + value, 0) / 4;
        if (!Number.isFinite(expected)) return;
        const groups = [[0, 2, 3], [1]].map((samples) => groupOf(program, slotCount, samples));
        const mean = meanProgram(groups, dimension);
        // The same operations, and sums of up to 1800 sines in another order.
        const tolerance = 1e-13 * 1800;
        expect(Math.abs(evaluateProgram(mean, theta).value - expected)).toBeLessThan(tolerance);
        const [value] = evaluate(lowerProgram(mean), Float64Array.from(theta)).outputs;
        expect(Math.abs(value! - expected)).toBeLessThan(tolerance);
      }),
      runs(150),
    );
  },
  PATIENCE,
);

test("what no slot changes is computed once, and a guard is one for all samples", () => {
  const writer = new ProgramWriter();
  const [theta, slot] = [writer.input([2]), writer.input([2])];
  const product = writer.reduce("sum", writer.map("mul", writer.map("exp", theta), slot));
  const guard = writer.map("gt", product, writer.constant([], [0]));
  const program = writer.program(product, [[guard, 1]]);
  const slots = Float64Array.of(1, 2, 3, 4, 5, 6);
  const mean = meanProgram([{ program, count: 3, slotCount: 2, slots }], 2);
  const shapes = mean.nodes.flatMap((node) => (node.op === "map" ? [[node.name, node.shape]] : []));
  expect(shapes).toEqual([
    ["exp", [2]],
    ["mul", [3, 2]],
    ["gt", [3]],
    ["div", []],
  ]);
  // e⁰·(1 + 3 + 5)/3 + e⁰·(2 + 4 + 6)/3
  expect(evaluateProgram(mean, [0, 0])).toEqual({ value: 7, holds: true });
  // The first sample alone is below 0: 1·e^−1 − …
  const negative = Float64Array.of(-1, -2, 3, 4, 5, 6);
  const mixed = meanProgram([{ program, count: 3, slotCount: 2, slots: negative }], 2);
  expect(evaluateProgram(mixed, [0, 0]).holds).toBe(false);
});
