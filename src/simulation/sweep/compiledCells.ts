import { cellKernel, followedStep, type LaneSource } from "../compiled/cellKernel";
import type { FollowedRequest } from "../compiled/followedStep";
import { isInput } from "../compiled/fusedInputs";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import type { RunPlan } from "../run/runPlan";
import { withValue } from "../../options/sweepOptions";
import { movesStart, type SweepRequest } from "./axis";
import { CellBatches } from "./cellBatches";
import type { Helping } from "./cellHelpers";
import { CellInputs, type CellParts } from "./cellInputs";
import { cellStarts } from "./cellStarts";
import { endCell } from "./endCell";
import { keyOver, type SweepGrid } from "./grid";
import type { Outcomes } from "./outcomes";
import { runBatch } from "./runBatch";
import { stepColumns, type StepColumns } from "./stepColumns";

/** Numbers that the columns of a sweep may hold together (64 MB): longer or wider ones run cell by cell. */
const mostNumbers = 1 << 23;

/** Bytes of the batches that are prepared at once. */
const mostBytes = 1 << 24;

/** Cells for which the same program is made, in batches: in the order in which they lie along the lanes. */
interface Kind {
  readonly kind: number;
  readonly batches: readonly (readonly number[])[];
}

/**
 * Cells in compiled loops, several at a time. The dimension along the lanes is the one along which the fewest columns
 * differ: what all lanes of a group share is read once.
 */
export class CompiledCells {
  private readonly starts: ReturnType<typeof cellStarts>;
  private readonly parts: CellParts;
  private readonly columns: StepColumns;
  private readonly rows: number;
  private readonly optimizer: ElementOptimizer;
  /** In which of the swept hyperparameters a cell is 0, as bits: there it is a constant of another program. */
  private readonly zeros: (cell: number) => number;
  private readonly graphs = new Map<unknown, number>();
  /** What fills the kernel for a kind of cells; undefined where there is none. */
  private readonly inputs = new Map<string, CellInputs | undefined>();
  /** Milliseconds spent so far, and on how many cells. */
  private spent = 0;
  private ran = 0;
  /** What is being run. */
  private batches: CellBatches | undefined;

  constructor(
    private readonly request: SweepRequest,
    private readonly grid: SweepGrid,
    private readonly outcomes: Outcomes,
    private readonly planOf: (cell: number) => RunPlan,
  ) {
    const { options, setting, find } = request;
    this.rows = setting.steps + 1;
    this.starts = cellStarts(grid, setting.objective, setting.start);
    const optimizer = find(options.optimizer) as ElementOptimizer;
    this.optimizer = optimizer.traced!;
    const optionsAt = (cell: number) =>
      grid.axes.reduce(
        (changed, { target, values }, k) =>
          withValue(changed, target, values[grid.along(k, cell)]!),
        options,
      );
    const { steps } = setting;
    this.columns = keptColumns(grid, optimizer, options, optionsAt, { rows: this.rows, steps });
    const { columns, starts } = this;
    this.parts = { request, grid, starts, columns, optionsAt };
    const named = grid.axes.flatMap(({ target, values }, k) =>
      target.kind === "hyperparameter" && !values.every(isInput) ? [k] : [],
    );
    this.zeros = (cell) =>
      named.reduce(
        (bits, k) => 2 * bits + Number(!isInput(grid.axes[k]!.values[grid.along(k, cell)]!)),
        0,
      );
  }

  /** Runs cells and returns those that must be run on their own. */
  *run(cells: Int32Array): Generator<Promise<unknown> | undefined, Int32Array> {
    const left: number[] = [];
    const began = Date.now();
    yield* this.makeColumns(cells);
    for (const { kind, batches } of this.kinds(cells)) {
      const inputs = this.inputsOf(kind, batches[0]![0]!);
      if (!inputs) {
        left.push(...batches.flat());
        continue;
      }
      const most = Math.max(1, Math.floor(mostBytes / CellBatches.bytesOf(inputs.shape)));
      for (let from = 0; from < batches.length; from += most) {
        left.push(...(yield* this.runBatches(batches.slice(from, from + most), inputs)));
      }
    }
    this.spent += Date.now() - began;
    this.ran += cells.length;
    return Int32Array.from(left);
  }

  /** Lets helpers leave what is being run. */
  release(): void {
    this.batches?.close();
  }

  /**
   * Makes the columns of cells, which in long runs takes long: which axes columns differ along is known for certain once
   * those of all cells are there.
   */
  private *makeColumns(cells: Int32Array): Generator<undefined, void> {
    const { columns } = this;
    if (columns.scalarNames.length === 0) return;
    let count = columns.columns.length;
    for (const cell of cells) {
      columns.scalar(cell, 0);
      if (columns.columns.length === count) continue;
      count = columns.columns.length;
      yield undefined;
    }
  }

  /** The cells of each kind, in batches of one program, and with the same columns wherever those are shared. */
  private *kinds(cells: Int32Array): Generator<Kind, void> {
    const shared = keyOver(this.grid, this.sharedAxes());
    const zeros = 2 ** this.grid.axes.length;
    const kinds = new Map<number, Map<number, number[]>>();
    for (const cell of cells) {
      const kind = this.graphNumber(cell) * zeros + this.zeros(cell);
      const groups = kinds.get(kind) ?? new Map<number, number[]>();
      kinds.set(kind, groups);
      const key = shared.of(cell);
      const group = groups.get(key);
      if (group) group.push(cell);
      else groups.set(key, [cell]);
    }
    for (const [kind, groups] of kinds) {
      const first = groups.values().next().value![0]!;
      const lanes = this.inputsOf(kind, first)?.shape.lanes ?? 1;
      const batches = [...groups.values()].flatMap((group) => inBatches(group, lanes));
      yield { kind, batches };
    }
  }

  private graphNumber(cell: number): number {
    const { graph } = this.starts.of(cell);
    const known = this.graphs.get(graph) ?? this.graphs.size;
    this.graphs.set(graph, known);
    return known;
  }

  private get rateIsConstant(): boolean {
    return this.request.options.schedule.id === "constant";
  }

  /** The dimension along the lanes: the one along which the fewest columns differ. */
  private laneDimension(): number {
    const { rateAxes, scalarAxes, scalarNames } = this.columns;
    const { sizes } = this.grid;
    const differing = (dimension: number): number =>
      (!this.rateIsConstant && this.reaches(rateAxes, dimension) ? 1 : 0) +
      (this.reaches(scalarAxes, dimension) ? scalarNames.length : 0);
    return sizes.reduce((best, _, k) => (differing(k) < differing(best) ? k : best), 0);
  }

  private reaches(axes: readonly number[], dimension: number): boolean {
    return axes.some((axis) => this.grid.dimensionOf[axis] === dimension);
  }

  /** Axes that a group stays at one place of: along them columns differ that its lanes share. */
  private sharedAxes(): number[] {
    const lane = this.laneDimension();
    const { rateAxes, scalarAxes } = this.columns;
    const all = new Set([...(this.rateIsConstant ? [] : rateAxes), ...scalarAxes]);
    return [...all].filter((axis) => this.grid.dimensionOf[axis] !== lane).sort((a, b) => a - b);
  }

  private sources(): { readonly rate: LaneSource; readonly scalar: LaneSource } {
    const lane = this.laneDimension();
    const along = (axes: readonly number[]): LaneSource =>
      this.reaches(axes, lane) ? "column" : "sharedColumn";
    const { rateAxes, scalarAxes } = this.columns;
    return {
      rate: this.rateIsConstant ? "constant" : along(rateAxes),
      scalar: along(scalarAxes),
    };
  }

  private inputsOf(kind: number, cell: number): CellInputs | undefined {
    const { rate, scalar } = this.sources();
    const key = `${kind} ${rate} ${scalar}`;
    if (!this.inputs.has(key)) this.inputs.set(key, this.makeInputs(cell, rate, scalar));
    return this.inputs.get(key);
  }

  private makeInputs(cell: number, rate: LaneSource, scalar: LaneSource): CellInputs | undefined {
    const { graph } = this.starts.of(cell);
    if (!graph) return undefined;
    const { hyperparameters, extras, tolerance = 0 } = this.planOf(cell);
    const { scalarNames, rateAxes, scalarAxes } = this.columns;
    const request: FollowedRequest = {
      ...{ loss: graph, optimizer: this.optimizer, hyperparameters, extras, scalarNames },
      follow: this.request.follow,
      hasTolerance: tolerance > 0,
    };
    const step = followedStep(request);
    if (!step) return undefined;
    const sources: LaneSource[] = [
      rate,
      step.readsTime ? "sharedColumn" : "constant",
      ...step.readsScalar.map((reads): LaneSource => (reads ? scalar : "constant")),
    ];
    const used = step.readsScalar.filter(Boolean).length;
    const numbers =
      (rate === "constant" ? 0 : keyOver(this.grid, rateAxes).count) +
      used * keyOver(this.grid, scalarAxes).count;
    if (numbers * this.rows > mostNumbers) return undefined;
    const kernel = cellKernel(request, { sources, rows: this.rows });
    return kernel && new CellInputs(kernel, sources, this.parts, cell);
  }

  /** Runs batches, with helpers where there are some; returns the cells that must be run on their own. */
  private *runBatches(
    cells: readonly (readonly number[])[],
    inputs: CellInputs,
  ): Generator<Promise<unknown> | undefined, number[]> {
    const batches = new CellBatches(inputs.shape, cells.length);
    this.batches = batches;
    cells.forEach((members, batch) => inputs.fill(batches.stateOf(batch), members));
    const { columns } = this.columns;
    const { image } = inputs.kernel;
    const left = (this.spent / this.ran) * (this.grid.count - this.ran);
    const helping = this.request.helpers?.join({ image, columns, batches }, left || 0);
    try {
      for (let batch = batches.take(); batch !== undefined; batch = batches.take()) {
        yield* this.runOne(batches, batch, inputs);
      }
      yield* this.waitFor(batches, helping, inputs);
    } finally {
      batches.close();
    }
    return cells.flatMap((members, batch) => this.keepEnds(members, batches, batch, inputs));
  }

  /** Waits for what helpers took, and does itself what they do not come to: they may have ended, or be kept waiting. */
  private *waitFor(
    batches: CellBatches,
    helping: Helping | undefined,
    inputs: CellInputs,
  ): Generator<Promise<unknown> | undefined, void> {
    for (let batch = 0; batch < batches.count; batch++) {
      if (batches.isDone(batch)) continue;
      batches.beat();
      if (helping?.isOver === false) yield helping.wait();
      if (!batches.isDone(batch)) yield* this.runOne(batches, batch, inputs);
    }
  }

  private *runOne(
    batches: CellBatches,
    batch: number,
    { kernel }: CellInputs,
  ): Generator<undefined, void> {
    const rows = runBatch(kernel, this.columns.columns, batches, batch);
    let isDone: boolean | undefined;
    do {
      isDone = rows.next().done;
      batches.beat();
      yield undefined;
    } while (!isDone && !batches.isDone(batch));
  }

  /** Keeps what became of a batch; returns the cells that must be run on their own. */
  private keepEnds(
    cells: readonly number[],
    batches: CellBatches,
    batch: number,
    inputs: CellInputs,
  ): number[] {
    const { steps } = this.request.setting;
    const slots = batches.endsOf(batch);
    const rows = batches.rowsOf(batch);
    return cells.filter((cell, lane) => {
      const row = rows[lane]!;
      if (row === this.rows) {
        const loss = inputs.loss(lane, slots);
        this.outcomes.setEnd(cell, steps, loss, inputs.followed(lane, slots));
        return false;
      }
      const at = inputs.at(cell, lane, row, slots);
      const outcome = endCell(at, this.planOf(cell), this.request.follow);
      if (outcome) this.outcomes.set(cell, outcome);
      return outcome === undefined;
    });
  }
}

function inBatches(cells: readonly number[], lanes: number): number[][] {
  return Array.from({ length: Math.ceil(cells.length / lanes) }, (_, k) =>
    cells.slice(k * lanes, (k + 1) * lanes),
  );
}

/** The columns of the newest sweep of each method: a sweep from another start, or of another loss, finds them filled. */
const kept = new WeakMap<
  ElementOptimizer,
  { readonly key: string; readonly columns: StepColumns }
>();

function keptColumns(
  grid: SweepGrid,
  optimizer: ElementOptimizer,
  { lr, hyperparameters, schedule }: RunOptions,
  optionsAt: (cell: number) => RunOptions,
  size: { readonly rows: number; readonly steps: number },
): StepColumns {
  const axes = grid.axes.map((axis, k) =>
    movesStart(axis) || axis.target.kind === "seed"
      ? [grid.dimensionOf[k], axis.values.length]
      : [grid.dimensionOf[k], axis.target, axis.values],
  );
  const key = JSON.stringify([lr, hyperparameters, schedule, size, axes]);
  const known = kept.get(optimizer);
  if (known?.key === key) return known.columns;
  const columns = stepColumns(grid, optimizer, optionsAt, size);
  kept.set(optimizer, { key, columns });
  return columns;
}
