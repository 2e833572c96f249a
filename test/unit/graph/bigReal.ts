/** Real numbers as integers in units of 2^−300: the reference for elementary functions. */

const BITS = 300n;
export const ONE = 1n << BITS;

export const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;
export const over = (a: bigint, b: bigint): bigint => (a << BITS) / b;

/** The exact value of a double that is not tiny (all its bits must fit 300 places). */
export function real(x: number): bigint {
  let scaled = x;
  let places = 0n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    places++;
  }
  return (BigInt(scaled) << BITS) >> places;
}

/** The nearest double. */
export function nearestDouble(value: bigint): number {
  if (value === 0n) return 0;
  const size = value < 0n ? -value : value;
  const shift = size.toString(2).length - 54;
  // 54 bits and whether there are more decide the rounding, which Number() does.
  const kept = shift > 0 ? size >> BigInt(shift) : size << BigInt(-shift);
  const rest = shift > 0 && kept << BigInt(shift) !== size ? 1n : 0n;
  const result = Number(kept * 2n + rest) * 2 ** (shift - 1 - Number(BITS));
  return value < 0n ? -result : result;
}

/** How far a double is from a real number, in units of the double's last place. */
export function ulpsFrom(x: number, exact: bigint): number {
  const nearest = Math.abs(nearestDouble(exact));
  const ulp = 2 ** Math.max(-1074, Math.floor(Math.log2(nearest)) - 52);
  const difference = real(x) - exact;
  return Math.abs(nearestDouble(difference)) / ulp;
}

/** Σ x^(2n+1)/(2n+1), n ≥ 0. */
function atanhSeries(x: bigint): bigint {
  const square = times(x, x);
  let sum = 0n;
  let power = x;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = times(power, square);
  }
  return sum;
}

export const LN2 = 2n * atanhSeries(ONE / 3n);

export function exp(x: bigint): bigint {
  const power = x / LN2;
  const rest = x - power * LN2;
  let sum = 0n;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = times(term, rest) / n;
  }
  return power >= 0n ? sum << power : sum >> -power;
}

export function log(x: bigint): bigint {
  const power = BigInt(x.toString(2).length) - 1n - BITS;
  const significand = power >= 0n ? x >> power : x << -power;
  return power * LN2 + 2n * atanhSeries(over(significand - ONE, significand + ONE));
}

/** Chebyshev interpolation of f on [a, b]: coefficients of the polynomial, lowest power first. */
export function interpolated(
  f: (x: bigint) => bigint,
  a: bigint,
  b: bigint,
  degree: number,
): number[] {
  const count = degree + 1;
  const xs = Array.from({ length: count }, (_, i) => {
    const angle = (PI * BigInt(2 * i + 1)) / BigInt(2 * count);
    return (a + b + times(b - a, cosine(angle))) / 2n;
  });
  const divided = xs.map(f);
  for (let order = 1; order < count; order++) {
    for (let i = count - 1; i >= order; i--) {
      divided[i] = over(divided[i]! - divided[i - 1]!, xs[i]! - xs[i - order]!);
    }
  }
  let polynomial = [divided[count - 1]!];
  for (let i = count - 2; i >= 0; i--) {
    const next = new Array<bigint>(polynomial.length + 1).fill(0n);
    polynomial.forEach((coefficient, power) => {
      next[power + 1]! += coefficient;
      next[power]! -= times(coefficient, xs[i]!);
    });
    next[0]! += divided[i]!;
    polynomial = next;
  }
  return polynomial.map(nearestDouble);
}

/** Machin: π = 16·atan(1/5) − 4·atan(1/239). */
const PI = 16n * atanOfInverse(5n) - 4n * atanOfInverse(239n);

function atanOfInverse(n: bigint): bigint {
  let sum = 0n;
  let power = ONE / n;
  for (let k = 0n; power !== 0n; k++) {
    sum += (k % 2n === 0n ? power : -power) / (2n * k + 1n);
    power /= n * n;
  }
  return sum;
}

function cosine(x: bigint): bigint {
  let sum = 0n;
  let term = ONE;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term;
    term = -times(times(term, x), x) / (k * (k + 1n));
  }
  return sum;
}
