import { expect, test } from "vitest";
import { onPlane, principalDirections } from "../../../../src/simulation/landscape/principalPlane";

const pointsOf = (points: readonly (readonly number[])[]) =>
  points.map((point) => Float64Array.from(point));

test("points of a plane lie in it, in the order of their spread", () => {
  // p = (1, 2, 3) + 3·s·(1, 0, 0) + t·(0, 0.6, 0.8) for s, t of −1 and 1.
  const points = [-1, 1].flatMap((s) => [-1, 1].map((t) => [1 + 3 * s, 2 + 0.6 * t, 3 + 0.8 * t]));
  const { u, v, share } = principalDirections(pointsOf(points))!;
  expect(Math.abs(u[0]!)).toBeCloseTo(1, 10);
  expect(Math.abs(v[1]!)).toBeCloseTo(0.6, 10);
  expect(Math.abs(v[2]!)).toBeCloseTo(0.8, 10);
  expect(share).toBeCloseTo(1, 12);
  const [x, y] = onPlane({ origin: Float64Array.of(1, 2, 3), u, v }, points[0]!);
  expect(Math.abs(x)).toBeCloseTo(3, 10);
  expect(Math.abs(y)).toBeCloseTo(1, 10);
});

test("what lies outside the plane is missing from its share", () => {
  // Variances 4, 2 and 1 along the axes, scaled by 2/6 each: 6 of 7 parts are held.
  const axis = (i: number, length: number) =>
    [-1, 1].map((sign) => [0, 1, 2].map((k) => (k === i ? sign * Math.sqrt(length) : 0)));
  const found = principalDirections(pointsOf([...axis(0, 4), ...axis(1, 2), ...axis(2, 1)]))!;
  expect(found.share).toBeCloseTo(6 / 7, 10);
});

test("points that are not finite are left out; a line and a single point still have a plane", () => {
  const line = principalDirections(
    pointsOf([
      [0, 0],
      [NaN, 1],
      [2, 2],
    ]),
  )!;
  expect(Math.abs(line.u[0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(Math.abs(line.v[0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(line.share).toBeCloseTo(1, 12);
  const point = principalDirections(pointsOf([[5, 6, 7]]))!;
  expect(point.share).toBe(1);
  const dot = point.u.reduce((sum, value, i) => sum + value * point.v[i]!, 0);
  expect(dot).toBeCloseTo(0, 12);
});

test("there is no plane in one dimension or without a finite point", () => {
  expect(principalDirections(pointsOf([[1], [2]]))).toBeUndefined();
  expect(principalDirections(pointsOf([[NaN, 1]]))).toBeUndefined();
});
