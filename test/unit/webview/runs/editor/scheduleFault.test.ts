import { expect, test } from "vitest";
import { firstOptions, scheduleFault } from "../../../../../webview/runs/editor/scheduleFault";

const constant = { id: "constant", options: {} };

test("a sequence takes in the schedule before it, and is sound at once", () => {
  const before = { id: "exponential", options: { gamma: 0.9 } };
  const options = firstOptions("sequence", before);
  expect(options).toEqual({ schedules: [before], milestones: [] });
  expect(scheduleFault({ id: "sequence", options })).toBeUndefined();
});

test("schedules and milestones that do not fit together are a fault, however deep they stand", () => {
  const sequence = { id: "sequence", options: { schedules: [constant, constant], milestones: [] } };
  expect(scheduleFault(sequence)).toContain("one milestone fewer");
  const warmup = { id: "warmup", options: { steps: 10, startFactor: 0.1, then: sequence } };
  expect(scheduleFault(warmup)).toContain("one milestone fewer");
});

test("options that are left out count with their defaults", () => {
  // piecewise: boundaries [300, 600] and three values.
  expect(scheduleFault({ id: "piecewise", options: {} })).toBeUndefined();
  expect(scheduleFault({ id: "piecewise", options: { boundaries: [5] } })).toContain(
    "1 boundaries",
  );
});
