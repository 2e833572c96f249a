import type { Landscape } from "../../src/protocol/series";
import { levelLabels } from "./levels";
import { formatNumber } from "./numbers";
import type { Pen } from "./pen";
import { project, type Projected, type ReliefSight } from "./reliefSight";
import type { Theme } from "./theme";

/** A letter's width and a line's height, about, in pixels. */
const letter = 6.5;
const lineHeight = 13;

/** Pixels between an axis and its numbers, and between an axis and its name. */
const numberGap = 10;
const nameGap = 20;

/** Length of the tick of a number on the axis of heights. */
const tick = 4;

type Names = readonly [x: string, y: string, height: string];

/** The ground's outline with its axes' ends and names, and beside the relief the losses that heights stand for. */
export function drawReliefAxes(
  pen: Pen,
  [nameX, nameY, nameZ]: Names,
  landscape: Landscape,
  sight: ReliefSight,
  theme: Theme,
): void {
  const corner = (x: number, y: number, z = -1): Projected => project([x, y, z], sight);
  pen.strokeStyle = theme.dim;
  pen.fillStyle = theme.foreground;
  pen.lineWidth = 1;
  pen.font = `11px ${theme.font}`;
  pen.textBaseline = "middle";
  const ground = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  pen.beginPath();
  for (const { x, y } of ground) pen.lineTo(x, y);
  pen.closePath();
  pen.stroke();
  const labels = new Labels(pen, sight);
  labels.put(nameZ, { x: 4, y: 10 }, "left");
  // The axes that face the eye carry names and numbers.
  const front = corner(0, -1).depth < corner(0, 1).depth ? -1 : 1;
  const side = corner(-1, 0).depth < corner(1, 0).depth ? -1 : 1;
  const beside = (text: string, at: Projected, inner: Projected, gap: number): void => {
    const length = Math.hypot(at.x - inner.x, at.y - inner.y) || 1;
    const [dx, dy] = [(at.x - inner.x) / length, (at.y - inner.y) / length];
    const align = dx < -0.3 ? "right" : dx > 0.3 ? "left" : "center";
    labels.put(text, { x: at.x + dx * gap, y: at.y + dy * gap }, align);
  };
  for (const end of [0, 1] as const) {
    const at = end * 1.9 - 0.95;
    const [x, y] = [formatNumber(landscape.x[end], 3), formatNumber(landscape.y[end], 3)];
    beside(x, corner(at, front), corner(at, 0), numberGap);
    beside(y, corner(side, at), corner(0, at), numberGap);
  }
  beside(nameX, corner(0, front), corner(0, 0), nameGap);
  beside(nameY, corner(side, 0), corner(0, 0), nameGap);
  drawHeights(pen, labels, landscape, sight);
}

/** The axis of heights stands on the ground's corner farthest to the left, where nothing is before or behind it. */
function drawHeights(
  pen: Pen,
  labels: Labels,
  { levels }: Pick<Landscape, "levels">,
  sight: ReliefSight,
): void {
  if (levels.length < 2) return;
  const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => [x, y] as const));
  const [x, y] = corners.reduce((a, b) =>
    project([...b, -1], sight).x < project([...a, -1], sight).x ? b : a,
  );
  const at = (z: number): Projected => project([x, y, z], sight);
  pen.beginPath();
  pen.moveTo(at(-1).x, at(-1).y);
  pen.lineTo(at(1).x, at(1).y);
  pen.stroke();
  levelLabels(levels).forEach((text, k) => {
    const place = at((k / (levels.length - 1)) * 2 - 1);
    const words = k === 0 ? `≤ ${text}` : text;
    if (!labels.put(words, { x: place.x - tick - 2, y: place.y }, "right")) return;
    pen.beginPath();
    pen.moveTo(place.x - tick, place.y);
    pen.lineTo(place.x, place.y);
    pen.stroke();
  });
}

/** What is written on a picture: within it, and nothing on what was written before. */
class Labels {
  private readonly taken: (readonly [left: number, top: number, right: number, bottom: number])[] =
    [];

  constructor(
    private readonly pen: Pen,
    private readonly picture: Pick<ReliefSight, "width" | "height">,
  ) {}

  /** Writes a text, if it has room there. */
  put(
    text: string,
    { x, y }: { readonly x: number; readonly y: number },
    align: "left" | "center" | "right",
  ): boolean {
    const width = text.length * letter;
    const before = { left: 0, center: 0.5, right: 1 }[align] * width;
    const left = Math.max(1, Math.min(this.picture.width - width - 1, x - before));
    const middle = Math.max(lineHeight / 2, Math.min(this.picture.height - lineHeight / 2, y));
    const [top, right, bottom] = [middle - lineHeight / 2, left + width, middle + lineHeight / 2];
    if (this.taken.some(([l, t, r, b]) => left < r && l < right && top < b && t < bottom)) {
      return false;
    }
    this.taken.push([left, top, right, bottom]);
    this.pen.textAlign = align;
    this.pen.fillText(text, left + before, middle);
    return true;
  }
}
