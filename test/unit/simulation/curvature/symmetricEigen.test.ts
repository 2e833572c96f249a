import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigen } from "../../../../src/simulation/curvature/symmetricEigen";

test("the lecture's Hessian, whose eigenvalues follow from trace and determinant", () => {
  // L(b, w) = Σ(b + w·x − y)²: H = 2·[n, Σx; Σx, Σx²] = [20, 5460; 5460, 1746816].
  const { values } = symmetricEigen(Float64Array.of(20, 5460, 5460, 1_746_816), 2);
  const trace = 20 + 1_746_816;
  const large = (trace + Math.sqrt(trace ** 2 - 4 * (20 * 1_746_816 - 5460 ** 2))) / 2;
  expect(values[1]).toBeCloseTo(large, 6);
  expect(values[0]).toBeCloseTo((20 * 1_746_816 - 5460 ** 2) / large, 10);
});

test("any symmetric matrix: H·v = λ·v, orthonormal vectors, ascending values", () => {
  const matrix = fc.integer({ min: 1, max: 12 }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      entries: fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
        minLength: n * n,
        maxLength: n * n,
      }),
    }),
  );
  fc.assert(
    fc.property(matrix, ({ n, entries }) => {
      const full = Float64Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n];
        return entries[Math.min(i, j) * n + Math.max(i, j)]!;
      });
      const { values, vectors } = symmetricEigen(full, n);
      // Backward error of Jacobi: a modest multiple of n·ε times the matrix's size.
      const tolerance = 1e-13 * n * Math.max(1, ...full.map(Math.abs));
      vectors.forEach((vector, k) => {
        if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]!);
        for (let i = 0; i < n; i++) {
          let image = 0;
          let product = 0;
          for (let j = 0; j < n; j++) {
            image += full[i * n + j]! * vector[j]!;
            product += vector[j]! * vectors[i]![j]!;
          }
          expect(Math.abs(image - values[k]! * vector[i]!)).toBeLessThanOrEqual(10 * tolerance);
          expect(Math.abs(product - (i === k ? 1 : 0))).toBeLessThan(1e-12);
        }
      });
    }),
  );
});

test("an entry that is not finite gives NaN, not an endless loop", () => {
  expect([...symmetricEigen(Float64Array.of(1, Infinity, Infinity, 1), 2).values]).toEqual([
    NaN,
    NaN,
  ]);
});
