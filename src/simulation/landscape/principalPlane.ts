/** Two directions through points in many dimensions. */
export interface PrincipalDirections {
  /** Unit vectors of the largest and second largest spread. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Share of the points' variance along them, 0 to 1; 1 when all points coincide. */
  readonly share: number;
}

const mostIterations = 60;

/** Directions that turn by less than this, in radians, in an iteration have been found. */
const settled = 1e-12;

/**
 * The first two principal components of points; those that are not finite are left out. Undefined with fewer than two
 * dimensions or without a finite point.
 *
 *     C = 1/N Σ (p − mean)(p − mean)ᵀ        u, v: its leading eigenvectors, by subspace iteration
 *
 * C is never formed: an iteration takes 4·N·n multiplications.
 */
export function principalDirections(
  points: readonly Float64Array[],
): PrincipalDirections | undefined {
  const finite = points.filter((point) => point.every(Number.isFinite));
  const n = finite[0]?.length ?? 0;
  if (n < 2) return undefined;
  const mean = new Float64Array(n);
  for (const point of finite) point.forEach((value, i) => (mean[i]! += value / finite.length));
  const away = finite.map((point) => point.map((value, i) => value - mean[i]!));
  const times = (vector: Float64Array): Float64Array => timesCovariance(away, vector);
  let u = unit(farthest(away) ?? Float64Array.from({ length: n }, (_, i) => 1 + i / n));
  let v = orthogonal(farthest(away.map((point) => rest(point, u))) ?? new Float64Array(n), u);
  for (let k = 0; k < mostIterations; k++) {
    const [next, other] = [times(u), times(v)];
    const [lastU, lastV] = [u, v];
    if (norm(next) > 0) u = unit(next);
    v = norm(other) > 0 ? orthogonal(other, u) : orthogonal(v, u);
    if (distance(u, lastU) < settled && distance(v, lastV) < settled) break;
  }
  const total = away.reduce((sum, point) => sum + dot(point, point), 0) / away.length;
  const held = dot(times(u), u) + dot(times(v), v);
  return { u, v, share: total > 0 ? Math.min(1, held / total) : 1 };
}

/** Coordinates of a point in a plane. */
export function onPlane(
  { origin, u, v }: Readonly<Record<"origin" | "u" | "v", Float64Array>>,
  point: ArrayLike<number>,
): readonly [number, number] {
  let x = 0;
  let y = 0;
  for (let i = 0; i < origin.length; i++) {
    const away = point[i]! - origin[i]!;
    x += away * u[i]!;
    y += away * v[i]!;
  }
  return [x, y];
}

function timesCovariance(away: readonly Float64Array[], vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (const point of away) {
    const along = dot(point, vector) / away.length;
    for (let i = 0; i < product.length; i++) product[i]! += along * point[i]!;
  }
  return product;
}

/** The longest of the vectors; undefined where none has a length. */
function farthest(vectors: readonly Float64Array[]): Float64Array | undefined {
  let [longest, length]: [Float64Array | undefined, number] = [undefined, 0];
  for (const vector of vectors) {
    if (norm(vector) > length) [longest, length] = [vector, norm(vector)];
  }
  return longest;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function distance(a: Float64Array, b: Float64Array): number {
  return norm(a.map((value, i) => value - b[i]!));
}

function unit(a: Float64Array): Float64Array {
  const length = norm(a);
  return a.map((value) => value / length);
}

/** The part of `a` orthogonal to the unit vector `u`. */
function rest(a: Float64Array, u: Float64Array): Float64Array {
  const along = dot(a, u);
  return a.map((value, i) => value - along * u[i]!);
}

/** The same as a unit vector; any such vector if there is no such part. */
function orthogonal(a: Float64Array, u: Float64Array): Float64Array {
  const part = rest(a, u);
  if (norm(part) > 1e-12 * norm(a)) return unit(part);
  const smallest = u.reduce(
    (best, value, i) => (Math.abs(value) < Math.abs(u[best]!) ? i : best),
    0,
  );
  const basis = new Float64Array(a.length);
  basis[smallest] = 1;
  return unit(rest(basis, u));
}
