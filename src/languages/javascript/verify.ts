/** The derivative of a trace: writes the gradient and returns the value, or undefined where it does not hold. */
export type TracedDerivative = (theta: Float64Array, gradient: Float64Array) => number | undefined;

/** Compares traces with the plain function. Answers are what differs, or undefined. */
export interface Verifier {
  /**
   * Compares values at `theta` and points around it, and at each the derivative along a few
   * directions with central differences of the plain function. Points where the function is not
   * finite, and directions along which the differences do not settle (a kink, a jump, noise), prove
   * nothing and are passed over.
   */
  check(traced: TracedDerivative, theta: Float64Array, pointCount: number): string | undefined;
  /** Compares a value with that of the plain function. */
  compare(value: number, expected: number): string | undefined;
  /** True at evaluations 16, 32, 64, …, whose value is worth comparing again. */
  isDue(): boolean;
}

/** Rounding of sums that are added in another order, and of our own exp, log and tanh. */
const VALUE_TOLERANCE = 1e-9;
/** The same for what remains after cancellation, relative to the values around it. */
const CANCELLATION_TOLERANCE = 1e-12;
/** What is left of a central difference once it has been extrapolated. */
const SLOPE_TOLERANCE = 1e-4;
const DIRECTIONS = 3;

export function createVerifier(value: (theta: Float64Array) => number): Verifier {
  /** Undefined where the function throws. */
  const plain = (theta: Float64Array): number | undefined => {
    try {
      return value(theta);
    } catch {
      return undefined;
    }
  };
  const orNaN = (theta: Float64Array): number => plain(theta) ?? NaN;
  /** The largest finite value of the function seen so far. */
  let scale = 0;
  let evaluations = 0;
  let due = 16;

  function compare(value: number, expected: number): string | undefined {
    if (Number.isFinite(expected)) scale = Math.max(scale, Math.abs(expected));
    if (Object.is(value, expected) || value === expected) return undefined;
    const size = Math.max(Math.abs(value), Math.abs(expected));
    const tolerance = VALUE_TOLERANCE * size + CANCELLATION_TOLERANCE * scale;
    if (Math.abs(value - expected) <= tolerance) return undefined;
    return `traced, it gives ${value} where it really gives ${expected}`;
  }

  function compareSlopes(
    point: Float64Array,
    gradient: Float64Array,
    seed: number,
  ): string | undefined {
    const few = point.length <= DIRECTIONS;
    for (let number = 0; number < (few ? point.length : DIRECTIONS); number++) {
      const direction = point.map((_, i) =>
        few ? Number(i === number) : spread(i * 7 + number * 31 + seed),
      );
      const slope = direction.reduce((sum, part, i) => sum + part * gradient[i]!, 0);
      const size = direction.reduce((sum, part, i) => sum + Math.abs(part * gradient[i]!), 0);
      const measured = measureSlope(orNaN, point, direction);
      if (measured === undefined) continue;
      const tolerance = SLOPE_TOLERANCE * Math.max(size, Math.abs(measured.slope));
      if (Math.abs(slope - measured.slope) > tolerance + measured.error) {
        return `the derivative of the trace (${slope}) is not that of the function (${measured.slope})`;
      }
    }
    return undefined;
  }

  return {
    check(traced, theta, pointCount) {
      const gradient = new Float64Array(theta.length);
      const points = Array.from({ length: pointCount }, (_, index) =>
        theta.map((x, i) => x + offset(index, i, x)),
      );
      for (const point of points) {
        const expected = orNaN(point);
        if (Number.isFinite(expected)) scale = Math.max(scale, Math.abs(expected));
      }
      for (const [index, point] of points.entries()) {
        const result = traced(point, gradient);
        if (result === undefined) continue;
        const expected = plain(point);
        if (expected === undefined) continue;
        const difference = compare(result, expected);
        if (difference !== undefined) return difference;
        if (!Number.isFinite(expected) || !gradient.every(Number.isFinite)) continue;
        const wrong = compareSlopes(point, gradient, index + 1);
        if (wrong !== undefined) return wrong;
      }
      return undefined;
    },
    compare,
    isDue() {
      if (++evaluations < due) return false;
      due *= 2;
      return true;
    },
  };
}

/**
 * The slope along a direction by Richardson's extrapolation of central differences, with a bound on
 * its error from how much the differences change and from rounding. Undefined where they do not
 * settle.
 */
function measureSlope(
  plain: (theta: Float64Array) => number,
  point: Float64Array,
  direction: Float64Array,
): { readonly slope: number; readonly error: number } | undefined {
  const size = Math.max(1, ...point.map(Math.abs));
  let best: { slope: number; error: number } | undefined;
  for (const step of [1e-3, 1e-4, 1e-5, 1e-6, 1e-7]) {
    const h = step * size;
    const wide = central(plain, point, direction, h);
    const narrow = central(plain, point, direction, h / 2);
    const slope = (4 * narrow.slope - wide.slope) / 3;
    const rounding = (32 * Number.EPSILON * wide.magnitude) / h;
    const error = Math.abs(narrow.slope - wide.slope) * 4 + rounding;
    if (Number.isFinite(slope) && (best === undefined || error < best.error)) {
      best = { slope, error };
    }
    if (best !== undefined && best.error <= 1e-5 * Math.abs(best.slope)) return best;
  }
  if (best === undefined || best.error > 0.05 * Math.abs(best.slope) + 1e-7) return undefined;
  return best;
}

function central(
  plain: (theta: Float64Array) => number,
  point: Float64Array,
  direction: Float64Array,
  h: number,
): { readonly slope: number; readonly magnitude: number } {
  const ahead = plain(point.map((x, i) => x + h * direction[i]!));
  const behind = plain(point.map((x, i) => x - h * direction[i]!));
  return {
    slope: (ahead - behind) / (2 * h),
    magnitude: Math.max(Math.abs(ahead), Math.abs(behind)),
  };
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
