import { describe, expect, test } from "vitest";
import { EXP_COEFFICIENTS, LOG_COEFFICIENTS } from "../../../src/graph/coefficients";
import { OPERATIONS } from "../../../src/graph/operations";
import * as big from "./bigReal";
import { dataSource } from "./dataGraphs";

const twice = (x: number): bigint => 2n * big.real(x);

interface Case {
  readonly name: "exp" | "expm1" | "log" | "log1p" | "tanh";
  readonly exact: (x: number) => bigint;
  readonly points: (next: () => number) => number;
  /** Greatest error in units of the last place; what `elementary.ts` states. */
  readonly ulps: number;
}

const cases: readonly Case[] = [
  { name: "exp", exact: (x) => big.exp(big.real(x)), points: (next) => 100 * next(), ulps: 1 },
  { name: "exp", exact: (x) => big.exp(big.real(x)), points: (next) => next(), ulps: 1 },
  {
    name: "expm1",
    exact: (x) => big.exp(big.real(x)) - big.ONE,
    points: (next) => 2 * next(),
    ulps: 1.5,
  },
  {
    name: "expm1",
    exact: (x) => big.exp(big.real(x)) - big.ONE,
    points: (next) => 40 * next(),
    ulps: 1.5,
  },
  { name: "log", exact: (x) => big.log(big.real(x)), points: (next) => 1 + next() / 2, ulps: 1 },
  {
    name: "log",
    exact: (x) => big.log(big.real(x)),
    points: (next) => 2 ** (60 * next()),
    ulps: 1,
  },
  {
    name: "log1p",
    exact: (x) => big.log(big.ONE + big.real(x)),
    points: (next) => 0.99 * next(),
    ulps: 2,
  },
  {
    name: "log1p",
    exact: (x) => big.log(big.ONE + big.real(x)),
    points: (next) => 2 ** (20 * next()),
    ulps: 2,
  },
  {
    name: "tanh",
    exact: (x) => big.over(big.exp(twice(x)) - big.ONE, big.exp(twice(x)) + big.ONE),
    points: (next) => 3 * next(),
    ulps: 3,
  },
];

describe.each(cases)("$name", ({ name, exact, points, ulps }) => {
  test(`is within ${ulps} units of the last place`, () => {
    const next = dataSource(4);
    for (let round = 0; round < 1500; round++) {
      const x = points(next);
      const error = big.ulpsFrom(OPERATIONS[name].evaluate(x, 0, 0), exact(x));
      if (!(error < ulps)) throw new Error(`${name}(${x}) is off by ${error} ulp`);
    }
  });
});

describe("at the ends of their ranges our functions do as Math does:", () => {
  const ends = [0, -0, NaN, Infinity, -Infinity, 1e300, -1e300, 5e-324, -5e-324, -1, -2];
  const near = [709.78, 709.79, 710, -708.4, -745.1, -745.2, -746, 2 ** -1022, 1e-310, 20, 23, -40];
  test.each(["exp", "expm1", "log", "log1p", "tanh", "sign", "round"] as const)("%s", (name) => {
    for (const x of [
      ...ends,
      ...near,
      0.5,
      -0.5,
      1.5,
      2.5,
      -2.5,
      0.49999999999999994,
      2 ** 52 + 1,
    ]) {
      const ours = OPERATIONS[name].evaluate(x, 0, 0);
      const theirs = Math[name](x);
      // Both are within some ulp of the truth; zeros keep their sign, NaN and infinities agree.
      if (Number.isFinite(theirs) && Math.abs(theirs) > 1e-300) {
        expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-15);
      } else if (Math.abs(theirs) > 0 && Number.isFinite(theirs)) {
        expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(5e-324);
      } else expect(ours).toBe(theirs);
    }
  });
});

test("the coefficients are those of the interpolation", () => {
  const half = big.real(0.34658);
  const expRest = (r: bigint): bigint => {
    // (e^r − 1 − r)/r², by its own series: 1/2 + r/6 + …
    let sum = 0n;
    let term = big.ONE / 2n;
    for (let n = 3n; term !== 0n; n++) {
      sum += term;
      term = big.times(term, r) / n;
    }
    return sum;
  };
  const logRest = (z: bigint): bigint => {
    let sum = 0n;
    let power = big.ONE;
    for (let n = 3n; power !== 0n; n += 2n) {
      sum += (2n * power) / n;
      power = big.times(power, z);
    }
    return sum;
  };
  expect(big.interpolated(expRest, -half, half, 9)).toEqual([...EXP_COEFFICIENTS]);
  expect(big.interpolated(logRest, 0n, big.real(0.02944), 6)).toEqual([...LOG_COEFFICIENTS]);
});
