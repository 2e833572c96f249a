import type { Row, RunSeries, SeriesRequest } from "../protocol/series";
import type { RunSlice } from "../protocol/runner";
import type { Stop } from "../simulation/trace";
import { Column } from "./column";

/** Points of a trajectory that are worth drawing; more would fall on the same pixels. */
const pathPoints = 4000;

/** Everything a run has recorded so far, raw; grows slice by slice. */
export class RunRecord {
  readonly loss = new Column();
  readonly gradientNorm = new Column();
  readonly learningRate = new Column();
  readonly theta: readonly Column[];
  readonly gradient: readonly Column[];
  readonly sigma: readonly Column[];
  readonly m: readonly Column[];
  private end: Stop | undefined;
  private evaluated = 0;
  private best = { loss: Infinity, step: 0 };

  constructor(
    readonly runId: string,
    readonly recorded: readonly number[],
  ) {
    const columns = () => recorded.map(() => new Column());
    this.theta = columns();
    this.gradient = columns();
    this.sigma = columns();
    this.m = columns();
  }

  get rows(): number {
    return this.loss.length;
  }

  /** Why the run ended; absent while it goes on. */
  get stop(): Stop | undefined {
    return this.end;
  }

  get evaluations(): number {
    return this.evaluated;
  }

  /** Appends a slice; a slice that does not continue where the record ends is a bug and throws. */
  append(slice: RunSlice): void {
    if (slice.from !== this.rows) {
      throw new Error(`slice of ${slice.runId} starts at row ${slice.from}, expected ${this.rows}`);
    }
    const { columns } = slice;
    for (let k = 0; k < columns.loss.length; k++) {
      const loss = columns.loss[k]!;
      if (loss < this.best.loss) this.best = { loss, step: slice.from + k };
    }
    this.loss.append(columns.loss);
    this.gradientNorm.append(columns.gradientNorm);
    this.learningRate.append(columns.learningRate);
    for (const name of ["theta", "gradient", "sigma", "m"] as const) {
      columns[name].forEach((values, index) => this[name][index]!.append(values));
    }
    this.evaluated = slice.evaluations;
    if (slice.stop) this.end = slice.stop;
  }

  /** The exact row `step`, or the last one where the run is shorter. Throws while there is no row at all. */
  row(step: number): Row {
    if (this.rows === 0) throw new Error(`run ${this.runId} has no rows yet`);
    const row = Math.min(Math.max(0, Math.round(step)), this.rows - 1);
    const across = (columns: readonly Column[]) => columns.map((column) => column.at(row));
    return {
      runId: this.runId,
      step: row,
      loss: this.loss.at(row),
      gradientNorm: this.gradientNorm.at(row),
      learningRate: this.learningRate.at(row),
      theta: across(this.theta),
      gradient: across(this.gradient),
      sigma: across(this.sigma),
      m: across(this.m),
    };
  }

  /** The run as the panel draws it, thinned to the window and fineness asked for. */
  series({ from, to, buckets }: SeriesRequest): RunSeries {
    const thin = (column: Column) => column.thin(from, to, buckets);
    const pathRows = this.pathRows();
    return {
      runId: this.runId,
      rows: this.rows,
      complete: this.end !== undefined,
      ...(this.end ? { stop: this.end } : {}),
      evaluations: this.evaluated,
      recorded: this.recorded,
      thinned: Math.min(to, this.rows - 1) - Math.max(from, 0) + 1 > 2 * buckets,
      curves: {
        loss: thin(this.loss),
        gradientNorm: thin(this.gradientNorm),
        learningRate: thin(this.learningRate),
        theta: this.theta.map(thin),
        gradient: this.gradient.map(thin),
        sigma: this.sigma.map(thin),
        m: this.m.map(thin),
      },
      path: {
        steps: Float64Array.from(pathRows),
        theta: this.theta.map((column) => Float64Array.from(pathRows, (row) => column.at(row))),
      },
      bestLoss: this.best,
      lastLoss: this.loss.at(this.rows - 1),
    };
  }

  /** Rows at which the trajectory turns furthest: the extremes of every coordinate, bucket by bucket. */
  private pathRows(): number[] {
    const last = this.rows - 1;
    if (last < 0) return [];
    const buckets = Math.max(32, Math.floor(pathPoints / (2 * Math.max(1, this.theta.length))));
    const rows = new Set<number>();
    for (const column of this.theta) {
      for (const row of column.extremeRows(0, last, buckets)) rows.add(row);
    }
    return [...rows].sort((a, b) => a - b);
  }
}
