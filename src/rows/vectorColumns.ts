import type { TraceColumns } from "../simulation/run/record";
import { eachVector, vectorNames, type VectorName, type Vectors } from "../simulation/run/vectors";
import { Column } from "./column";

/** Some rows in one piece, as a slice brings those of many parameters. */
interface Stretch {
  readonly from: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/**
 * θ, g, σ and m of the recorded parameters, row by row, as columns. Rows of many parameters are kept as they came: a
 * panel looks at a dozen of thousands, whose columns are gathered when it does.
 */
export class VectorColumns {
  private readonly columns: Vectors<(Column | undefined)[]>;
  private readonly stretches: Stretch[] = [];
  private rows = 0;

  constructor(private readonly count: number) {
    this.columns = eachVector(() => new Array<undefined>(count).fill(undefined));
  }

  append({ loss, wide, ...columns }: TraceColumns): void {
    if (wide) this.stretches.push({ from: this.rows, rows: loss.length, values: wide });
    else {
      for (const name of vectorNames) {
        columns[name].forEach((values, index) => this.made(name, index).append(values));
      }
    }
    this.rows += loss.length;
  }

  /** The column of the parameter at a position among the recorded ones. */
  column(name: VectorName, index: number): Column {
    const column = this.made(name, index);
    const place = vectorNames.indexOf(name) * this.count + index;
    for (let k = this.stretchOf(column.length); k < this.stretches.length; k++) {
      const { rows, values } = this.stretches[k]!;
      const width = values.length / rows;
      column.append(Float64Array.from({ length: rows }, (_, row) => values[row * width + place]!));
    }
    return column;
  }

  /** The values of all recorded parameters in a row. */
  across(name: VectorName, row: number): number[] {
    const stretch = this.stretches[this.stretchOf(row)];
    if (!stretch) return this.columns[name].map((column) => column?.at(row) ?? NaN);
    const width = stretch.values.length / stretch.rows;
    const from = (row - stretch.from) * width + vectorNames.indexOf(name) * this.count;
    return Array.from(stretch.values.subarray(from, from + this.count));
  }

  private made(name: VectorName, index: number): Column {
    return (this.columns[name][index] ??= new Column());
  }

  /** The number of the stretch that holds a row; that of the next one where none does yet. */
  private stretchOf(row: number): number {
    let [low, high] = [0, this.stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { from, rows } = this.stretches[middle]!;
      if (row < from + rows) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
