import { expect, test } from "vitest";
import { createVerifier } from "../../../src/objective/verify";

/** Σ x². */
const value = (theta: Float64Array): number => theta.reduce((sum, x) => sum + x * x, 0);

test.each([2, 5])(
  "of %i parameters, what is asked for was foreseen, each value once and in that order",
  (dimension) => {
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
      3,
      (points) => foreseen.push(...points),
    );
    expect(difference).toBeUndefined();
    // At each of three points its value, and along each of up to three directions four for a slope.
    expect(asked.length).toBe(3 * (1 + 4 * Math.min(3, dimension)));
    expect(asked).toEqual(foreseen);
  },
);
