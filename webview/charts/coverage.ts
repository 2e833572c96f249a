import type { PlotFrame } from "./plotFrame";

/** Lines are at most this wide: what lies farther outside of the frame is not seen. */
const margin = 3;

/** Longer pieces than this many pixels are few: they are drawn without asking. */
const longestAsked = 64;

/** Pixels of the picture that is being drawn: one such field serves all lines, for none is drawn within another. */
let field = new Uint8Array(0);

/**
 * Which pixels of a frame a line of one colour has been over. A run that jitters about a minimum goes over the same few
 * pixels thousands of times, which costs as much to draw as it is invisible.
 */
export class Coverage {
  private readonly columns: number;
  private readonly rows: number;

  constructor(private readonly frame: PlotFrame) {
    this.columns = Math.ceil(frame.width) + 2 * margin;
    this.rows = Math.ceil(frame.height) + 2 * margin;
    const size = this.columns * this.rows;
    if (field.length < size) field = new Uint8Array(size);
    else field.fill(0, 0, size);
  }

  /** Takes a piece of the line in; false when it changes no pixel. */
  add(fromX: number, fromY: number, toX: number, toY: number): boolean {
    const dx = toX - fromX;
    const dy = toY - fromY;
    const length = Math.max(Math.abs(dx), Math.abs(dy));
    if (!(length <= longestAsked)) return true;
    const x = fromX - this.frame.left + margin;
    const y = fromY - this.frame.top + margin;
    const samples = Math.ceil(length * 2);
    let isNew = false;
    for (let k = 0; k <= samples; k++) {
      const share = samples === 0 ? 0 : k / samples;
      const column = Math.floor(x + share * dx);
      const row = Math.floor(y + share * dy);
      if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) continue;
      const index = row * this.columns + column;
      if (field[index] === 1) continue;
      field[index] = 1;
      isNew = true;
    }
    return isNew;
  }
}
