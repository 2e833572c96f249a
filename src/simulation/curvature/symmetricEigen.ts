/** Eigenvalues ascending; `vectors[k]` (unit length, when asked for) belongs to `values[k]`. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix (row-major n × n; the mean of both triangles is
 * used) by cyclic Jacobi rotations, to nearly full accuracy even for small eigenvalues of graded
 * matrices. Time ~ n³; meant for n up to a few hundred. NaN throughout if an entry is not finite.
 *
 * Golub & Van Loan, "Matrix Computations", 4th ed., section 8.5.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (matrix.length !== n * n) throw new RangeError(`${matrix.length} entries for ${n} × ${n}`);
  const a = symmetrized(matrix, n);
  const v = identity(n);
  if (a.some((entry) => !Number.isFinite(entry))) {
    const values = new Float64Array(n).fill(NaN);
    return { values, vectors: Array.from(values, () => new Float64Array(n).fill(NaN)) };
  }
  const maximumSweeps = 60;
  for (let sweep = 0; sweep < maximumSweeps; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotated = rotate(a, v, n, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((i, j) => a[i * n + i]! - a[j * n + j]!);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]!),
    vectors: order.map((i) => Float64Array.from({ length: n }, (_, row) => v[row * n + i]!)),
  };
}

function symmetrized(matrix: Float64Array, n: number): Float64Array {
  return Float64Array.from(matrix, (entry, k) => {
    const mirrored = matrix[(k % n) * n + Math.floor(k / n)]!;
    return entry === mirrored ? entry : (entry + mirrored) / 2;
  });
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

/** Annihilates a[p][q]; false when it is already negligible beside both diagonal entries. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const off = a[p * n + q]!;
  const app = a[p * n + p]!;
  const aqq = a[q * n + q]!;
  const ratio = (aqq - app) / (2 * off);
  const scale = Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq));
  if (Math.abs(off) <= Number.EPSILON * scale || !Number.isFinite(ratio)) {
    a[p * n + q] = a[q * n + p] = 0;
    return false;
  }
  const t = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, t);
  const sine = t * cosine;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const akp = a[k * n + p]!;
      const akq = a[k * n + q]!;
      a[k * n + p] = a[p * n + k] = cosine * akp - sine * akq;
      a[k * n + q] = a[q * n + k] = sine * akp + cosine * akq;
    }
    const vkp = v[k * n + p]!;
    const vkq = v[k * n + q]!;
    v[k * n + p] = cosine * vkp - sine * vkq;
    v[k * n + q] = sine * vkp + cosine * vkq;
  }
  a[p * n + p] = app - t * off;
  a[q * n + q] = aqq + t * off;
  a[p * n + q] = a[q * n + p] = 0;
  return true;
}
