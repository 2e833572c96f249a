/** The derivative of a trace: writes the gradient and returns the value, or undefined where it does not hold. */
export type TracedDerivative = (theta: Float64Array, gradient: Float64Array) => number | undefined;

type PlainValue = (theta: Float64Array) => number;

/** Told points before their values are asked for, in that order: who computes elsewhere can do so in one go. */
type Foresee = (points: readonly Float64Array[]) => void;

/** At how many points to compare. */
interface Effort {
  readonly points: number;
  readonly foresee?: Foresee | undefined;
  /** Each evaluation is long: one direction a point, which a wrong slope by any parameter changes. */
  readonly isLong?: boolean | undefined;
  /** What the plain function gives at `theta`, where it is not to be asked once more. */
  readonly known?: number | undefined;
  /** At how many points slopes are compared, of those where they can be, the furthest first; at all unless told. */
  readonly slopesAt?: number | undefined;
}

/** What differs between a trace and the plain function, and at which point. */
export interface Difference {
  readonly message: string;
  readonly point: Float64Array;
  /** What the plain function gave there; undefined where it threw. */
  readonly expected: number | undefined;
}

/** Compares traces with the plain function. Answers are what differs, or undefined. */
export interface Verifier {
  /** Makes room in what is compared from now on for a trace's rounding: the largest number computed with, and its unit. */
  allow(rounding: { readonly magnitude: number; readonly precision: number }): void;
  /**
   * Compares values at `theta` and points around it, and at each the derivative along a few
   * directions with central differences of the plain function. Points where the function is not
   * finite, and directions along which the differences do not settle (a kink, a jump, noise), prove
   * nothing and are passed over.
   */
  check(
    traced: TracedDerivative,
    plain: PlainValue,
    theta: Float64Array,
    effort: Effort,
  ): Difference | undefined;
  /** Compares a value with that of the plain function. */
  compare(value: number, expected: number): string | undefined;
  /** True at evaluations 2, 4, 8, …, whose value is worth comparing again. */
  isDue(): boolean;
}

/** Rounding of sums that are added in another order, and of our own exp, log and tanh. */
const VALUE_TOLERANCE = 1e-9;
/** The same for what remains after cancellation, relative to the values that cancelled. */
const CANCELLATION_TOLERANCE = 1e-13;
/** What is left of a central difference once it has been extrapolated. */
const SLOPE_TOLERANCE = 1e-4;
/** How well two step lengths must agree on a slope. */
const SETTLED = 1e-3;
/** How far outside the two slopes at a kink a slope may be, relative to their distance. */
const KINK_TOLERANCE = 1e-3;
const DIRECTIONS = 3;
/** The step lengths of central differences that are tried, the first in most cases alone. */
const STEPS = [1e-3, 2e-4, 4e-5, 8e-6, 1.6e-6, 3.2e-7];

export function createVerifier(): Verifier {
  /** The largest value that was computed with on the way: what cancellation is relative to. */
  let magnitude = 0;
  let precision: number = Number.EPSILON;
  let evaluations = 0;
  let due = 2;

  function compare(value: number, expected: number): string | undefined {
    if (Object.is(value, expected) || value === expected) return undefined;
    const size = Math.max(Math.abs(value), Math.abs(expected));
    const tolerance = VALUE_TOLERANCE * size + CANCELLATION_TOLERANCE * magnitude;
    if (Math.abs(value - expected) <= tolerance) return undefined;
    return `traced, it gives ${value} where it really gives ${expected}`;
  }

  /** What differs; else whether some slope was found to be right. */
  function compareSlopes(
    plain: PlainValue,
    point: Float64Array,
    gradient: Float64Array,
    seed: number,
    count: number,
  ): string | boolean {
    let isConfirmed = false;
    for (const direction of directionsAt(point, seed, count)) {
      const slope = direction.reduce((sum, part, i) => sum + part * gradient[i]!, 0);
      const size = direction.reduce((sum, part, i) => sum + Math.abs(part * gradient[i]!), 0);
      const measured = refutingSlope(plain, point, direction, slope, size, magnitude * precision);
      if (typeof measured === "number") {
        return `the derivative of the trace (${slope}) is not that of the function (${measured})`;
      }
      isConfirmed ||= measured === "confirmed";
    }
    return isConfirmed;
  }

  return {
    allow(rounding) {
      magnitude = Math.max(magnitude, rounding.magnitude);
      precision = Math.max(precision, rounding.precision);
    },
    check(traced, plain, theta, { points: pointCount, foresee, isLong = false, known, slopesAt }) {
      const count = isLong ? 1 : DIRECTIONS;
      const gradient = new Float64Array(theta.length);
      const points = Array.from({ length: pointCount }, (_, index) =>
        theta.map((x, i) => x + offset(index, i, x)),
      );
      const order = [...points.entries()];
      if (slopesAt !== undefined) order.reverse();
      let slopesLeft = slopesAt ?? pointCount;
      foresee?.(
        order.flatMap(([index, point], place) => [
          ...(index === 0 && known !== undefined ? [] : [point]),
          ...(place < slopesLeft ? firstAround(point, index + 1, count) : []),
        ]),
      );
      const defined = whereDefined(plain);
      const orNaN: PlainValue = (at) => defined(at) ?? NaN;
      for (const [index, point] of order) {
        const result = traced(point, gradient);
        if (result === undefined) continue;
        const expected = (index === 0 ? known : undefined) ?? defined(point);
        if (expected === undefined) return { message: whereItThrows(result), point, expected };
        const difference = compare(result, expected);
        if (difference !== undefined) return { message: difference, point, expected };
        if (slopesLeft === 0) continue;
        if (!Number.isFinite(expected) || !gradient.every(Number.isFinite)) continue;
        const found = compareSlopes(orNaN, point, gradient, index + 1, count);
        if (typeof found === "string") return { message: found, point, expected };
        if (found) slopesLeft--;
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

/** Along which directions slopes are compared: each axis where there are few, else some that look random. */
function directionsAt(point: Float64Array, seed: number, count: number): readonly Float64Array[] {
  const few = point.length <= count;
  return Array.from({ length: few ? point.length : count }, (_, number) =>
    point.map((_, i) => (few ? Number(i === number) : spread(i * 7 + number * 31 + seed))),
  );
}

/** Where the slopes at a point are measured first. */
function firstAround(point: Float64Array, seed: number, count: number): readonly Float64Array[] {
  const h = STEPS[0]! * lengthOf(point);
  return directionsAt(point, seed, count).flatMap((direction) => [
    ...aheadAndBehind(point, direction, h),
  ]);
}

/** What differs where the trace gives a value and the function throws. */
export function whereItThrows(value: number): string {
  return `traced, it gives ${value} where it really throws`;
}

/** A function that gives undefined where it threw. */
function whereDefined(plain: PlainValue): (theta: Float64Array) => number | undefined {
  return (theta) => {
    try {
      return plain(theta);
    } catch {
      return undefined;
    }
  };
}

/**
 * Whether a slope is that of the plain function along a direction, by Richardson's extrapolation of
 * central differences at ever shorter steps. Returns the measured slope when it is not: when no step
 * length confirms the slope and two agree on another one. At a kink or a jump, or where the slope
 * drowns in rounding, no two agree, which proves nothing.
 */
function refutingSlope(
  plain: PlainValue,
  point: Float64Array,
  direction: Float64Array,
  slope: number,
  size: number,
  rounding: number,
): number | "confirmed" | "unproven" {
  const length = lengthOf(point);
  let before: number | undefined;
  let settled: number | undefined;
  for (const step of STEPS) {
    const h = step * length;
    // A change of the function by less than its own rounding cannot be seen.
    const unseen = (8 * rounding) / h;
    const isConfirmedBy = (measured: number): boolean =>
      Math.abs(slope - measured) <= SLOPE_TOLERANCE * Math.max(size, Math.abs(measured)) + unseen;
    // Most slopes need no more than that; of a function over much data each evaluation counts.
    const wide = central(plain, point, direction, h);
    if (isConfirmedBy(wide)) return "confirmed";
    const measured = (4 * central(plain, point, direction, h / 2) - wide) / 3;
    if (isConfirmedBy(measured)) return "confirmed";
    const change = before === undefined ? Infinity : Math.abs(measured - before);
    if (change <= SETTLED * Math.abs(measured)) settled ??= measured;
    before = measured;
  }
  if (settled === undefined || isKink(plain, point, direction, slope)) return "unproven";
  return settled;
}

/** Whether the point is a kink of which the slope is that of one side, or between the two. */
function isKink(
  plain: PlainValue,
  point: Float64Array,
  direction: Float64Array,
  slope: number,
): boolean {
  const h = 1e-6 * lengthOf(point);
  const here = plain(point);
  const ahead = (plain(point.map((x, i) => x + h * direction[i]!)) - here) / h;
  const behind = (here - plain(point.map((x, i) => x - h * direction[i]!))) / h;
  const room = KINK_TOLERANCE * Math.abs(ahead - behind);
  return slope >= Math.min(ahead, behind) - room && slope <= Math.max(ahead, behind) + room;
}

function central(
  plain: PlainValue,
  point: Float64Array,
  direction: Float64Array,
  h: number,
): number {
  const [ahead, behind] = aheadAndBehind(point, direction, h);
  return (plain(ahead) - plain(behind)) / (2 * h);
}

function aheadAndBehind(
  point: Float64Array,
  direction: Float64Array,
  h: number,
): readonly [ahead: Float64Array, behind: Float64Array] {
  return [point.map((x, i) => x + h * direction[i]!), point.map((x, i) => x - h * direction[i]!)];
}

/** What steps are relative to. */
function lengthOf(point: Float64Array): number {
  return point.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1);
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
