import { expect, test } from "vitest";
import { createVerifier } from "../../../src/objective/verify";

/** Σ x². */
const value = (theta: Float64Array): number => theta.reduce((sum, x) => sum + x * x, 0);

test.each([
  { dimension: 2, isLong: false, directions: 2 },
  { dimension: 5, isLong: false, directions: 3 },
  { dimension: 5, isLong: true, directions: 1 },
])(
  "of $dimension parameters along $directions, what is asked for was foreseen, each value once and in that order",
  ({ dimension, isLong, directions }) => {
    const foreseen: Float64Array[] = [];
    const asked: Float64Array[] = [];
    const difference = createVerifier().check(
      (theta, gradient) => {
        theta.forEach((x, i) => (gradient[i] = 2 * x));
        return value(theta);
      },
      (theta) => {
        asked.push(theta.slice());
        return value(theta);
      },
      Float64Array.from({ length: dimension }, (_, i) => i - 1.5),
      { points: 3, foresee: (points) => foreseen.push(...points), isLong },
    );
    expect(difference).toBeUndefined();
    // At each of three points its value, and along each direction two for a slope, which is exact for a square.
    expect(asked.length).toBe(3 * (1 + 2 * directions));
    expect(asked).toEqual(foreseen);
  },
);

test("of a very long function slopes are compared at one point, the furthest where they can be, and the known value is not asked for", () => {
  const theta = Float64Array.of(0.3, -0.7, 1.2, 0.4);
  const check = (breaksAt: (point: Float64Array) => boolean, wrong = 1): unknown => {
    const [foreseen, asked]: [Float64Array[], Float64Array[]] = [[], []];
    const difference = createVerifier().check(
      (point, gradient) => {
        if (breaksAt(point)) return undefined;
        point.forEach((x, i) => (gradient[i] = 2 * x * (i === 2 ? wrong : 1)));
        return value(point);
      },
      (point) => {
        asked.push(point.slice());
        return value(point);
      },
      theta,
      {
        points: 2,
        foresee: (points) => foreseen.push(...points),
        ...{ isLong: true, known: value(theta), slopesAt: 1 },
      },
    );
    return difference ?? { foreseen, asked };
  };
  const isStart = (point: Float64Array): boolean => point.every((x, i) => x === theta[i]);
  const { foreseen, asked } = check(() => false) as Record<"foreseen" | "asked", Float64Array[]>;
  expect(asked).toEqual(foreseen);
  expect(asked.length).toBe(3);
  expect(asked.some(isStart)).toBe(false);
  const refuted = { message: expect.stringContaining("derivative") as string };
  expect(check(() => false, 1.01)).toMatchObject(refuted);
  // Where the trace does not hold at the other point, the start has to tell.
  expect(check((point) => !isStart(point), 1.01)).toMatchObject(refuted);
});

test("a slope that is wrong by 1 % is refuted, also along one direction of a long function and where it curves", () => {
  for (const isLong of [false, true]) {
    const curved = (theta: Float64Array): number =>
      theta.reduce((sum, x) => sum + Math.sin(40 * x), 0);
    const check = (wrong: number): unknown =>
      createVerifier().check(
        (theta, gradient) => {
          theta.forEach((x, i) => (gradient[i] = 40 * Math.cos(40 * x) * (i === 2 ? wrong : 1)));
          return curved(theta);
        },
        curved,
        Float64Array.of(0.1, -0.7, 0.3, 1.2),
        { points: 1, isLong },
      );
    expect(check(1)).toBeUndefined();
    expect(check(1.01)).toMatchObject({ message: expect.stringContaining("derivative") as string });
  }
});
