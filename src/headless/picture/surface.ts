import type { SimulateOptions } from "../../options/runOptions";
import { windowByAxis } from "../../options/windowByAxis";
import type { Landscape } from "../../protocol/landscape";
import type { Once } from "../once";
import { encodePng } from "./png";
import { fillDisc, makeRaster, paint, strokePath, type Raster, type Rgb } from "./raster";

/** A picture for who cannot see the panel, and what is to be known to read it: there is no text in it. */
export interface Picture {
  readonly png: Uint8Array;
  readonly caption: string;
}

const width = 560;
const height = 420;
/** Points of the loss along each side; between them it is taken as bilinear. */
const [columns, rows] = [112, 84];
/** Those of the curve of a function of one parameter. */
const curvePoints = 280;

/** From low losses to high ones. */
const ground: readonly [Rgb, Rgb] = [
  [252, 253, 252],
  [142, 190, 186],
];
const white: Rgb = [255, 255, 255];
const black: Rgb = [20, 20, 20];
const undefinedLoss: Rgb = [150, 150, 150];

const runColours: readonly { readonly name: string; readonly colour: Rgb }[] = [
  { name: "blue", colour: [25, 85, 190] },
  { name: "orange", colour: [200, 90, 0] },
  { name: "purple", colour: [125, 50, 165] },
  { name: "green", colour: [20, 115, 40] },
  { name: "red", colour: [190, 20, 40] },
  { name: "brown", colour: [110, 75, 45] },
];

/** What is to be drawn: a ground and the runs on it, in the values of the axes. */
interface Scene {
  readonly landscape: Landscape;
  readonly names: readonly [string, string];
  readonly paths: readonly Path[];
}

interface Path {
  readonly label: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/**
 * The surface with the paths of the runs that have ended, as the panel shows it: a map of two parameters, of more the
 * plane of the runs' first two principal components, of one parameter the curve of the loss. Undefined where it cannot be
 * told, as for runs of which no row is known whole.
 *
 * @param window the ranges that the comment asks for.
 */
export async function surfacePicture(
  once: Once,
  window: SimulateOptions["window"],
): Promise<Picture | undefined> {
  const count = once.asked.start.length;
  const scene = count > 2 ? await planeScene(once) : await parameterScene(once, count, window);
  if (!scene) return undefined;
  const isCurve = scene.landscape.axes.length === 1;
  const y = isCurve ? lossRange(scene) : scene.landscape.y;
  const raster = makeRaster(width, height);
  const toPixels = pixelsOf(scene.landscape.x, y);
  if (isCurve) drawCurve(raster, scene.landscape, toPixels);
  else drawGround(raster, scene.landscape);
  drawPaths(raster, scene.paths, toPixels);
  return { png: await encodePng(raster), caption: captionOf(scene, y) };
}

async function parameterScene(
  { client, asked, opened, records }: Once,
  count: number,
  window: SimulateOptions["window"],
): Promise<Scene | undefined> {
  const names = opened.parameters;
  const axes = count === 1 ? ([0] as const) : ([0, 1] as const);
  const visited = asked.runs.map(({ id }) => records.get(id)!.visited(axes));
  const [x, y] = windowByAxis(window, names) ?? [];
  const found = await client.ask("landscape", {
    ...{ session: asked.session, axes, at: asked.start, start: asked.start, paths: visited },
    ...(count === 1 ? { columns: curvePoints, rows: 1 } : { columns, rows }),
    ...(x && { x }),
    ...(y && { y }),
  });
  if (!found.ok) return undefined;
  return {
    landscape: found.value,
    names: [names[0]!, names[1] ?? "L"],
    paths: visited.map(({ coordinates: [first, second], loss }, k) => {
      return { label: asked.runs[k]!.options.label, x: first!, y: second ?? loss };
    }),
  };
}

async function planeScene({ client, asked }: Once): Promise<Scene | undefined> {
  const { session, start } = asked;
  const runs = asked.runs.map(({ id }) => id);
  const laid = await client.ask("plane", { session, runs, selected: runs[0]! });
  if (!laid.ok || !laid.value) return undefined;
  const { plane, x, y, paths } = laid.value;
  const found = await client.ask("landscape", {
    ...{ session, axes: [0, 1], plane, x, y, columns, rows, at: start, start, paths: [] },
  });
  if (!found.ok) return undefined;
  return {
    landscape: found.value,
    names: ["the runs' first principal component", "the second"],
    paths: asked.runs.flatMap(({ id, options: { label } }) => {
      const path = paths.find(({ runId }) => runId === id);
      return path ? [{ label, x: path.x, y: path.y }] : [];
    }),
  };
}

/** What a curve's picture must show: its losses, and those of the runs in its window. */
function lossRange({ landscape, paths }: Scene): readonly [number, number] {
  const [from, to] = landscape.x;
  const visited = paths.flatMap(({ x, y }) =>
    Array.from(y).filter((_, k) => x[k]! >= from && x[k]! <= to),
  );
  let [low, high] = [Infinity, -Infinity];
  for (const loss of [...landscape.values, ...visited]) {
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  if (!(high >= low)) return [0, 1];
  const margin = (high - low) * 0.05 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

type ToPixels = (x: number, y: number) => readonly [number, number];

function pixelsOf(x: readonly [number, number], y: readonly [number, number]): ToPixels {
  const share = (value: number, [from, to]: readonly [number, number]) =>
    (value - from) / (to - from);
  return (across, up) => [share(across, x) * (width - 1), (1 - share(up, y)) * (height - 1)];
}

/** Bands between the isolines, each of one colour, and hatching where the loss is not a number. */
function drawGround(raster: Raster, landscape: Landscape): void {
  const { levels } = landscape;
  const colours = Array.from({ length: levels.length + 1 }, (_, band) =>
    between(...ground, band / Math.max(1, levels.length)),
  );
  const edge = colours.map((colour) => between(colour, black, 0.25));
  let above: Int32Array | undefined;
  for (let row = 0; row < height; row++) {
    const bands = new Int32Array(width);
    for (let column = 0; column < width; column++) {
      const loss = lossAt(landscape, column / (width - 1), 1 - row / (height - 1));
      const band = Number.isNaN(loss) ? -1 : bandOf(levels, loss);
      bands[column] = band;
      const crosses =
        (column > 0 && bands[column - 1] !== band) || (above && above[column] !== band);
      if (band >= 0) paint(raster, column, row, (crosses ? edge : colours)[band]!);
      else paint(raster, column, row, (column + row) % 8 < 2 ? undefinedLoss : white);
    }
    above = bands;
  }
}

/** How many levels are not above a loss. */
function bandOf(levels: ArrayLike<number>, loss: number): number {
  let band = 0;
  while (band < levels.length && levels[band]! <= loss) band++;
  return band;
}

/** The loss at shares of the window, bilinear between the grid's points. */
function lossAt({ columns, rows, values }: Landscape, across: number, up: number): number {
  const [x, y] = [across * (columns - 1), up * (rows - 1)];
  const [left, low] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
  const at = (column: number, row: number) => values[row * columns + column]!;
  const along = (row: number) => mix(at(left, row), at(left + 1, row), x - left);
  return mix(along(low), along(low + 1), y - low);
}

/** `share` of the way; an end that is not finite counts only where it is reached. */
function mix(from: number, to: number, share: number): number {
  return share === 0 ? from : share === 1 ? to : from + share * (to - from);
}

function between(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (channel: 0 | 1 | 2) => Math.round(mix(from[channel], to[channel], share));
  return [at(0), at(1), at(2)];
}

function drawCurve(raster: Raster, { x: [from, to], values }: Landscape, toPixels: ToPixels): void {
  const points = Array.from(values, (loss, k) =>
    toPixels(mix(from, to, k / (values.length - 1)), loss),
  );
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  strokePath(raster, xs, ys, 1.5, black);
}

/** The paths on a white casing each, the start as a ring, and where each run ended as a disc of its colour. */
function drawPaths(raster: Raster, paths: readonly Path[], toPixels: ToPixels): void {
  const drawn = paths.map(({ x, y }, k) => {
    const points = Array.from({ length: x.length }, (_, row) => toPixels(x[row]!, y[row]!));
    const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
    const { colour } = colourOf(k);
    strokePath(raster, xs, ys, 4, white);
    strokePath(raster, xs, ys, 2, colour);
    return { points, colour };
  });
  const start = drawn[0]?.points[0];
  if (start) {
    fillDisc(raster, start, 6, black);
    fillDisc(raster, start, 4, white);
  }
  for (const { points, colour } of drawn) {
    const end = points.at(-1);
    if (!end?.every(Number.isFinite)) continue;
    fillDisc(raster, end, 6, white);
    fillDisc(raster, end, 4.5, colour);
  }
}

function colourOf(run: number): (typeof runColours)[number] {
  return runColours[run % runColours.length]!;
}

function captionOf(
  { landscape: { axes, x, levels }, names, paths }: Scene,
  y: readonly [number, number],
): string {
  const range = ([from, to]: readonly [number, number]) => `${short(from)} … ${short(to)}`;
  const runs = paths.map(({ label }, k) => `${label} ${colourOf(k).name}`).join(", ");
  return [
    `The picture shows ${names[0]} (left to right, ${range(x)}) and ${names[1]} (bottom to top, ${range(y)}).`,
    axes.length === 1
      ? "The black curve is the loss."
      : `The darker, the higher the loss; lines stand at L = ${Array.from(levels, short).join(", ")}.`,
    `Paths: ${runs}. The ring is the start, a disc the end of its run.`,
  ].join(" ");
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
