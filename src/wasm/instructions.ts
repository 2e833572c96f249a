/**
 * WebAssembly instructions, as bytes. Those of the form `lanes.*` work on two doubles at once
 * (f64x2). Operands are on the stack.
 */

/** A two-lane instruction: the SIMD prefix and its number in LEB128. */
function simd(number: number): readonly number[] {
  return number < 128 ? [0xfd, number] : [0xfd, (number & 127) | 128, number >> 7];
}

/** The same constant in both lanes, from its 64 bits. */
function lanesBits(bits: bigint): readonly number[] {
  const bytes = bytesOf(bits);
  return [...simd(0x0c), ...bytes, ...bytes];
}

function bytesOf(bits: bigint): number[] {
  return Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(8 * index)) & 0xffn));
}

function scalarBits(bits: bigint): readonly number[] {
  return [0x42, ...signedLeb(BigInt.asIntN(64, bits))];
}

function signedLeb(value: bigint): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = Number(value & 0x7fn);
    value >>= 7n;
    const last = (value === 0n && (low & 64) === 0) || (value === -1n && (low & 64) !== 0);
    bytes.push(last ? low : low | 128);
    if (last) return bytes;
  }
}

/** Bits of a double. */
function bitsOf(value: number): bigint {
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!;
}

const toBits = [0xbd];
const fromBits = [0xbf];

export const scalar = {
  load: 0x2b,
  store: 0x39,
  constant: 0x44,
  eq: [0x61],
  ne: [0x62],
  lt: [0x63],
  gt: [0x64],
  le: [0x65],
  ge: [0x66],
  abs: [0x99],
  neg: [0x9a],
  ceil: [0x9b],
  floor: [0x9c],
  trunc: [0x9d],
  nearest: [0x9e],
  sqrt: [0x9f],
  add: [0xa0],
  sub: [0xa1],
  mul: [0xa2],
  div: [0xa3],
  min: [0xa4],
  max: [0xa5],
  copysign: [0xa6],
  fround: [0xb6, 0xbb],
  and: [0x71],
  or: [0x72],
  not: [0x45],
  select: [0x1b],
  fromCondition: [0xb8],
  /** k → 2^k, −1022 ≤ k ≤ 1023: k + 1023 is read off the bits of k + 1023 + 2^52. */
  powerOfTwo: [
    ...[0x44, ...bytesOf(bitsOf(2 ** 52 + 1023)), 0xa0],
    ...[...toBits, ...scalarBits(52n), 0x86, ...fromBits],
  ],
  /** Exponent of a positive normal number, as a number. */
  exponentOf: [
    ...[...toBits, ...scalarBits(52n), 0x88, ...scalarBits(bitsOf(2 ** 52)), 0x84, ...fromBits],
    ...[0x44, ...bytesOf(bitsOf(2 ** 52 + 1023)), 0xa1],
  ],
  /** Significand of a positive normal number, in [1, 2). */
  significandOf: [
    ...[...toBits, ...scalarBits(0xfffffffffffffn), 0x83],
    ...[...scalarBits(bitsOf(1)), 0x84, ...fromBits],
  ],
} as const;

export const lanes = {
  load: simd(0x00),
  loadSplat: simd(0x0a),
  loadZero: simd(0x5d),
  loadLane: simd(0x57),
  store: simd(0x0b),
  storeLane: simd(0x5b),
  constant: simd(0x0c),
  splat: simd(0x14),
  extract: simd(0x21),
  replace: simd(0x22),
  eq: simd(0x47),
  ne: simd(0x48),
  lt: simd(0x49),
  gt: simd(0x4a),
  le: simd(0x4b),
  ge: simd(0x4c),
  abs: simd(0xec),
  neg: simd(0xed),
  ceil: simd(0x74),
  floor: simd(0x75),
  trunc: simd(0x7a),
  nearest: simd(0x94),
  sqrt: simd(0xef),
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  div: simd(0xf3),
  min: simd(0xf4),
  max: simd(0xf5),
  copysign: [...lanesBits(0x7fffffffffffffffn), ...simd(0x52)],
  fround: [...simd(0x5e), ...simd(0x5f)],
  and: simd(0x4e),
  or: simd(0x50),
  not: simd(0x4d),
  andNot: simd(0x4f),
  allOnes: lanesBits(0xffffffffffffffffn),
  /** The sign of each lane as a bit of an integer. */
  bitmask: simd(0xc4),
  select: simd(0x52),
  fromCondition: [...lanesBits(bitsOf(1)), ...simd(0x4e)],
  powerOfTwo: [
    ...[...lanesBits(bitsOf(2 ** 52 + 1023)), ...simd(0xf0)],
    ...[0x41, 52, ...simd(0xcb)],
  ],
  exponentOf: [
    ...[0x41, 52, ...simd(0xcd), ...lanesBits(bitsOf(2 ** 52)), ...simd(0x50)],
    ...[...lanesBits(bitsOf(2 ** 52 + 1023)), ...simd(0xf1)],
  ],
  significandOf: [
    ...[...lanesBits(0xfffffffffffffn), ...simd(0x4e)],
    ...[...lanesBits(bitsOf(1)), ...simd(0x50)],
  ],
} as const;

/** Integers, locals, memory and control. */
export const machine = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  ifThen: [0x04, 0x40],
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Load: 0x28,
  i32Store: 0x36,
  i32Constant: 0x41,
  i32Eqz: 0x45,
  i32Ne: 0x47,
  i32LessSigned: 0x48,
  i32GreaterSigned: 0x4a,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32Xor: 0x73,
  i32Shl: 0x74,
  memoryCopy: [0xfc, 0x0a, 0, 0],
} as const;

/** Value types. */
export const valueType = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
