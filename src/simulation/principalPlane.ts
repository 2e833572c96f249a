import type { Surface } from "./surface";
import { symmetricEigen } from "./symmetricEigen";

/** The plane a trajectory lies closest to. */
export interface PrincipalPlane {
  /** origin: the mean of the points; u, v: unit vectors of the largest and second largest spread. */
  readonly surface: Required<Surface>;
  /** Share of the points' variance that the plane holds, 0 to 1; 1 when all points coincide. */
  readonly share: number;
  /** The points in the plane: `coordinates[0]` along u, `coordinates[1]` along v. */
  readonly coordinates: readonly [Float64Array, Float64Array];
}

/** Vectors iterated at once: two more than needed make the wanted two converge faster. */
const width = 4;
const iterations = 60;

/**
 * First two principal components of points given as columns, `theta[parameter][row]`; rows that are
 * not finite are left out. By subspace iteration on the covariance, never formed, so that the cost
 * is rows × parameters. Throws without a finite row or with fewer than two parameters.
 */
export function principalPlane(theta: readonly Float64Array[]): PrincipalPlane {
  const n = theta.length;
  if (n < 2) throw new RangeError(`a plane through ${n} parameters`);
  const rows: number[] = [];
  for (let row = 0; row < theta[0]!.length; row++) {
    if (theta.every((column) => Number.isFinite(column[row]))) rows.push(row);
  }
  if (rows.length === 0) throw new RangeError("no finite point");
  const mean = Float64Array.from(theta, (column) => average(rows.map((row) => column[row]!)));
  const points = rows.map((row) =>
    Float64Array.from(mean, (center, i) => theta[i]![row]! - center),
  );
  const total = points.reduce((sum, point) => sum + dot(point, point), 0);
  const [u, v] = leadingPair(points, n);
  const along = (axis: Float64Array) => Float64Array.from(points, (point) => dot(point, axis));
  const coordinates = [along(u), along(v)] as const;
  const held = dot(coordinates[0], coordinates[0]) + dot(coordinates[1], coordinates[1]);
  return {
    surface: { origin: mean, u, v },
    share: total === 0 ? 1 : Math.min(held / total, 1),
    coordinates,
  };
}

function leadingPair(points: readonly Float64Array[], n: number): [Float64Array, Float64Array] {
  const count = Math.min(width, n);
  let basis: Float64Array[] = Array.from({ length: count }, (_, k) =>
    Float64Array.from({ length: n }, (_, i) => Math.cos((k + 1) * (i + 1))),
  );
  orthonormalize(basis, n);
  for (let k = 0; k < iterations; k++) {
    basis = basis.map((vector) => covarianceTimes(points, vector));
    orthonormalize(basis, n);
  }
  const images = basis.map((vector) => covarianceTimes(points, vector));
  const small = Float64Array.from({ length: count * count }, (_, k) =>
    dot(basis[Math.floor(k / count)]!, images[k % count]!),
  );
  const { vectors } = symmetricEigen(small, count);
  const combine = (weights: Float64Array) => {
    const result = Float64Array.from({ length: n }, (_, i) =>
      basis.reduce((sum, vector, k) => sum + weights[k]! * vector[i]!, 0),
    );
    return pointedForward(result);
  };
  return [combine(vectors[count - 1]!), combine(vectors[count - 2]!)];
}

/** The sign for which the largest component is positive, so that the picture does not flip. */
function pointedForward(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
  return largest < 0 ? vector.map((x) => -x) : vector;
}

function covarianceTimes(points: readonly Float64Array[], vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (const point of points) addScaled(result, dot(point, vector), point);
  return result;
}

/** Gram–Schmidt, twice; a vector that vanishes is replaced by the coordinate axis least covered. */
function orthonormalize(basis: Float64Array[], n: number): void {
  basis.forEach((vector, k) => {
    for (let attempt = 0; attempt <= n; attempt++) {
      const before = Math.sqrt(dot(vector, vector));
      for (let pass = 0; pass < 2; pass++) {
        for (let j = 0; j < k; j++) addScaled(vector, -dot(vector, basis[j]!), basis[j]!);
      }
      const length = Math.sqrt(dot(vector, vector));
      if (length > 1e-10 * before && length > 0) {
        for (let i = 0; i < n; i++) vector[i] = vector[i]! / length;
        return;
      }
      vector.fill(0);
      vector[(k + attempt) % n] = 1;
    }
  });
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * vector[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
