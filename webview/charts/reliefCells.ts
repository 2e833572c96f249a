import { rampColour } from "./mapColours";
import type { Pen } from "./pen";
import type { ReliefHeights } from "./reliefHeights";
import { project, type Projected, type ReliefSight } from "./reliefSight";
import type { Theme } from "./theme";

/** A strip of a cell spans about so much of the height of 2, and a cell has at most so many. */
const stripHeight = 0.16;
const mostStrips = 4;

/** A corner of a cell, on the picture and in height. */
interface Corner extends Projected {
  readonly z: number;
}

/** The corners of a cell, one beside the other. */
type Cell = readonly [Corner, Corner, Corner, Corner];

/** The surface as shaded cells, far ones first. */
export function drawCells(
  pen: Pen,
  { across, along, heights, light }: ReliefHeights,
  sight: ReliefSight,
  theme: Theme,
): void {
  const corners = Array.from(heights, (z, k): Corner => {
    const [i, j] = [k % (across + 1), Math.floor(k / (across + 1))];
    const { x, y, depth } = project([(i / across) * 2 - 1, (j / along) * 2 - 1, z], sight);
    return { x, y, depth, z };
  });
  const cells: { readonly cell: Cell; readonly depth: number; readonly lit: number }[] = [];
  for (let k = 0; k < across * along; k++) {
    // From the first corner on to the others around the cell.
    const a = k + Math.floor(k / across);
    const [b, c, d] = [a + 1, a + across + 2, a + across + 1];
    const cell = [corners[a]!, corners[b]!, corners[c]!, corners[d]!] as const;
    const depth = cell[0].depth + cell[1].depth + cell[2].depth + cell[3].depth;
    const lit = (light[a]! + light[b]! + light[c]! + light[d]!) / 4;
    // Where the loss is undefined there is nothing to draw, nor a depth to go by.
    if (Number.isFinite(depth)) cells.push({ cell, depth, lit });
  }
  cells.sort((one, other) => other.depth - one.depth);
  pen.lineWidth = 0.6;
  for (const { cell, lit } of cells) {
    for (const strip of stripsOf(cell)) {
      const z = (strip[0].z + strip[1].z + strip[2].z + strip[3].z) / 4;
      const colour = shaded(theme, (z + 1) / 2, lit);
      outline(pen, strip);
      pen.fillStyle = colour;
      pen.strokeStyle = colour;
      pen.fill();
      pen.stroke();
    }
    if (!theme.highContrast) continue;
    outline(pen, cell);
    pen.strokeStyle = theme.foreground;
    pen.stroke();
  }
}

/**
 * A cell cut along its level lines, so that each strip has about one height, and one colour: beside each other, whole
 * cells of a steep wall would have the colours of heights that are far apart, which look like ridges.
 */
function stripsOf(cell: Cell): readonly Cell[] {
  const [a, b, c, d] = cell;
  const [first, second] = [
    Math.max(Math.abs(b.z - a.z), Math.abs(c.z - d.z)),
    Math.max(Math.abs(d.z - a.z), Math.abs(c.z - b.z)),
  ];
  const count = Math.min(mostStrips, Math.ceil(Math.max(first, second) / stripHeight));
  if (count <= 1) return [cell];
  const [near, far] =
    first > second
      ? ([
          [a, b],
          [d, c],
        ] as const)
      : ([
          [a, d],
          [b, c],
        ] as const);
  return Array.from({ length: count }, (_, k): Cell => {
    const [from, to] = [k / count, (k + 1) / count];
    return [
      between(...near, from),
      between(...near, to),
      between(...far, to),
      between(...far, from),
    ];
  });
}

function between(from: Corner, to: Corner, share: number): Corner {
  return {
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
    z: from.z + share * (to.z - from.z),
    depth: from.depth + share * (to.depth - from.depth),
  };
}

function outline(pen: Pen, cell: Cell): void {
  pen.beginPath();
  cell.forEach(({ x, y }, k) => {
    if (k === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
  pen.closePath();
}

/** The ramp's colour in a light of −½ to ½; on light ground the lit side has that colour, as a lighter one would be lost. */
function shaded(theme: Theme, position: number, light: number): string {
  const added = (theme.dark ? light : light - 0.5) * 70;
  const channels = rampColour(theme.ramp, position).map((base) =>
    Math.round(Math.max(0, Math.min(255, base + added))),
  );
  return `rgb(${channels.join(",")})`;
}
