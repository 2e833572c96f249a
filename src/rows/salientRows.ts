/** How far a drawn curve may move, as a share of its range: a tenth of a pixel of a chart 100 pixels high. */
const tolerance = 1e-3;

/**
 * Decades of its value that a straight piece may span: on an axis that is linear near 0 and logarithmic further out,
 * pieces as short as this stay close to the curve, too.
 */
const mostDecades = 0.5;

/**
 * The rows (ascending, out of `rows`) that a picture of a column needs. Straight lines between them pass within a
 * thousandth of the range by the values of the rows left out, whether steps and values are spaced evenly or
 * logarithmically. Both ends stay, and both sides of every change of sign and of every gap.
 *
 * By the swinging door (Bristol, "Swinging door trending", ISA 1990): from the last row kept, each row leaves the
 * slopes that pass it closely enough; when no slope is left, the row before is kept.
 */
export function salientRows(rows: readonly number[], values: ArrayLike<number>): number[] {
  const door = new SwingingDoor(rows, values);
  const kept: number[] = [];
  for (let k = 0; k < rows.length; k++) {
    if (k > 0 && door.reaches(k)) continue;
    if (k > 0 && door.anchor < k - 1) {
      kept.push(rows[k - 1]!);
      door.open(k - 1);
      if (door.reaches(k)) continue;
    }
    kept.push(rows[k]!);
    door.open(k);
  }
  if (door.anchor < rows.length - 1) kept.push(rows[rows.length - 1]!);
  return kept;
}

/** log(1 + step) of the first steps: every curve of every picture asks for the same. */
const logsOfSteps = Float64Array.from({ length: 4096 }, (_, step) => Math.log(1 + step));

function logOfStep(step: number): number {
  return logsOfSteps[step] ?? Math.log(1 + step);
}

/** Slopes of straight lines from an anchor that pass all points since then, in each of four pictures. */
class SwingingDoor {
  /** Position in `rows` of the last row kept. */
  anchor = -1;
  private readonly kinds: Uint8Array;
  private readonly steps: Float64Array;
  private readonly logSteps: Float64Array;
  private readonly values: Float64Array;
  private readonly logValues: Float64Array;
  private readonly slack: number;
  private readonly logSlack: number;
  private readonly even = new Slopes();
  private readonly logUp = new Slopes();
  private readonly logAcross = new Slopes();
  private readonly logBoth = new Slopes();

  constructor(rows: readonly number[], values: ArrayLike<number>) {
    const count = rows.length;
    const all = new Float64Array(4 * count);
    const part = (k: number): Float64Array => all.subarray(k * count, (k + 1) * count);
    [this.steps, this.logSteps, this.values, this.logValues] = [part(0), part(1), part(2), part(3)];
    this.kinds = new Uint8Array(count);
    for (let k = 0; k < count; k++) {
      const row = rows[k]!;
      const value = values[row]!;
      this.steps[k] = row;
      this.logSteps[k] = logOfStep(row);
      this.values[k] = value;
      this.logValues[k] = Math.log(Math.abs(value));
      this.kinds[k] = kindOf(value);
    }
    this.slack = spread(this.values) * tolerance;
    this.logSlack = spread(this.logValues) * tolerance;
  }

  /** Keeps a row: lines begin there. */
  open(position: number): void {
    this.anchor = position;
    this.even.open();
    this.logUp.open();
    this.logAcross.open();
    this.logBoth.open();
  }

  /** Does a straight line from the anchor to a row pass all rows between them? If so, that row is one of them. */
  reaches(position: number): boolean {
    const { anchor, kinds, slack, logSlack } = this;
    if (kinds[position] !== kinds[anchor]) return false;
    if (!isCurve(kinds[position]!)) return true;
    const logUp = this.logValues[position]! - this.logValues[anchor]!;
    if (Math.abs(logUp) > mostDecades * Math.LN10) return false;
    const up = this.values[position]! - this.values[anchor]!;
    const across = this.steps[position]! - this.steps[anchor]!;
    const logAcross = this.logSteps[position]! - this.logSteps[anchor]!;
    return (
      this.even.pass(across, up, slack) &&
      this.logUp.pass(across, logUp, logSlack) &&
      this.logAcross.pass(logAcross, up, slack) &&
      this.logBoth.pass(logAcross, logUp, logSlack)
    );
  }
}

/** The slopes of lines that pass some points closely enough. */
class Slopes {
  private least = -Infinity;
  private greatest = Infinity;

  open(): void {
    this.least = -Infinity;
    this.greatest = Infinity;
  }

  /** Adds a point; was the line to it among those slopes? */
  pass(across: number, up: number, slack: number): boolean {
    const slope = up / across;
    const fits = slope >= this.least && slope <= this.greatest;
    const least = (up - slack) / across;
    const greatest = (up + slack) / across;
    if (least > this.least) this.least = least;
    if (greatest < this.greatest) this.greatest = greatest;
    return fits;
  }
}

/** 0 and 1: values that have no place; 2: zero; 3 and 4: below and above. */
function kindOf(value: number): number {
  if (Number.isNaN(value)) return 0;
  if (!Number.isFinite(value)) return 1;
  return value === 0 ? 2 : value < 0 ? 3 : 4;
}

function isCurve(kind: number): boolean {
  return kind > 2;
}

/** From the least to the greatest finite value. */
function spread(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return Math.max(0, high - low);
}
