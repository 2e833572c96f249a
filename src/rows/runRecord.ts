// rows: recorded rows, and what is drawn of them.
// What enters: slices of rows as runs send them. What leaves: curves thinned to what a picture shows without losing a spike
// (`bands.ts`), trajectories, single rows in full, and files for export.
// Who may call: the runner's main thread, the host and the command line, whichever of them holds the rows.

import type { PanelRun, SeriesRequest } from "../protocol/panelCalls";
import type { RunSlice, SliceGroups } from "../protocol/runner";
import {
  bandLevels,
  parameterCurveNames,
  type Band,
  type CurveName,
  type Floats,
  type ParameterCurveName,
  type Row,
  type RunSeries,
} from "../protocol/series";
import type { ReplayRows } from "../simulation/run/elementReplay";
import type { QuantileColumns, Stop } from "../simulation/run/record";
import type { OwnNumbers } from "../simulation/run/runPlan";
import { bandOfValues, bandSteps } from "./bands";
import { Column, rowsBetween } from "./column";
import { salientPoints } from "./salientPoints";
import { eachVector, vectorNames, type Vectors } from "../simulation/run/vectors";
import { VectorColumns } from "./vectorColumns";

/** Points of a trajectory that are worth drawing; more would fall on the same pixels. */
const pathPoints = 4000;

/** Up to so many rows, all are looked at for those that a picture of the trajectory needs. */
const mostPathRows = 20_000;

/** Places on a map are rounded to this part of what it can tell apart: short numbers travel faster. */
const finer = 4;

/** Parameters whose curves are sent when the panel did not choose. */
const shownAtFirst = 12;

/** A trajectory as it was, at as many rows as are worth drawing. */
interface WholePath {
  readonly rows: Uint32Array;
  readonly coordinates: readonly Float64Array[];
  readonly loss: Float64Array;
}

/** Everything a run has recorded so far, raw; grows slice by slice. */
export class RunRecord {
  readonly loss = new Column();
  readonly gradientNorm = new Column();
  readonly learningRate = new Column();
  private readonly vectors: VectorColumns;
  /** η/σ of the recorded parameters that somebody has looked at. */
  private readonly rates: Column[] = [];
  /** Where parameters have numbers of their own: by group η^t, by position in `recorded` the group. */
  private groups: { readonly rates: readonly Column[]; readonly told: SliceGroups } | undefined;
  private quantiles: Vectors<readonly Column[]> | undefined;
  private end: Stop | undefined;
  private evaluated = 0;
  private best = { loss: Infinity, step: 0 };

  constructor(
    readonly runId: string,
    readonly recorded: readonly number[],
    /** What was run, where whoever records knows it. */
    readonly options?: PanelRun["options"],
  ) {
    this.vectors = new VectorColumns(recorded.length);
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

  /** The lowest loss so far and the step at which it was reached. */
  get bestLoss(): { readonly loss: number; readonly step: number } {
    return this.best;
  }

  /** Appends a slice; a slice that does not continue where the record ends is a bug and throws. */
  append(slice: RunSlice): void {
    if (slice.from !== this.rows) {
      throw new Error(`slice of ${slice.runId} starts at row ${slice.from}, expected ${this.rows}`);
    }
    const { columns } = slice;
    this.lookForBest(columns.loss);
    this.loss.append(columns.loss);
    this.gradientNorm.append(columns.gradientNorm);
    this.learningRate.append(columns.learningRate);
    this.vectors.append(columns);
    if (slice.groups) this.appendGroups(slice.groups);
    if (columns.quantiles) this.appendQuantiles(columns.quantiles);
    this.evaluated = slice.evaluations;
    if (slice.stop) this.end = slice.stop;
  }

  /** The exact row `step`, or the last one where the run is shorter. Throws while there is no row at all. */
  row(step: number): Row {
    if (this.rows === 0) throw new Error(`run ${this.runId} has no rows yet`);
    const row = Math.min(Math.max(0, Math.round(step)), this.rows - 1);
    return {
      runId: this.runId,
      recorded: this.recorded,
      step: row,
      loss: this.loss.at(row),
      gradientNorm: this.gradientNorm.at(row),
      learningRate: this.learningRate.at(row),
      ...(this.groups && { rates: this.recorded.map((_, index) => this.rateOf(index).at(row)) }),
      ...eachVector((name) => this.vectors.across(name, row)),
    };
  }

  /** The rows of one parameter, by its position in `recorded`. */
  rowsOf(index: number): ReplayRows {
    const { loss } = this;
    const learningRate = this.rateOf(index);
    return {
      get length() {
        return loss.length;
      },
      at: (row) => ({
        ...eachVector((name) => this.vectors.column(name, index).at(row)),
        learningRate: learningRate.at(row),
      }),
    };
  }

  /** The run as the panel draws it, thinned to the window, fineness, curves and parameters asked for. */
  series(request: SeriesRequest): RunSeries {
    const { from, to, buckets, parameters, bands } = request;
    const shown = this.shownIndices(parameters);
    const isWanted = (name: CurveName) => request.curves?.includes(name) ?? true;
    const curve = (name: "loss" | "gradientNorm" | "learningRate") =>
      isWanted(name) ? { [name]: this[name].thin(from, to, buckets) } : {};
    const curves = (name: ParameterCurveName) =>
      isWanted(name)
        ? shown.map((index) => this.columnOf(name, index).thin(from, to, buckets))
        : [];
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(this.rows - 1, Math.ceil(to));
    const wantedBands = bands === true ? parameterCurveNames.filter(isWanted) : undefined;
    return {
      runId: this.runId,
      rows: this.rows,
      complete: this.end !== undefined,
      ...(this.end ? { stop: this.end } : {}),
      evaluations: this.evaluated,
      recorded: shown.map((index) => this.recorded[index]!),
      thinned: last - first + 1 > 2 * buckets,
      curves: {
        ...curve("loss"),
        ...curve("gradientNorm"),
        ...curve("learningRate"),
        ...(this.groups && isWanted("learningRate")
          ? { ownRates: shown.map((index) => this.rateOf(index).thin(from, to, buckets)) }
          : {}),
        ...eachVector(curves),
        effectiveRate: curves("effectiveRate"),
      },
      ...(wantedBands ? { bands: this.bands(wantedBands, bandSteps(first, last)) } : {}),
      path: this.path(request, shown),
      end: shown.map((index) => this.theta(index).at(this.rows - 1)),
      bestLoss: this.best,
      startLoss: this.loss.at(0),
      lastLoss: this.loss.at(this.rows - 1),
    };
  }

  /** Where the trajectory went in some of the recorded parameters, with the loss there. */
  visited(parameters: readonly number[]): Omit<WholePath, "rows"> {
    const indices = this.shownIndices(parameters);
    const { coordinates, loss } = this.wholePath(indices.map((index) => this.theta(index)));
    return { coordinates, loss };
  }

  /** Positions in `recorded` of the parameters asked for, or of the first dozen. */
  private shownIndices(parameters: readonly number[] | undefined): number[] {
    if (!parameters) return this.recorded.slice(0, shownAtFirst).map((_, index) => index);
    return parameters
      .map((parameter) => this.recorded.indexOf(parameter))
      .filter((index) => index >= 0);
  }

  /** The trajectory at the rows that a picture of it needs. */
  private path({ path }: SeriesRequest, shown: readonly number[]): RunSeries["path"] {
    const indices = path ? this.shownIndices(path.axes) : shown;
    const parameters = indices.map((index) => this.recorded[index]!);
    const columns = indices.map((index) => this.theta(index));
    const [x, y] = columns;
    if (!path || !x || !y) {
      const { rows: steps, coordinates: theta, loss } = this.wholePath(columns);
      return { parameters, steps, theta, loss };
    }
    const { tolerance } = path;
    const rows = this.rows <= mostPathRows ? undefined : this.turningRows(columns);
    const [across, up] = rows ? [x.valuesAt(rows), y.valuesAt(rows)] : [x.all, y.all];
    const kept = salientPoints(across, up, tolerance);
    const theta = [
      short(rounded(across, kept, tolerance[0] / finer)),
      short(rounded(up, kept, tolerance[1] / finer)),
    ];
    const steps = Uint32Array.from(kept);
    if (rows) for (let k = 0; k < steps.length; k++) steps[k] = rows[kept[k]!]!;
    return { parameters, steps, theta };
  }

  private wholePath(columns: readonly Column[]): WholePath {
    const rows =
      this.rows <= pathPoints ? rowsBetween(0, this.rows - 1) : this.turningRows(columns);
    return {
      rows: Uint32Array.from(rows),
      coordinates: columns.map((column) => column.valuesAt(rows)),
      loss: this.loss.valuesAt(rows),
    };
  }

  /** Rows at which the trajectory turns furthest, bucket by bucket. */
  private turningRows(columns: readonly Column[]): readonly number[] {
    const buckets = Math.max(32, Math.floor(pathPoints / (2 * Math.max(1, columns.length))));
    const rows = columns.flatMap((column) => column.extremeRows(0, this.rows - 1, buckets));
    rows.sort((a, b) => a - b);
    return rows.filter((row, k) => row !== rows[k - 1]);
  }

  private columnOf(name: ParameterCurveName, index: number): Column {
    if (name !== "effectiveRate") return this.vectors.column(name, index);
    const rates = (this.rates[index] ??= new Column());
    this.completeRates(rates, this.rateOf(index), this.vectors.column("sigma", index));
    return rates;
  }

  private theta(index: number): Column {
    return this.vectors.column("theta", index);
  }

  /** η^t/σ^t of the rows that are new: formed once somebody looks. */
  private completeRates(rates: Column, own: Column, sigma: Column): void {
    const known = rates.length;
    if (known === this.rows) return;
    const more = new Float64Array(this.rows - known);
    const [rate, scale] = [own.all, sigma.all];
    for (let k = 0; k < more.length; k++) more[k] = rate[known + k]! / scale[known + k]!;
    rates.append(more);
  }

  /** The numbers of its own that a parameter has, by its position in `recorded`. */
  ownNumbersOf(index: number): OwnNumbers {
    const told = this.groups?.told;
    return told?.numbers[told.of[index]!] ?? {};
  }

  /** η^t of a parameter, by its position in `recorded`. */
  private rateOf(index: number): Column {
    return this.groups ? this.groups.rates[this.groups.told.of[index]!]! : this.learningRate;
  }

  private appendGroups(told: SliceGroups): void {
    this.groups ??= { told, rates: told.rates.map(() => new Column()) };
    told.rates.forEach((rates, group) => this.groups!.rates[group]!.append(rates));
  }

  private lookForBest(losses: Float64Array): void {
    let { loss, step } = this.best;
    for (let k = 0; k < losses.length; k++) {
      if (!(losses[k]! < loss)) continue;
      loss = losses[k]!;
      step = this.rows + k;
    }
    this.best = { loss, step };
  }

  private appendQuantiles(quantiles: QuantileColumns): void {
    this.quantiles ??= eachVector(() => bandLevels.map(() => new Column()));
    for (const name of vectorNames) {
      quantiles[name].forEach((values, level) => this.quantiles![name][level]!.append(values));
    }
  }

  private bands(
    names: readonly ParameterCurveName[],
    steps: Float64Array,
  ): Partial<Record<ParameterCurveName, Band>> {
    return Object.fromEntries(names.map((name) => [name, this.band(name, steps)]));
  }

  private band(name: ParameterCurveName, steps: Float64Array): Band {
    const { quantiles } = this;
    // How η/σ spreads does not follow from how σ does where η differs, too: that of those recorded stands for it.
    const isMixed = name === "effectiveRate" && this.groups !== undefined;
    if (!quantiles || isMixed) return this.bandOfColumns(steps, name);
    if (name === "effectiveRate") {
      // The effective rate falls as σ rises, so its quantiles are those of σ in the opposite order.
      const rates = [...quantiles.sigma]
        .reverse()
        .map((sigma) => steps.map((row) => this.learningRate.at(row) / sigma.at(row)));
      return { steps, quantiles: rates };
    }
    return {
      steps,
      quantiles: quantiles[name].map((column) => steps.map((row) => column.at(row))),
    };
  }

  private bandOfColumns(steps: Float64Array, name: ParameterCurveName): Band {
    const columns = this.recorded.map((_, index) => this.columnOf(name, index));
    return bandOfValues(steps, (row) => columns.map((column) => column.at(row)));
  }
}

/** The values at some positions, each to the nearest multiple of a unit. */
function rounded(values: Float64Array, positions: readonly number[], unit: number): Float64Array {
  const result = new Float64Array(positions.length);
  for (let k = 0; k < result.length; k++) {
    result[k] = Math.round(values[positions[k]!]! / unit) * unit;
  }
  return result;
}

/** The same numbers in half the room, where that holds them exactly. */
function short(values: Float64Array): Floats {
  const halves = new Float32Array(values);
  return halves.every((half, k) => Object.is(half, values[k])) ? halves : values;
}
