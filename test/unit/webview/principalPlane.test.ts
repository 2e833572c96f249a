import { expect, test } from "vitest";
import { fitPlane, onPlane } from "../../../webview/charts/principalPlane";

const columns = (points: readonly (readonly number[])[]) =>
  points[0]!.map((_, i) => Float64Array.from(points, (point) => point[i]!));

test("points of a plane lie in it, in the order of their spread", () => {
  // p = (1, 2, 3) + 3·s·(1, 0, 0) + t·(0, 0.6, 0.8) for s, t of −1 and 1.
  const points = [-1, 1].flatMap((s) => [-1, 1].map((t) => [1 + 3 * s, 2 + 0.6 * t, 3 + 0.8 * t]));
  const plane = fitPlane(columns(points))!;
  expect([...plane.origin]).toEqual([1, 2, 3]);
  expect(Math.abs(plane.u[0]!)).toBeCloseTo(1, 10);
  expect(Math.abs(plane.v[1]!)).toBeCloseTo(0.6, 10);
  expect(Math.abs(plane.v[2]!)).toBeCloseTo(0.8, 10);
  expect(plane.share).toBeCloseTo(1, 12);
  const [x, y] = onPlane(plane, points[0]!);
  expect(Math.abs(x)).toBeCloseTo(3, 10);
  expect(Math.abs(y)).toBeCloseTo(1, 10);
});

test("what lies outside the plane is missing from its share", () => {
  // Variances 4, 2 and 1 along the axes, scaled by 2/6 each: 6 of 7 parts are held.
  const axis = (i: number, length: number) =>
    [-1, 1].map((sign) => [0, 1, 2].map((k) => (k === i ? sign * Math.sqrt(length) : 0)));
  const plane = fitPlane(columns([...axis(0, 4), ...axis(1, 2), ...axis(2, 1)]))!;
  expect(plane.share).toBeCloseTo(6 / 7, 10);
});

test("points that are not finite are left out; a line and a single point still have a plane", () => {
  const line = fitPlane(
    columns([
      [0, 0],
      [NaN, 1],
      [2, 2],
    ]),
  )!;
  expect([...line.origin]).toEqual([1, 1]);
  expect(line.share).toBeCloseTo(1, 12);
  const point = fitPlane(columns([[5, 6, 7]]))!;
  expect(point.share).toBe(1);
  expect([...point.u, ...point.v].every(Number.isFinite)).toBe(true);
});

test("there is no plane in one dimension or without a finite point", () => {
  expect(fitPlane(columns([[1], [2]]))).toBeUndefined();
  expect(fitPlane(columns([[NaN, 1]]))).toBeUndefined();
});
