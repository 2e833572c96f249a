import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argumentBlocks } from "../../../../src/optimizers/vectors/blocks";
import { factoredMeanSquares } from "../../../../src/optimizers/vectors/factoredMeanSquares";
import { solvePositive } from "../../../../src/optimizers/vectors/linearSolve";
import { orthogonalize } from "../../../../src/optimizers/vectors/orthogonalize";
import { strongWolfe } from "../../../../src/optimizers/vectors/strongWolfe";

const entry = fc.double({ min: -3, max: 3, noNaN: true });

describe("solvePositive", () => {
  test("solves what is positive definite", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 9, maxLength: 9 }),
        fc.array(entry, { minLength: 3, maxLength: 3 }),
        (a, b) => {
          // A·Aᵀ + 1 is positive definite with eigenvalues of at least 1.
          const matrix = Float64Array.from({ length: 9 }, (_, k) => {
            const [i, j] = [Math.floor(k / 3), k % 3];
            return [0, 1, 2].reduce((sum, l) => sum + a[3 * i + l]! * a[3 * j + l]!, 0);
          });
          const x = solvePositive(matrix, Float64Array.from(b), 1)!;
          for (let i = 0; i < 3; i++) {
            const left = [0, 1, 2].reduce((sum, j) => sum + matrix[3 * i + j]! * x[j]!, x[i]!);
            // Condition number up to 82, entries up to 3.
            expect(Math.abs(left - b[i]!)).toBeLessThan(1e-11);
          }
        },
      ),
    );
  });

  test("says so where it is not", () => {
    const saddle = Float64Array.of(1, 0, 0, -1);
    expect(solvePositive(saddle, Float64Array.of(1, 1), 0)).toBeUndefined();
    expect(solvePositive(saddle, Float64Array.of(1, 1), 1)).toBeUndefined();
    // With a shift of 5: (−1 + 5)·y = 8.
    expect(Array.from(solvePositive(saddle, Float64Array.of(6, 8), 5)!)[1]).toBe(2);
    expect(solvePositive(Float64Array.of(NaN), Float64Array.of(1), 0)).toBeUndefined();
  });
});

describe("strongWolfe", () => {
  /** A wavy quartic along a line, from 0, sloping down. */
  const wavy = (a: number, b: number, c: number) => ({
    loss: (x: number) => a * (x - 2) ** 4 + b * x * x + c * Math.sin(3 * x),
    slope: (x: number) => 4 * a * (x - 2) ** 3 + 2 * b * x + 3 * c * Math.cos(3 * x),
  });

  test("finds a step that lowers the loss enough and flattens the slope enough", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (a, b, c, first) => {
          const { loss, slope } = wavy(a, b, c);
          fc.pre(slope(0) < -0.1);
          const length = strongWolfe({
            theta: Float64Array.of(0),
            loss: loss(0),
            gradient: Float64Array.of(slope(0)),
            direction: Float64Array.of(1),
            length: first,
            evaluate: (theta) => ({
              loss: loss(theta[0]!),
              gradient: Float64Array.of(slope(theta[0]!)),
            }),
          });
          expect(loss(length)).toBeLessThanOrEqual(loss(0) + 1e-4 * length * slope(0));
          expect(Math.abs(slope(length))).toBeLessThanOrEqual(-0.9 * slope(0));
        },
      ),
    );
  });

  test("comes back from where the loss is not a number", () => {
    const length = strongWolfe({
      theta: Float64Array.of(1),
      loss: 0,
      gradient: Float64Array.of(1),
      direction: Float64Array.of(-1),
      length: 100,
      // L = log x, which ends at 0.
      evaluate: (theta) => ({
        loss: Math.log(theta[0]!),
        gradient: Float64Array.of(1 / theta[0]!),
      }),
    });
    expect(length).toBeGreaterThanOrEqual(0);
    expect(length).toBeLessThan(1);
  });
});

describe("orthogonalize", () => {
  test("turns with the matrix", () => {
    // Q·diag(3, 1)·R and diag(3, 1) have the same singular values, so their results differ by Q and R only.
    const turn = (angle: number): number[][] => [
      [Math.cos(angle), -Math.sin(angle)],
      [Math.sin(angle), Math.cos(angle)],
    ];
    const multiply = (a: number[][], b: number[][]): number[][] =>
      a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
    const [q, r] = [turn(0.7), turn(-1.9)];
    const plain = orthogonalize(Float64Array.of(3, 0, 0, 1), 2, 2, 5, 1e-7);
    const turned = multiply(
      multiply(q, [
        [3, 0],
        [0, 1],
      ]),
      r,
    );
    const result = orthogonalize(Float64Array.from(turned.flat()), 2, 2, 5, 1e-7);
    const expected = multiply(
      multiply(q, [
        [plain[0]!, plain[1]!],
        [plain[2]!, plain[3]!],
      ]),
      r,
    ).flat();
    expected.forEach((value, k) => expect(result[k]).toBeCloseTo(value, 10));
    // Singular values end between 0.68 and 1.14, the range its authors give.
    expect(plain[0]).toBeGreaterThan(0.65);
    expect(plain[0]).toBeLessThan(1.2);
  });

  test("a zero matrix stays zero", () => {
    expect(Array.from(orthogonalize(new Float64Array(6), 3, 2, 5, 1e-7))).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });
});

test("blocks: arrays each on their own, neighbouring scalars together", () => {
  expect(argumentBlocks([[], [], [2, 3], [], [4]])).toEqual([
    { from: 0, to: 2, shape: [] },
    { from: 2, to: 8, shape: [2, 3] },
    { from: 8, to: 9, shape: [] },
    { from: 9, to: 13, shape: [4] },
  ]);
});

test("a stack of matrices is factored matrix by matrix", () => {
  const gradient = Float64Array.of(1, 2, 2, 4, 3, 0, 1, 5);
  const squares = (from: number, to: number, shape: number[]): Float64Array => {
    const averages = { rows: new Float64Array(8), columns: new Float64Array(8) };
    return factoredMeanSquares(gradient, { from, to, shape }, 1, averages, 1e-16);
  };
  const both = squares(0, 8, [2, 2, 2]);
  expect(Array.from(both)).toEqual([...squares(0, 4, [2, 2]), ...squares(4, 8, [2, 2])]);
  // [[3, 0], [1, 5]]: row means (4.5, 13), column means (5, 12.5), mean 8.75.
  expect(both[4]).toBeCloseTo((4.5 * 5) / 8.75, 14);
  expect(both[7]).toBeCloseTo((13 * 12.5) / 8.75, 14);
});
