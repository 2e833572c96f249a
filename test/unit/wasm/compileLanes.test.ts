import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { compileLanes, fitsLanes } from "../../../src/wasm/compileLanes";

/** x ← x·a + u·v for a constant a, a column u that all share and one v of each lane's own, as long as x < 100. */
function growing() {
  const builder = new GraphBuilder();
  const [x, a, u, v] = [0, 1, 2, 3].map((input) => builder.input(input));
  const op = builder.apply.bind(builder);
  builder.guard(op("lt", x!, builder.constant(100)), true);
  return builder.build([op("add", op("mul", x!, a!), op("mul", u!, v!))], 4);
}

describe("lanes", () => {
  const lanes = compileLanes({
    ...{ graph: growing(), slotCount: 1, pairs: 2 },
    sources: ["constant", "sharedColumn", "column"],
  });
  const shared = Float64Array.of(1, 2, 3, 4, 5);
  const own = [1, 10, -1, 0.5].map((factor) => shared.map((value) => value * factor));

  function begin(): void {
    const [first, ...others] = lanes.place([shared, ...own]);
    lanes.slots.set([1, 2, 3, 4]);
    lanes.constants.set([0.5, 1, 2, 0.25]);
    lanes.columns.fill(first!, 4, 8);
    lanes.columns.set(others, 8);
  }

  /** The same in plain numbers. */
  function plain(lane: number, rows: number): number {
    let x = lane + 1;
    for (let t = 0; t < rows; t++) x = x * [0.5, 1, 2, 0.25][lane]! + shared[t]! * own[lane]![t]!;
    return x;
  }

  it("each go their own way", () => {
    begin();
    expect(lanes.run(0, 3)).toBe(3);
    // 2 + 10·(1 + 4 + 9) = 142
    expect([...lanes.slots]).toEqual([0, 1, 2, 3].map((lane) => plain(lane, 3)));
    expect(lanes.slots[1]).toBe(142);
  });

  it("stop before a row whose guard does not hold in one of them, and say in which", () => {
    begin();
    expect(lanes.run(0, 5)).toBe(3);
    expect([0, 1, 2, 3].map((lane) => lanes.failed(lane))).toEqual([false, true, false, false]);
    expect([...lanes.slots]).toEqual([0, 1, 2, 3].map((lane) => plain(lane, 3)));
  });

  it("go on where they stopped, and take columns that need more memory", () => {
    begin();
    lanes.run(0, 2);
    const before = [...lanes.slots];
    const padding = new Float64Array(100_000).fill(7);
    const [, first, ...others] = lanes.place([padding, shared, ...own]);
    expect([...lanes.slots]).toEqual(before);
    lanes.columns.fill(first!, 4, 8);
    lanes.columns.set(others, 8);
    expect(lanes.run(2, 3)).toBe(3);
    expect([...lanes.slots]).toEqual([0, 1, 2, 3].map((lane) => plain(lane, 3)));
  });

  it("are refused where inputs and outputs do not fit", () => {
    const iteration = { graph: growing(), slotCount: 2, pairs: 1, sources: [] };
    expect(() => compileLanes(iteration)).toThrow("lanes of 2 inputs, 2 outputs have 4, 1");
  });

  it("do not take graphs with axes", () => {
    const builder = new GraphBuilder();
    const axis = builder.axes.add(3);
    const column = builder.column(builder.axes.setOf([axis]), Float64Array.of(1, 2, 3));
    const graph = builder.build(
      [builder.sum(builder.apply("mul", column, builder.input(0)), axis)],
      1,
    );
    expect([fitsLanes(graph), fitsLanes(growing())]).toEqual([false, true]);
  });
});
