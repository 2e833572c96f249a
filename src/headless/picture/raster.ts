/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A picture in memory: rows from the top, three bytes a pixel. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export function makeRaster(width: number, height: number): Raster {
  return { width, height, pixels: new Uint8Array(3 * width * height).fill(255) };
}

/** Puts a colour over a pixel, `cover` from 0 to 1 of it; what lies outside is left out. */
export function paint(raster: Raster, x: number, y: number, colour: Rgb, cover = 1): void {
  const { width, height, pixels } = raster;
  if (!(cover > 0) || x < 0 || y < 0 || x >= width || y >= height) return;
  const at = 3 * (y * width + x);
  const share = Math.min(1, cover);
  for (const channel of [0, 1, 2] as const) {
    const under = pixels[at + channel]!;
    pixels[at + channel] = Math.round(under + share * (colour[channel] - under));
  }
}

/** A disc, smooth at its edge. */
export function fillDisc(
  raster: Raster,
  [x, y]: readonly [number, number],
  radius: number,
  colour: Rgb,
): void {
  const reach = radius + 1;
  const pixels = (middle: number, count: number): readonly [from: number, to: number] => [
    Math.max(0, Math.ceil(middle - reach)),
    Math.min(count - 1, middle + reach),
  ];
  const [top, bottom] = pixels(y, raster.height);
  const [left, right] = pixels(x, raster.width);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      paint(raster, column, row, colour, radius + 0.5 - Math.hypot(column - x, row - y));
    }
  }
}

/**
 * A line through points (x, y), smooth at its edges. A piece to or from a point that is not finite is left out, and of
 * pieces that leave the picture what lies in it is drawn.
 */
export function strokePath(
  raster: Raster,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  width: number,
  colour: Rgb,
): void {
  for (let k = 1; k < xs.length; k++) {
    const piece = clip(raster, width, xs[k - 1]!, ys[k - 1]!, xs[k]!, ys[k]!);
    if (piece) strokePiece(raster, piece, width, colour);
  }
}

type Piece = readonly [x0: number, y0: number, x1: number, y1: number];

/** What of a piece lies within `margin` of the picture (Liang & Barsky, ACM Trans. Graph. 3(1), 1984). */
function clip(
  { width, height }: Raster,
  margin: number,
  ...[x0, y0, x1, y1]: Piece
): Piece | undefined {
  let [from, to] = [0, 1];
  for (const [start, way, most] of [
    [x0, x1 - x0, width],
    [y0, y1 - y0, height],
  ] as const) {
    const [enter, leave] = [(-margin - start) / way, (most + margin - start) / way];
    if (way === 0) {
      if (start < -margin || start > most + margin) return undefined;
      continue;
    }
    from = Math.max(from, Math.min(enter, leave));
    to = Math.min(to, Math.max(enter, leave));
  }
  if (!(from <= to)) return undefined;
  const at = (share: number): readonly [number, number] => [
    x0 + share * (x1 - x0),
    y0 + share * (y1 - y0),
  ];
  const [first, last] = [at(from), at(to)];
  // Of a piece between points that are astronomically far away rounding leaves no place in the picture.
  const isNear = ([x, y]: readonly [number, number]) =>
    Math.max(-x, -y, x - width, y - height) <= margin + 1;
  return isNear(first) && isNear(last) ? [...first, ...last] : undefined;
}

/** Goes along the longer way, pixel by pixel, and covers across it. */
function strokePiece(raster: Raster, [x0, y0, x1, y1]: Piece, width: number, colour: Rgb): void {
  const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  const [a0, b0, a1, b1] = steep ? [y0, x0, y1, x1] : [x0, y0, x1, y1];
  const slope = a1 === a0 ? 0 : (b1 - b0) / (a1 - a0);
  const half = (width / 2) * Math.hypot(1, slope);
  for (let a = Math.round(Math.min(a0, a1)); a <= Math.round(Math.max(a0, a1)); a++) {
    const middle = b0 + slope * (a - a0);
    for (let b = Math.floor(middle - half); b <= middle + half + 1; b++) {
      const cover = half + 0.5 - Math.abs(b - middle);
      if (steep) paint(raster, b, a, colour, cover);
      else paint(raster, a, b, colour, cover);
    }
  }
}
