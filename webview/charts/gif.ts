import { paletteOf, type Palette } from "./gifPalette";
import { compress } from "./lzw";

/** A picture of an animation: red, green, blue and alpha, row by row. */
export interface GifFrame {
  readonly pixels: Uint8ClampedArray;
  /** How long it is shown, in hundredths of a second. */
  readonly delay: number;
}

/** Colours of a table, the last of which stands for "as before". */
const tableSize = 256;
const unchanged = tableSize - 1;
const bitsOfIndex = 8;

/**
 * Pictures of one size as an animation that begins anew for ever, in at most 255 colours. Of every picture but the first
 * only the rectangle that differs from the one before is written.
 *
 * CompuServe, "Graphics Interchange Format, Version 89a", 1990.
 */
export function encodeGif(
  width: number,
  height: number,
  frames: readonly GifFrame[],
): Uint8Array<ArrayBuffer> {
  const palette = paletteOf(
    frames.map(({ pixels }) => pixels),
    unchanged,
  );
  const parts: Uint8Array[] = [head(width, height, palette)];
  let before: Uint8Array | undefined;
  for (const { pixels, delay } of frames) {
    const indices = palette.indicesOf(pixels);
    parts.push(...picture(indices, before, width, height, delay));
    before = indices;
  }
  parts.push(Uint8Array.of(0x3b));
  return joined(parts);
}

function word(value: number): readonly [number, number] {
  return [value & 0xff, value >> 8];
}

function text(letters: string): number[] {
  return Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** Signature, size, table of colours, and that the animation is repeated. */
function head(width: number, height: number, { colours }: Palette): Uint8Array {
  const table = new Uint8Array(3 * tableSize);
  table.set(colours);
  return Uint8Array.from([
    ...text("GIF89a"),
    // A table for all pictures, of 2⁷⁺¹ colours.
    ...[...word(width), ...word(height), 0xf7, 0, 0],
    ...table,
    ...[0x21, 0xff, 11, ...text("NETSCAPE2.0"), 3, 1, ...word(0), 0],
  ]);
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One picture, drawn over the one before. */
function picture(
  indices: Uint8Array,
  before: Uint8Array | undefined,
  width: number,
  height: number,
  delay: number,
): Uint8Array[] {
  const whole = { left: 0, top: 0, width, height };
  const area = before ? changedArea(indices, before, whole) : whole;
  const part = new Uint8Array(area.width * area.height);
  for (let y = 0; y < area.height; y++) {
    const from = (area.top + y) * width + area.left;
    for (let x = 0; x < area.width; x++) {
      const index = indices[from + x]!;
      part[y * area.width + x] = before?.[from + x] === index ? unchanged : index;
    }
  }
  const control = [0x21, 0xf9, 4, 0x05, ...word(delay), unchanged, 0];
  const place = [...word(area.left), ...word(area.top), ...word(area.width), ...word(area.height)];
  return [
    Uint8Array.from([...control, 0x2c, ...place, 0, bitsOfIndex]),
    inBlocks(compress(part, bitsOfIndex)),
  ];
}

/** The least rectangle outside of which two pictures are the same; a single pixel where they are everywhere. */
function changedArea(now: Uint8Array, before: Uint8Array, { width, height }: Rectangle): Rectangle {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (now[y * width + x] === before[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Bytes in blocks of at most 255, each after its length, and one of none at the end. */
function inBlocks(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += 255) {
    const block = bytes.subarray(from, from + 255);
    blocks.push(Uint8Array.of(block.length), block);
  }
  return joined([...blocks, Uint8Array.of(0)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.length;
  }
  return all;
}
