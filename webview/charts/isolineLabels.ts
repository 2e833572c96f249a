import type { Landscape } from "../../src/protocol/series";
import { levelLabels } from "./levels";
import type { Isoline } from "./isolines";
import { isolinesApart } from "./isolinesApart";
import type { Pen } from "./pen";
import { toPixelX, toPixelY, type PlotFrame } from "./plotFrame";
import type { Theme } from "./theme";

/** A loss written on its isoline. */
export interface IsolineLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Direction of the line there, upright for reading. */
  readonly angle: number;
}

/** Pixels: of a label's letters, around a label, from the frame, and of picture for each label. */
const letter = 6;
const apart = 34;
const margin = 16;
const areaEach = 7000;

/** How much of the line before and after a label tells its direction. */
const reach = 10;

/**
 * Where isolines carry their losses: each at its straightest place with room for the text, spread over the levels, none
 * near another or near a pixel that is taken.
 */
export function placeLabels(
  isolines: readonly Isoline[],
  landscape: Landscape,
  frame: PlotFrame,
  taken: readonly (readonly [number, number])[] = [],
): readonly IsolineLabel[] {
  const texts = levelLabels(landscape.levels);
  const most = Math.floor((frame.width * frame.height) / areaEach);
  const every = Math.max(1, Math.ceil(isolines.length / Math.max(1, most)));
  const placed: IsolineLabel[] = [];
  const isFree = ({ x, y }: Candidate): boolean =>
    placed.every((other) => Math.hypot(other.x - x, other.y - y) > apart) &&
    taken.every((other) => Math.hypot(other[0] - x, other[1] - y) > apart);
  for (let k = isolines.length - 1; k >= 0 && placed.length < most; k -= every) {
    const isoline = isolines[k]!;
    const text = texts[isoline.level]!;
    const best = candidates(isoline, landscape, frame, text)
      .filter(isFree)
      .reduce<Candidate | undefined>((a, b) => (a && a.bend <= b.bend ? a : b), undefined);
    if (best) placed.push({ text, x: best.x, y: best.y, angle: best.angle });
  }
  return placed;
}

interface Candidate extends Omit<IsolineLabel, "text"> {
  /** How far the line departs from straight under the label, in radians. */
  readonly bend: number;
}

function candidates(
  { lines }: Isoline,
  { columns, rows, x: across, y: up }: Landscape,
  frame: PlotFrame,
  text: string,
): Candidate[] {
  const room = (text.length * letter) / 2 + margin;
  const found: Candidate[] = [];
  for (const line of lines) {
    const points = line.map(([column, row]): readonly [number, number] => [
      toPixelX(frame, across[0] + (column / (columns - 1)) * (across[1] - across[0])),
      toPixelY(frame, up[0] + (row / (rows - 1)) * (up[1] - up[0])),
    ]);
    for (let k = reach; k < points.length - reach; k += 3) {
      const [x, y] = points[k]!;
      const isInside =
        x > frame.left + room &&
        x < frame.left + frame.width - room &&
        y > frame.top + margin &&
        y < frame.top + frame.height - margin;
      const [before, after] = [points[k - reach]!, points[k + reach]!];
      const length = Math.hypot(after[0] - before[0], after[1] - before[1]);
      if (!isInside || length < text.length * letter * 0.8) continue;
      const bend = Math.abs(
        turn(Math.atan2(y - before[1], x - before[0]) - Math.atan2(after[1] - y, after[0] - x)),
      );
      if (bend > 0.7) continue;
      found.push({
        x,
        y,
        angle: upright(Math.atan2(after[1] - before[1], after[0] - before[0])),
        bend,
      });
    }
  }
  return found;
}

/** An angle between −π and π. */
function turn(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

function upright(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

/**
 * Writes the losses of isolines on a rim of the background's colour, over lines and paths: a digit less misleads. None
 * stands on the start, nor on a line that is not drawn.
 */
export function drawLabels(
  pen: Pen,
  { isolines, landscape }: { readonly isolines: readonly Isoline[]; readonly landscape: Landscape },
  frame: PlotFrame,
  theme: Theme,
  start?: readonly [number, number],
): void {
  const taken = start ? [[toPixelX(frame, start[0]), toPixelY(frame, start[1])] as const] : [];
  const told = isolinesApart(isolines, landscape, frame);
  for (const { text, x, y, angle } of placeLabels(told, landscape, frame, taken)) {
    pen.save();
    pen.font = `10px ${theme.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.translate(x, y);
    pen.rotate(angle);
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = theme.background;
    pen.strokeText(text, 0, 0);
    pen.fillStyle = theme.foreground;
    pen.fillText(text, 0, 0);
    pen.restore();
  }
}
