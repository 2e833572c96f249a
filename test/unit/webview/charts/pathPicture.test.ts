import { describe, expect, test } from "vitest";
import { crowdedPieces } from "../../../../webview/charts/crowding";
import { lengthOf } from "../../../../webview/charts/strokes";
import { doneUntil } from "../../../../webview/charts/trajectory";

const frame = { left: 10, top: 20, width: 200, height: 100, x: [0, 1], y: [0, 1] } as const;

/** Which pieces of a line through these places of the frame lie in a wall. */
function crowded(places: readonly (readonly [number, number])[]): number[] {
  const points = Float64Array.from(places.flatMap(([x, y]) => [frame.left + x, frame.top + y]));
  return [...(crowdedPieces(points, lengthOf(points), frame) ?? [])];
}

describe("a line is a wall", () => {
  test("where it goes up and down beside itself, and not on its way there", () => {
    const wall = Array.from({ length: 80 }, (_, k) => [100 + k, k % 2 === 0 ? 0 : 99] as const);
    const there = [
      [0, 50],
      [50, 50],
    ] as const;
    const flags = crowded([...there, ...wall]);
    expect(flags.slice(0, 2)).toEqual([0, 0]);
    // All legs but those on the edges, whose blocks are half filled.
    expect(flags.slice(15, 70).every((flag) => flag === 1)).toBe(true);
  });
  test("to its edge, where that is in the middle of a block", () => {
    // Blocks are 20 pixels wide: 100 to 119, and 60 % of 120 to 139.
    const wall = Array.from({ length: 32 }, (_, k) => [100 + k, k % 2 === 0 ? 0 : 99] as const);
    const flags = crowded([[0, 50], [50, 50], [0, 50], [99, 50], ...wall, [131, 50], [190, 50]]);
    expect(flags.slice(6, 36)).toEqual(Array.from({ length: 30 }, () => 1));
    expect(flags.at(-1)).toBe(0);
  });
  test("not where it goes over the same place again and again", () => {
    expect(
      crowded(Array.from({ length: 80 }, (_, k) => [20 + (k % 2) * 150, 50] as const)),
    ).toEqual([]);
  });
  test("not where its turns are far apart", () => {
    const legs = Array.from({ length: 20 }, (_, k) => [k * 10, k % 2 === 0 ? 0 : 99] as const);
    expect(crowded(legs).every((flag) => flag === 0)).toBe(true);
  });
  test("not where it is short", () => {
    const blob = Array.from({ length: 400 }, (_, k) => [50 + (k % 7) / 2, 50 + (k % 3)] as const);
    expect(crowded(blob)).toEqual([]);
  });
  test("although it leaves the frame, and numbers run away", () => {
    const legs = Array.from({ length: 80 }, (_, k) => [k, k % 2 === 0 ? -1e12 : 1e300] as const);
    expect(crowded([...legs, [Infinity, 0], [NaN, NaN]]).filter((flag) => flag === 1).length).toBe(
      79,
    );
  });
});

describe("what is done of a path", () => {
  const points = Float64Array.of(0, 0, 10, 0, 20, 5, 30, 5);
  const steps = Uint32Array.of(0, 4, 5, 9);
  test("goes up to the step, and to where the run is then", () => {
    expect([...doneUntil(points, steps, 4, [10, 0])]).toEqual([0, 0, 10, 0, 10, 0]);
    expect([...doneUntil(points, steps, 7, [25, 6])]).toEqual([0, 0, 10, 0, 20, 5, 25, 6]);
    expect([...doneUntil(points, steps, 0, [0, 0])]).toEqual([0, 0, 0, 0]);
  });
  test("is all of it at its end, beyond it, and where the step is not known", () => {
    for (const step of [9, 20, undefined]) {
      expect(doneUntil(points, steps, step, [NaN, NaN])).toBe(points);
    }
  });
});
