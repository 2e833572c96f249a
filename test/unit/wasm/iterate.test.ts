import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { gradient } from "../../../src/graph/passes/derivative";
import { evaluate } from "../../../src/graph/interpreter";
import { type CompiledIteration, compileIteration } from "../../../src/wasm/iterate";
import type { Iteration } from "../../../src/wasm/iteration";
import { replay } from "../../../src/graph/replay";
import { reroll } from "../../../src/graph/passes/reroll";
import { dataSource, formulas, longRosenbrock } from "../graph/dataGraphs";

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

  test.each([3, 17, 40])("of %i parameters equals the interpreter step by step", (n) => {
    const iteration = manyParameters(n);
    const { graph, slotCount, constantCount, tableCount, recordCount, capacity } = iteration;
    const run = compileIteration(iteration);
    const next = dataSource(n);
    let slots = Array.from({ length: slotCount }, next);
    const constants = Array.from({ length: constantCount }, () => 0.5 + next() / 4);
    const table = Array.from({ length: tableCount * capacity }, () => 0.1 + next() / 20);
    run.slots.set(slots);
    run.constants.set(constants);
    run.table.set(table);
    expect(run.run(0, capacity).reason).toBe("done");
    for (let t = 0; t < capacity; t++) {
      const row = Array.from({ length: tableCount }, (_, column) => table[column * capacity + t]!);
      const { outputs } = evaluate(graph, [...slots, ...constants, ...row]);
      const recorded = Array.from({ length: recordCount }, (_, r) => run.records[r * capacity + t]);
      expect(recorded).toEqual([...outputs.subarray(slotCount, slotCount + recordCount)]);
      slots = [...outputs.subarray(0, slotCount)];
    }
    expect([...run.slots]).toEqual(slots);
  });
});

/** Momentum with a root mean square on Rosenbrock's function in n dimensions, all recorded. */
function manyParameters(n: number): Iteration {
  const loss = gradient(reroll(longRosenbrock(n).graph));
  const k = new GraphBuilder({ simplify: true });
  const made = replay(k, loss);
  const { add, sub, mul, div, max, num } = formulas(k);
  const slot = (group: number, i: number): number => k.input(group * n + i);
  const [beta, rate] = [k.input(3 * n), k.input(3 * n + 1)];
  const each = Array.from({ length: n }, (_, i) => {
    // One slope is computed unlike the others, so that it has to be gathered.
    const slope = made[loss.outputs[i + 1]!]!;
    const g = i === 1 ? max(slope, num(-1e3)) : slope;
    const m = add(mul(beta, slot(1, i)), mul(sub(num(1), beta), g));
    const v = add(mul(beta, slot(2, i)), mul(mul(sub(num(1), beta), g), g));
    const sigma = add(k.apply("sqrt", v), num(1e-8));
    return { theta: sub(slot(0, i), mul(div(rate, sigma), m)), m, v, g, sigma, old: slot(0, i) };
  });
  const all = (key: keyof (typeof each)[number]): number[] => each.map((one) => one[key]);
  const records = [
    made[loss.outputs[0]!]!,
    ...all("old"),
    ...all("g"),
    ...all("m"),
    ...all("sigma"),
  ];
  const tooLarge = k.apply("gt", records[0]!, num(1e300));
  return {
    graph: k.build([...all("theta"), ...all("m"), ...all("v"), ...records, tooLarge], 3 * n + 2),
    slotCount: 3 * n,
    constantCount: 1,
    tableCount: 1,
    recordCount: records.length,
    stopCount: 1,
    capacity: 12,
  };
}
