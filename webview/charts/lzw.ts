/** Codes have at most so many bits: when all are used up, the dictionary begins anew. */
const mostBits = 12;

/**
 * Numbers of `bits` bits, compressed with codes of growing length, the lowest bit first.
 *
 * Welch, "A Technique for High-Performance Data Compression", Computer 17(6), 1984, as "Graphics Interchange Format,
 * Version 89a" (1990), appendix F, has it: the code 2^bits clears the dictionary, the one after it ends the data.
 */
export function compress(numbers: Uint8Array, bits: number): Uint8Array {
  const clear = 1 << bits;
  const end = clear + 1;
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  let codeBits = bits + 1;
  let next = end + 1;
  /** The code of a string that is one number longer than that of another code: 0 where there is none yet. */
  const longer = new Uint16Array(1 << (mostBits + bits));
  const write = (code: number): void => {
    held |= code << heldBits;
    heldBits += codeBits;
    while (heldBits >= 8) {
      bytes.push(held & 0xff);
      held >>>= 8;
      heldBits -= 8;
    }
  };
  write(clear);
  let code = numbers[0] ?? end;
  for (let k = 1; k < numbers.length; k++) {
    const at = (code << bits) | numbers[k]!;
    const known = longer[at]!;
    if (known !== 0) {
      code = known;
      continue;
    }
    write(code);
    code = numbers[k]!;
    if (next === 1 << mostBits) {
      write(clear);
      longer.fill(0);
      next = end + 1;
      codeBits = bits + 1;
      continue;
    }
    if (next === 1 << codeBits) codeBits++;
    longer[at] = next++;
  }
  write(code);
  if (code !== end) {
    // Whoever reads has taken one more string in by now.
    if (next === 1 << codeBits && codeBits < mostBits) codeBits++;
    write(end);
  }
  if (heldBits > 0) bytes.push(held & 0xff);
  return Uint8Array.from(bytes);
}
