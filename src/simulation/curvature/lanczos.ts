import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { dot, norm, times } from "../../optimizers/vectors/arithmetic";
import { tridiagonalEnds, type Tridiagonal } from "./tridiagonal";

/** A symmetric operator: writes A·v into `result`. */
export type Apply = (vector: Float64Array, result: Float64Array) => void;

/** Krylov dimension at most; extreme eigenvalues of Hessians have long converged by then. */
const maximumKrylov = 64;

/** The estimates stop when both ends move by less than this share of the largest one. */
const settled = 1e-10;

/** A in the Krylov space of a vector: T = Qᵀ·A·Q, the columns of Q being `basis`. */
export interface Krylov extends Tridiagonal {
  readonly basis: readonly Float64Array[];
}

/**
 * Lanczos' method with full reorthogonalization: an orthonormal basis of v, A·v, A²·v, … and the
 * tridiagonal T of A in it. It ends when the space is exhausted, when `isEnough` says so, or at 64
 * dimensions. Undefined when a product is not finite.
 *
 * Golub & Van Loan, "Matrix Computations", 4th ed., section 10.1.
 */
export function lanczos(
  apply: Apply,
  start: Float64Array,
  isEnough: (so: Tridiagonal) => boolean = () => false,
): Krylov | undefined {
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const off: number[] = [];
  let vector = times(start, 1 / norm(start));
  let size = 0;
  for (let k = 0; k < Math.min(maximumKrylov, start.length); k++) {
    basis.push(vector);
    const next = new Float64Array(start.length);
    apply(vector, next);
    if (next.some((entry) => !Number.isFinite(entry))) return undefined;
    diagonal.push(dot(next, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of basis) addScaled(next, -dot(next, earlier), earlier);
    }
    const length = norm(next);
    size = Math.max(size, Math.abs(diagonal[k]!), length);
    if (length <= Number.EPSILON * size * 8 || isEnough({ diagonal, off })) break;
    off.push(length);
    vector = times(next, 1 / length);
  }
  return { basis, diagonal, off: off.slice(0, basis.length - 1) };
}

/**
 * Smallest and largest eigenvalue of a symmetric operator by Lanczos' method from a fixed random
 * start. The ends of the spectrum are approached from inside. NaN when a product is not finite.
 */
export function extremeEigenvalues(
  apply: Apply,
  dimension: number,
): { readonly smallest: number; readonly largest: number } {
  const random = xoroshiro128plus(1);
  const start = Float64Array.from({ length: dimension }, () => uniformFloat64(random) - 0.5);
  let ends = { smallest: NaN, largest: NaN };
  const krylov = lanczos(apply, start, (so) => {
    const before = ends;
    ends = tridiagonalEnds(so);
    const size = Math.max(Math.abs(ends.smallest), Math.abs(ends.largest));
    const moved = Math.max(
      Math.abs(ends.smallest - before.smallest),
      Math.abs(ends.largest - before.largest),
    );
    return so.diagonal.length > 5 && moved <= settled * size;
  });
  return krylov ? tridiagonalEnds(krylov) : { smallest: NaN, largest: NaN };
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * vector[i]!;
}
