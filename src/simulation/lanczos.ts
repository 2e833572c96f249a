import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { symmetricEigen } from "./symmetricEigen";

/** Krylov dimension at most; extreme eigenvalues of Hessians have long converged by then. */
const maximumSteps = 64;

/** The estimates stop when both ends move by less than this share of the largest one. */
const settled = 1e-10;

/**
 * Smallest and largest eigenvalue of a symmetric operator given by its products with vectors, by
 * Lanczos' method with full reorthogonalization from a fixed random start.
 *
 * `apply` writes A·v into `result`. The ends of the spectrum are approached from inside. NaN when a
 * product is not finite. Golub & Van Loan, "Matrix Computations", 4th ed., section 10.1.
 */
export function extremeEigenvalues(
  apply: (vector: Float64Array, result: Float64Array) => void,
  dimension: number,
): { readonly smallest: number; readonly largest: number } {
  const random = xoroshiro128plus(1);
  let vector = Float64Array.from({ length: dimension }, () => uniformFloat64(random) - 0.5);
  scale(vector, 1 / norm(vector));
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const off: number[] = [];
  let ends = { smallest: NaN, largest: NaN };
  for (let k = 0; k < Math.min(maximumSteps, dimension); k++) {
    basis.push(vector);
    const next = new Float64Array(dimension);
    apply(vector, next);
    if (next.some((entry) => !Number.isFinite(entry))) return { smallest: NaN, largest: NaN };
    diagonal.push(dot(next, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of basis) addScaled(next, -dot(next, earlier), earlier);
    }
    const before = ends;
    ends = tridiagonalEnds(diagonal, off);
    const size = Math.max(Math.abs(ends.smallest), Math.abs(ends.largest));
    const moved = Math.max(
      Math.abs(ends.smallest - before.smallest),
      Math.abs(ends.largest - before.largest),
    );
    const length = norm(next);
    if (length <= Number.EPSILON * size * 8 || (k > 4 && moved <= settled * size)) break;
    off.push(length);
    scale(next, 1 / length);
    vector = next;
  }
  return ends;
}

function tridiagonalEnds(
  diagonal: readonly number[],
  off: readonly number[],
): { smallest: number; largest: number } {
  const k = diagonal.length;
  const matrix = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    matrix[i * k + i] = diagonal[i]!;
    if (i > 0) matrix[i * k + i - 1] = matrix[(i - 1) * k + i] = off[i - 1]!;
  }
  const { values } = symmetricEigen(matrix, k);
  return { smallest: values[0]!, largest: values[k - 1]! };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function scale(vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * factor;
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * vector[i]!;
}
