import type { Landscape } from "../../src/protocol/series";
import type { Isoline } from "./isolines";
import { toPixelX, toPixelY, type PlotFrame } from "./plotFrame";

/** Pixels between lines that an eye still tells apart. */
const leastGap = 4;

/** Pixels between the places at which a line is looked at: what is taken around each of them meets. */
const stride = 3;

/** A line is left out where more than this share of it lies too near to others. */
const mostCrowded = 0.5;

/** What was kept of isolines in the frame that they were drawn in last: ground and labels ask alike. */
const known = new WeakMap<
  readonly Isoline[],
  { readonly frame: PlotFrame; readonly kept: readonly Isoline[] }
>();

/**
 * The isolines that an eye tells apart in a frame: from the highest down, each that lies clear of those before it along half
 * of its length. Steep walls would be one block of lines else.
 */
export function isolinesApart(
  isolines: readonly Isoline[],
  landscape: Landscape,
  frame: PlotFrame,
): readonly Isoline[] {
  const before = known.get(isolines);
  if (before && isSameFrame(before.frame, frame)) return before.kept;
  const taken = new TakenPixels(frame);
  const kept: Isoline[] = [];
  for (let k = isolines.length - 1; k >= 0; k--) {
    const pixels = pixelsOf(isolines[k]!, landscape, frame);
    if (taken.crowds(pixels)) continue;
    taken.add(pixels);
    kept.unshift(isolines[k]!);
  }
  known.set(isolines, { frame, kept });
  return kept;
}

function isSameFrame(a: PlotFrame, b: PlotFrame): boolean {
  const numbers = ({ left, top, width, height, x, y }: PlotFrame) =>
    [left, top, width, height, ...x, ...y].join();
  return numbers(a) === numbers(b);
}

/** Whole pixels from the frame's corner, x and y in turns. */
type Pixels = readonly number[];

/** The pixels of a frame that lie nearer than the least gap to the lines that are kept. */
class TakenPixels {
  private readonly taken: Uint8Array;
  private readonly columns: number;
  private readonly rows: number;

  constructor({ width, height }: PlotFrame) {
    this.columns = Math.ceil(width) + 1;
    this.rows = Math.ceil(height) + 1;
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  /** Does a line lie too near to others over too much of its length? */
  crowds(pixels: Pixels): boolean {
    let near = 0;
    for (let k = 0; k < pixels.length; k += 2) {
      near += this.taken[pixels[k + 1]! * this.columns + pixels[k]!]!;
    }
    return near > (mostCrowded * pixels.length) / 2;
  }

  add(pixels: Pixels): void {
    const reach = leastGap - 1;
    for (let k = 0; k < pixels.length; k += 2) {
      const from = Math.max(0, pixels[k]! - reach);
      const to = Math.min(this.columns - 1, pixels[k]! + reach);
      const last = Math.min(this.rows - 1, pixels[k + 1]! + reach);
      for (let row = Math.max(0, pixels[k + 1]! - reach); row <= last; row++) {
        const first = row * this.columns;
        for (let at = first + from; at <= first + to; at++) this.taken[at] = 1;
      }
    }
  }
}

/** Where an isoline goes, every few pixels; what lies outside the frame is left out. */
function pixelsOf(
  { lines }: Isoline,
  { columns, rows, x: across, y: up }: Landscape,
  frame: PlotFrame,
): Pixels {
  const toX = (column: number) =>
    toPixelX(frame, across[0] + (column / (columns - 1)) * (across[1] - across[0])) - frame.left;
  const toY = (row: number) =>
    toPixelY(frame, up[0] + (row / (rows - 1)) * (up[1] - up[0])) - frame.top;
  const { width, height } = frame;
  const pixels: number[] = [];
  for (const line of lines) {
    for (let k = 1; k < line.length; k++) {
      const [x0, y0] = [toX(line[k - 1]![0]), toY(line[k - 1]![1])];
      const [x1, y1] = [toX(line[k]![0]), toY(line[k]![1])];
      const length = Math.hypot(x1 - x0, y1 - y0);
      const steps = Math.min(width, Math.max(1, Math.round(length / stride)));
      for (let step = 0; step < steps; step++) {
        const x = Math.round(x0 + (step / steps) * (x1 - x0));
        const y = Math.round(y0 + (step / steps) * (y1 - y0));
        if (x >= 0 && y >= 0 && x <= width && y <= height) pixels.push(x, y);
      }
    }
  }
  return pixels;
}
