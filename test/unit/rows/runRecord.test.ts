import { describe, expect, test } from "vitest";
import type { Floats } from "../../../src/protocol/series";
import { RunRecord } from "../../../src/rows/runRecord";

const rows = 400;

/** A run on a spiral, in slices of 150 rows. */
function spiral(): RunRecord {
  const record = new RunRecord("run-0", [0, 1]);
  for (let from = 0; from < rows; from += 150) {
    const count = Math.min(150, rows - from);
    const column = (at: (row: number) => number) =>
      Float64Array.from({ length: count }, (_, k) => at(from + k));
    record.append({
      ...{
        session: "s",
        job: 1,
        runId: "run-0",
        from,
        recorded: [0, 1],
        evaluations: from + count,
      },
      columns: {
        loss: column((row) => 1 / (1 + row)),
        gradientNorm: column((row) => row),
        learningRate: column((row) => 0.1 + row),
        theta: [column(x), column(y)],
        gradient: [column((row) => row), column((row) => -row)],
        sigma: [column((row) => 2 + row), column(() => 4)],
        m: [column((row) => row), column((row) => row)],
      },
    });
  }
  return record;
}

const x = (row: number): number => (1 - row / rows) * Math.cos(row / 9);
const y = (row: number): number => (1 - row / rows) * Math.sin(row / 9);
const whole = { from: 0, to: Infinity, buckets: 2000 };

describe("a recorded run", () => {
  test("forms η/σ from its rows, also from those that came after somebody had looked", () => {
    const record = spiral();
    const before = record.series({ ...whole, to: 10 }).curves.effectiveRate[0]!;
    expect(before.values.at(-1)).toBe((0.1 + 10) / (2 + 10));
    record.append({
      ...{
        session: "s",
        job: 1,
        runId: "run-0",
        from: rows,
        recorded: [0, 1],
        evaluations: rows + 1,
      },
      columns: {
        ...{ loss: Float64Array.of(3), gradientNorm: Float64Array.of(3) },
        learningRate: Float64Array.of(7),
        ...{ theta: both(1), gradient: both(1), sigma: both(2), m: both(1) },
      },
    });
    const [first, second] = record.series(whole).curves.effectiveRate;
    expect([first!.steps.at(-1), first!.values.at(-1)]).toEqual([rows, 3.5]);
    expect(second!.values[0]).toBe(0.1 / 4);
  });

  test("sends a map its trajectory as exactly as the map can tell, without losses", () => {
    const tolerance = [2 ** -6, 2 ** -7] as const;
    const path = spiral().series({ ...whole, path: { axes: [0, 1], tolerance } }).path;
    expect(path.loss).toBeUndefined();
    // Its rounded numbers fit into half the room.
    expect(path.theta[0]).toBeInstanceOf(Float32Array);
    const [across, up] = path.theta as [Floats, Floats];
    // To a quarter of what the map can tell, at the rows that are named.
    path.steps.forEach((row, k) => {
      expect(Math.abs(across[k]! - x(row))).toBeLessThanOrEqual(tolerance[0] / 8);
      expect(Math.abs(up[k]! - y(row))).toBeLessThanOrEqual(tolerance[1] / 8);
    });
    expect([path.steps[0], path.steps.at(-1)]).toEqual([0, rows - 1]);
    expect(across.length).toBeLessThan(rows / 2);
    // Every row lies by the drawn line: within the tolerance, and the rounding of its corners.
    for (let row = 0; row < rows; row++) {
      let nearest = Infinity;
      for (let k = 1; k < across.length; k++) {
        const ends = [across[k - 1]!, up[k - 1]!, across[k]!, up[k]!] as const;
        nearest = Math.min(nearest, distance(x(row), y(row), ends, tolerance));
      }
      expect(nearest).toBeLessThan(1.3);
    }
  });

  test("sends whole trajectories exactly, with their losses", () => {
    const { steps, theta, loss } = spiral().series(whole).path;
    expect(Array.from(theta[1]!)).toEqual(Array.from({ length: rows }, (_, row) => y(row)));
    expect(loss![rows - 1]).toBe(1 / rows);
    expect(steps).toEqual(Uint32Array.from({ length: rows }, (_, row) => row));
  });
});

function both(value: number): Float64Array[] {
  return [Float64Array.of(value), Float64Array.of(value)];
}

/** From a point to a piece of a line, in units of the tolerance. */
function distance(
  pointX: number,
  pointY: number,
  [fromX, fromY, toX, toY]: readonly [number, number, number, number],
  [unitX, unitY]: readonly [number, number],
): number {
  const [dx, dy] = [(toX - fromX) / unitX, (toY - fromY) / unitY];
  const [px, py] = [(pointX - fromX) / unitX, (pointY - fromY) / unitY];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - share * dx, py - share * dy);
}
