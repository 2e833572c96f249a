/** A symmetric tridiagonal matrix: `off[i]` stands beside `diagonal[i]` and `diagonal[i + 1]`. */
export interface Tridiagonal {
  readonly diagonal: readonly number[];
  /** At least one shorter than the diagonal; what is longer is not read. */
  readonly off: readonly number[];
}

/** Halvings of a bracket until it is as narrow as rounding lets it be. */
const halvings = 80;

/**
 * Smallest and largest eigenvalue by bisection on Sturm's count, to rounding of the largest magnitude.
 *
 * Golub & Van Loan, "Matrix Computations", 4th ed., section 8.4.1.
 */
export function tridiagonalEnds(matrix: Tridiagonal): { smallest: number; largest: number } {
  const { diagonal, off } = matrix;
  const n = diagonal.length;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    const radius = (i > 0 ? Math.abs(off[i - 1]!) : 0) + (i + 1 < n ? Math.abs(off[i]!) : 0);
    low = Math.min(low, diagonal[i]! - radius);
    high = Math.max(high, diagonal[i]! + radius);
  }
  return {
    smallest: bisect(matrix, 1, low, high),
    largest: bisect(matrix, n, low, high),
  };
}

/** The point between `low` and `high` at which the count of eigenvalues below reaches `index`. */
function bisect(matrix: Tridiagonal, index: number, low: number, high: number): number {
  for (let k = 0; k < halvings; k++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (eigenvaluesBelow(matrix, middle) >= index) high = middle;
    else low = middle;
  }
  return low + (high - low) / 2;
}

/** How many eigenvalues lie below x: the negative pivots of T − x·1 = L·D·Lᵀ. */
function eigenvaluesBelow({ diagonal, off }: Tridiagonal, x: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const coupling = i > 0 ? off[i - 1]! ** 2 / pivot : 0;
    pivot = diagonal[i]! - x - coupling;
    if (pivot === 0) pivot = Number.EPSILON * (Math.abs(x) + Number.MIN_VALUE);
    if (pivot < 0) count++;
  }
  return count;
}

/** The same matrix in full, row-major. */
export function tridiagonalMatrix({ diagonal, off }: Tridiagonal): Float64Array {
  const n = diagonal.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = diagonal[i]!;
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = off[i - 1]!;
  }
  return matrix;
}
