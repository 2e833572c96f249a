const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
/** Which half of a double holds its sign and exponent on this machine. */
const TOP = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** 2^k for an integer −1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  words[1 - TOP] = 0;
  words[TOP] = (k + 1023) << 20;
  return doubles[0]!;
}

/** The exponent of a positive normal number. */
export function exponentOf(x: number): number {
  doubles[0] = x;
  return (words[TOP]! >>> 20) - 1023;
}

/** The significand of a positive normal number, in [1, 2). */
export function significandOf(x: number): number {
  doubles[0] = x;
  words[TOP] = (words[TOP]! & 0xfffff) | 0x3ff00000;
  return doubles[0];
}

/** The size of x with the sign of y. */
export function copySign(x: number, y: number): number {
  doubles[0] = y;
  const negative = words[TOP]! >>> 31 === 1;
  return negative ? -Math.abs(x) : Math.abs(x);
}

/** The nearest integer, ties to even; −0 stays −0. */
export function nearest(x: number): number {
  const size = Math.abs(x);
  if (!(size < 2 ** 52)) return x;
  return copySign(size + 2 ** 52 - 2 ** 52, x);
}
