/** What is compared: the plain function and what was made of its trace. */
export interface Verification {
  /** The plain function. */
  plain(theta: Float64Array): number;
  /** The traced value with its gradient; undefined where the trace does not hold. */
  traced(theta: Float64Array, gradient: Float64Array): number | undefined;
}

/** Rounding of sums that are added in another order, and of our own exp, log and tanh. */
const VALUE_TOLERANCE = 1e-9;
/** What is left of a central difference once it has been extrapolated, with room for cancellation. */
const SLOPE_TOLERANCE = 1e-4;
const DIRECTIONS = 3;

/**
 * Compares values at `theta` and a few points around it, and at each the derivative along a few
 * directions with central differences of the plain function. Returns what differs, or undefined.
 * Points where the function is not finite, and directions along which the differences themselves do
 * not settle (a kink, a jump, noise), prove nothing and are passed over.
 */
export function findMismatch(
  { plain, traced }: Verification,
  theta: Float64Array,
  pointCount: number,
): string | undefined {
  const gradient = new Float64Array(theta.length);
  for (let index = 0; index < pointCount; index++) {
    const point = index === 0 ? theta : theta.map((x, i) => x + offset(index, i, x));
    const value = traced(point, gradient);
    if (value === undefined) continue;
    const expected = plain(point);
    if (!sameNumber(value, expected)) {
      return `traced, it gives ${value} where it really gives ${expected}`;
    }
    if (!Number.isFinite(expected) || !gradient.every(Number.isFinite)) continue;
    const directions = Math.min(DIRECTIONS, theta.length);
    for (let number = 0; number < directions; number++) {
      const direction = theta.map((_, i) =>
        theta.length <= DIRECTIONS ? Number(i === number) : spread(i * 7 + number * 31 + index + 1),
      );
      const slope = direction.reduce((sum, part, i) => sum + part * gradient[i]!, 0);
      const scale = direction.reduce((sum, part, i) => sum + Math.abs(part * gradient[i]!), 0);
      const measured = measureSlope(plain, point, direction);
      if (measured === undefined) continue;
      const tolerance =
        SLOPE_TOLERANCE * Math.max(scale, Math.abs(measured.slope)) + measured.error;
      if (Math.abs(slope - measured.slope) > tolerance) {
        return `the derivative of the trace (${slope}) is not that of the function (${measured.slope})`;
      }
    }
  }
  return undefined;
}

/** The slope along a direction by Richardson's extrapolation of central differences. */
function measureSlope(
  plain: (theta: Float64Array) => number,
  point: Float64Array,
  direction: Float64Array,
): { readonly slope: number; readonly error: number } | undefined {
  const size = Math.max(1, ...point.map(Math.abs));
  let best: { slope: number; error: number } | undefined;
  for (const step of [1e-3, 1e-4, 1e-5]) {
    const h = step * size;
    const wide = central(plain, point, direction, h);
    const narrow = central(plain, point, direction, h / 2);
    const slope = (4 * narrow - wide) / 3;
    const error = Math.abs(narrow - wide) * 4;
    if (Number.isFinite(slope) && (best === undefined || error < best.error)) {
      best = { slope, error };
    }
    if (best !== undefined && best.error <= 1e-5 * Math.abs(best.slope)) return best;
  }
  // At a kink the two differences never agree.
  if (best === undefined || best.error > 0.05 * Math.abs(best.slope) + 1e-7) return undefined;
  return best;
}

function central(
  plain: (theta: Float64Array) => number,
  point: Float64Array,
  direction: Float64Array,
  h: number,
): number {
  const ahead = plain(point.map((x, i) => x + h * direction[i]!));
  const behind = plain(point.map((x, i) => x - h * direction[i]!));
  return (ahead - behind) / (2 * h);
}

function sameNumber(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= VALUE_TOLERANCE * Math.max(1e-300, Math.abs(a), Math.abs(b));
}

/** Fixed offsets that look random, so that a check does not depend on anything but its input. */
function offset(index: number, coordinate: number, x: number): number {
  return spread(index * 101 + coordinate) * 0.05 * index * Math.max(0.5, Math.abs(x));
}

/** A number in [−1, 1] for a whole number. */
function spread(number: number): number {
  let bits = Math.imul(number + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits ^= bits >>> 13;
  return (bits >>> 0) / 2 ** 31 - 1;
}
