import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { gradient } from "../../../src/graph/derivative";
import type { CompiledIteration } from "../../../src/graph/iterate";
import { compileIteration } from "../../../src/graph/iterate";
import { replay } from "../../../src/graph/replay";

/** Gradient descent on (x − 3)⁴ with a step length from the table; stops when x is not finite. */
function descent(guardBelow?: number): CompiledIteration {
  const objective = new GraphBuilder();
  const distance = objective.apply("sub", objective.input(0), objective.constant(3));
  const square = objective.apply("mul", distance, distance);
  const loss = gradient(objective.build([objective.apply("mul", square, square)], 1));

  const k = new GraphBuilder();
  const made = replay(k, loss);
  const [value, slope] = [made[loss.outputs[0]!]!, made[loss.outputs[1]!]!];
  const x = k.input(0);
  const scale = k.input(1);
  const rate = k.input(2);
  const next = k.apply("sub", x, k.apply("mul", k.apply("mul", scale, rate), slope));
  const broken = k.apply("ne", k.apply("sub", next, next), k.constant(0));
  if (guardBelow !== undefined) k.guard(k.apply("lt", x, k.constant(guardBelow)), true);
  return compileIteration({
    graph: k.build([next, value, slope, broken], 3),
    slotCount: 1,
    constantCount: 1,
    tableCount: 1,
    recordCount: 2,
    stopCount: 1,
    capacity: 100,
  });
}

describe("an iteration", () => {
  test("equals the same loop in JavaScript, bit for bit", () => {
    const run = descent();
    run.slots[0] = 1;
    run.constants[0] = 0.5;
    run.table.forEach((_, t) => (run.table[t] = 0.01 / (t + 1)));
    expect(run.run(0, 40)).toEqual({ step: 40, reason: "done", index: -1 });
    expect(run.run(40, 100)).toEqual({ step: 100, reason: "done", index: -1 });
    let x = 1;
    for (let t = 0; t < 100; t++) {
      const distance = x - 3;
      const square = distance * distance;
      // d/dx by the rule for products, as the graph has it: 2·(square + square)·distance.
      const slope = (square + square) * distance + (square + square) * distance;
      expect(run.records[t]).toBe(square * square);
      expect(run.records[100 + t]).toBe(slope);
      x -= 0.5 * (0.01 / (t + 1)) * slope;
    }
    expect(run.slots[0]).toBe(x);
  });

  test("stops at the step whose successor is not finite, and keeps that step's record", () => {
    const run = descent();
    run.slots[0] = 1e60;
    run.constants[0] = 1;
    run.table.fill(1);
    const end = run.run(0, 100);
    expect(end.reason).toBe("stop");
    expect(Number.isFinite(run.slots[0])).toBe(true);
    expect(run.records[end.step]).toBe((run.slots[0] - 3) ** 4);
  });

  test("returns before a step at which a guard does not hold", () => {
    const run = descent(2);
    run.slots[0] = 1;
    run.constants[0] = 1;
    run.table.fill(0.01);
    const end = run.run(0, 100);
    expect(end).toMatchObject({ reason: "guard", index: 0 });
    expect(run.slots[0]).toBeGreaterThanOrEqual(2);
    // The step before did record, from a point where the guard held: (x − 3)⁴ > (2 − 3)⁴.
    expect(run.records[end.step - 1]).toBeGreaterThan(1);
  });

  test("refuses steps outside its capacity", () => {
    expect(() => descent().run(0, 101)).toThrow("capacity 100");
  });
});
