/** A plane through points in many dimensions, in the coordinates of the points. */
export interface FittedPlane {
  /** Mean of the points. */
  readonly origin: Float64Array;
  /** Unit vectors of the largest and second largest spread. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Share of the points' variance within the plane, 0 to 1; 1 when all points coincide. */
  readonly share: number;
}

const iterations = 300;

/**
 * The plane of the first two principal components of points given as columns, `columns[dimension][point]`; points that
 * are not finite are left out. Undefined with fewer than two dimensions or without a finite point.
 *
 *     C = 1/N Σ (p − mean)(p − mean)ᵀ        u, v: its leading eigenvectors, by subspace iteration
 */
export function fitPlane(columns: readonly Float64Array[]): FittedPlane | undefined {
  const n = columns.length;
  const points = Array.from({ length: columns[0]?.length ?? 0 }, (_, k) =>
    Float64Array.from(columns, (column) => column[k]!),
  ).filter((point) => point.every(Number.isFinite));
  if (n < 2 || points.length === 0) return undefined;
  const origin = new Float64Array(n);
  for (const point of points) point.forEach((value, i) => (origin[i]! += value / points.length));
  const covariance = Array.from({ length: n }, () => new Float64Array(n));
  for (const point of points) {
    for (let i = 0; i < n; i++) {
      const row = covariance[i]!;
      const a = (point[i]! - origin[i]!) / points.length;
      for (let j = 0; j < n; j++) row[j]! += a * (point[j]! - origin[j]!);
    }
  }
  const total = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
  const times = (vector: Float64Array): Float64Array =>
    Float64Array.from(covariance, (row) => dot(row, vector));
  let u = unit(Float64Array.from({ length: n }, (_, i) => 1 + i / n));
  let v = orthogonal(
    Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1)),
    u,
  );
  for (let k = 0; k < iterations; k++) {
    const next = times(u);
    const other = times(v);
    if (norm(next) > 0) u = unit(next);
    v = norm(other) > 0 ? orthogonal(other, u) : orthogonal(v, u);
  }
  const held = dot(times(u), u) + dot(times(v), v);
  return { origin, u, v, share: total > 0 ? Math.min(1, held / total) : 1 };
}

/** Coordinates of a point in a plane. */
export function onPlane(
  plane: Pick<FittedPlane, "origin" | "u" | "v">,
  point: ArrayLike<number>,
): readonly [number, number] {
  let x = 0;
  let y = 0;
  for (let i = 0; i < plane.origin.length; i++) {
    const away = point[i]! - plane.origin[i]!;
    x += away * plane.u[i]!;
    y += away * plane.v[i]!;
  }
  return [x, y];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  return a.map((value) => value / length);
}

/** The part of `a` orthogonal to the unit vector `u`, as a unit vector; any such vector if there is none. */
function orthogonal(a: Float64Array, u: Float64Array): Float64Array {
  const along = dot(a, u);
  const rest = a.map((value, i) => value - along * u[i]!);
  if (norm(rest) > 1e-12 * norm(a)) return unit(rest);
  const smallest = u.reduce(
    (best, value, i) => (Math.abs(value) < Math.abs(u[best]!) ? i : best),
    0,
  );
  const basis = new Float64Array(a.length);
  basis[smallest] = 1;
  return unit(basis.map((value, i) => value - u[smallest]! * u[i]!));
}
