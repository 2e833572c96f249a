/** A table of colours, and the place in it that stands for each colour of a picture. */
export interface Palette {
  /** Red, green and blue of each colour. */
  readonly colours: Uint8Array;
  indicesOf(pixels: Uint8ClampedArray): Uint8Array;
}

/** Colours are told apart by so many of the highest bits of red, green and blue. */
const keptBits = 5;
const cut = 8 - keptBits;

function keyOf(red: number, green: number, blue: number): number {
  return ((red >> cut) << (2 * keptBits)) | ((green >> cut) << keptBits) | (blue >> cut);
}

/** A colour as often as it occurs: sums over the pixels that are told apart from others by no bit that is kept. */
interface Tone {
  readonly key: number;
  count: number;
  readonly sums: [red: number, green: number, blue: number];
}

/**
 * At most `most` colours for some pictures, by cutting the box of all colours again and again: the one whose pixels are
 * spread most, at their median along its longest side.
 *
 * Heckbert, "Color image quantization for frame buffer display", SIGGRAPH 1982.
 */
export function paletteOf(pictures: readonly Uint8ClampedArray[], most: number): Palette {
  const boxes: Tone[][] = [tonesOf(pictures)];
  while (boxes.length < most) {
    const [widest, side] = widestOf(boxes);
    const box = widest === undefined ? [] : boxes[widest]!;
    if (box.length < 2) break;
    boxes.splice(widest!, 1, ...halves(box, side));
  }
  const colours = new Uint8Array(3 * boxes.length);
  const places = new Uint8Array(1 << (3 * keptBits));
  boxes.forEach((box, place) => {
    const count = box.reduce((sum, tone) => sum + tone.count, 0);
    for (const side of [0, 1, 2] as const) {
      const sum = box.reduce((total, tone) => total + tone.sums[side], 0);
      colours[3 * place + side] = Math.round(sum / Math.max(1, count));
    }
    for (const { key } of box) places[key] = place;
  });
  return {
    colours,
    indicesOf(pixels) {
      const indices = new Uint8Array(pixels.length / 4);
      for (let k = 0; k < indices.length; k++) {
        indices[k] = places[keyOf(pixels[4 * k]!, pixels[4 * k + 1]!, pixels[4 * k + 2]!)]!;
      }
      return indices;
    },
  };
}

function tonesOf(pictures: readonly Uint8ClampedArray[]): Tone[] {
  const tones = new Map<number, Tone>();
  for (const pixels of pictures) {
    for (let k = 0; k < pixels.length; k += 4) {
      const [red, green, blue] = [pixels[k]!, pixels[k + 1]!, pixels[k + 2]!];
      const key = keyOf(red, green, blue);
      const tone: Tone = tones.get(key) ?? { key, count: 0, sums: [0, 0, 0] };
      tone.count++;
      tone.sums[0] += red;
      tone.sums[1] += green;
      tone.sums[2] += blue;
      tones.set(key, tone);
    }
  }
  return [...tones.values()];
}

type Side = 0 | 1 | 2;

function partOf({ key }: Tone, side: Side): number {
  return (key >> ((2 - side) * keptBits)) & ((1 << keptBits) - 1);
}

/** The box that is longest along one side, and that side. */
function widestOf(boxes: readonly Tone[][]): readonly [number | undefined, Side] {
  let [widest, along, longest]: [number | undefined, Side, number] = [undefined, 0, 0];
  boxes.forEach((box, index) => {
    for (const side of [0, 1, 2] as const) {
      const parts = box.map((tone) => partOf(tone, side));
      const length = Math.max(...parts) - Math.min(...parts);
      if (length > longest) [widest, along, longest] = [index, side, length];
    }
  });
  return [widest, along];
}

/** A box in two, neither of them empty, at the median of its pixels along a side. */
function halves(box: readonly Tone[], side: Side): readonly [Tone[], Tone[]] {
  const sorted = [...box].sort((a, b) => partOf(a, side) - partOf(b, side));
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  let middle = 0;
  while (middle < sorted.length - 1 && (middle === 0 || passed < all / 2)) {
    passed += sorted[middle++]!.count;
  }
  return [sorted.slice(0, middle), sorted.slice(middle)];
}
