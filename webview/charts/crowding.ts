import type { PlotFrame } from "./plotFrame";

/** A line as long as this many widths of its frame may fill areas; a shorter one is not looked at. */
const longEnough = 5;

/** Squares of so many pixels count as passed or not: as wide as a path with its casing. */
const square = 4;

/** So many squares on each side make a block. */
const side = 5;

/** A block of which more than this is passed is a wall: no line, and no two that cross, reach so many squares. */
const full = 0.7;

/** Beside a wall a block of which more than this is passed belongs to it: the edge of a wall seldom ends with a block. */
const fullAtEdge = 0.5;

/**
 * Which pieces of x0, y0, x1, y1, … lie where the line itself has filled the ground: 1 at the index of a piece's end. A
 * run that jitters would be a wall there. Going over the same squares again and again fills nothing. Undefined where no
 * piece does.
 */
export function crowdedPieces(
  points: Float64Array,
  length: number,
  frame: PlotFrame,
): Uint8Array | undefined {
  if (length < longEnough * frame.width) return undefined;
  const ground = new Ground(frame);
  const count = points.length / 2;
  for (let k = 1; k < count; k++) ground.pass(points, k, (at) => ground.mark(at));
  if (!ground.fill()) return undefined;
  const crowded = new Uint8Array(count);
  for (let k = 1; k < count; k++) {
    let inside = 0;
    let walls = 0;
    ground.pass(points, k, (at) => {
      inside++;
      walls += ground.isWall(at);
    });
    if (walls * 2 > inside) crowded[k] = 1;
  }
  return crowded;
}

/** The frame in squares, and the blocks that they make. */
class Ground {
  private readonly columns: number;
  private readonly rows: number;
  private readonly passed: Uint8Array;
  private readonly walls: Uint8Array;

  constructor(private readonly frame: PlotFrame) {
    this.columns = Math.ceil(frame.width / (square * side));
    this.rows = Math.ceil(frame.height / (square * side));
    this.walls = new Uint8Array(this.columns * this.rows);
    this.passed = new Uint8Array(this.walls.length * side * side);
  }

  /** Calls back for every square that piece `k` passes, about once each. */
  pass(points: Float64Array, k: number, visit: (at: number) => void): void {
    const x = (points[2 * k - 2]! - this.frame.left) / square;
    const y = (points[2 * k - 1]! - this.frame.top) / square;
    const dx = (points[2 * k]! - this.frame.left) / square - x;
    const dy = (points[2 * k + 1]! - this.frame.top) / square - y;
    const across = this.columns * side;
    const down = this.rows * side;
    const [from, to] = within(x, dx, across, ...within(y, dy, down, 0, 1));
    const samples = Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (to - from));
    if (!(samples >= 0)) return;
    for (let s = 0; s <= samples; s++) {
      const share = samples === 0 ? from : from + ((to - from) * s) / samples;
      const column = Math.floor(x + share * dx);
      const row = Math.floor(y + share * dy);
      if (column >= 0 && row >= 0 && column < across && row < down) visit(row * across + column);
    }
  }

  mark(at: number): void {
    this.passed[at] = 1;
  }

  /** Finds the blocks that are walls; false where there is none. */
  fill(): boolean {
    const counts = new Uint8Array(this.walls.length);
    this.passed.forEach((passed, at) => (counts[this.blockOf(at)]! += passed));
    const isFull = counts.map((count) => Number(count > full * side * side));
    counts.forEach((count, block) => {
      const isEdge = count > fullAtEdge * side * side && this.isBeside(isFull, block);
      this.walls[block] = isEdge ? 1 : isFull[block]!;
    });
    return isFull.includes(1);
  }

  /** Is a block above, below, left or right of one of these? */
  private isBeside(blocks: Uint8Array, block: number): boolean {
    const column = block % this.columns;
    return (
      blocks[block - this.columns] === 1 ||
      blocks[block + this.columns] === 1 ||
      (column > 0 && blocks[block - 1] === 1) ||
      (column < this.columns - 1 && blocks[block + 1] === 1)
    );
  }

  isWall(at: number): number {
    return this.walls[this.blockOf(at)]!;
  }

  private blockOf(at: number): number {
    const across = this.columns * side;
    const row = Math.floor(at / across);
    return Math.floor(row / side) * this.columns + Math.floor((at % across) / side);
  }
}

/** The shares of a piece, within `from` and `to`, at which a coordinate is in 0 … size. */
function within(
  start: number,
  change: number,
  size: number,
  from: number,
  to: number,
): [number, number] {
  if (change === 0) return start >= 0 && start < size ? [from, to] : [0, -1];
  const [one, other] = [-start / change, (size - start) / change];
  return [Math.max(from, Math.min(one, other)), Math.min(to, Math.max(one, other))];
}
