import { cellKernel, followedStep, type LaneSource } from "../compiled/cellKernel";
import type { FollowedRequest } from "../compiled/followedStep";
import { isInput } from "../compiled/fusedInputs";
import type { ElementOptimizer } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import type { RunPlan } from "../run/runPlan";
import { withValue } from "../../options/sweepOptions";
import { movesStart, type SweepRequest } from "./axis";
import { CellInputs, type CellParts } from "./cellInputs";
import { cellStarts } from "./cellStarts";
import { endCell } from "./endCell";
import { keyOver, type SweepGrid } from "./grid";
import type { Outcomes } from "./outcomes";
import { stepColumns, type StepColumns } from "./stepColumns";

/** Numbers that the columns of a sweep may hold together (64 MB): longer or wider ones run cell by cell. */
const mostNumbers = 1 << 23;

/** Cells that can go through one kernel together, in the order in which they lie along the lanes. */
interface Group {
  /** Of cells for which the same program is made. */
  readonly kind: number;
  readonly cells: number[];
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
  *run(cells: Int32Array): Generator<undefined, Int32Array> {
    const left: number[] = [];
    for (const { kind, cells: members } of this.groups(cells)) {
      const inputs = this.inputsOf(kind, members[0]!);
      if (!inputs) {
        left.push(...members);
        continue;
      }
      const { lanes } = inputs.kernel;
      for (let from = 0; from < members.length; from += lanes) {
        left.push(...this.runTogether(members.slice(from, from + lanes), inputs));
        yield undefined;
      }
    }
    return Int32Array.from(left);
  }

  /** Cells that can go together: of one program, and with the same columns wherever those are shared. */
  private groups(cells: Int32Array): Iterable<Group> {
    const shared = keyOver(this.grid, this.sharedAxes());
    const zeros = 2 ** this.grid.axes.length;
    const groups = new Map<number, Group>();
    for (const cell of cells) {
      const kind = this.graphNumber(cell) * zeros + this.zeros(cell);
      const key = kind * shared.count + shared.of(cell);
      const group = groups.get(key);
      if (group) group.cells.push(cell);
      else groups.set(key, { kind, cells: [cell] });
    }
    return groups.values();
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

  /** Runs at most as many cells as there are lanes; returns those that must be run on their own. */
  private runTogether(cells: readonly number[], inputs: CellInputs): number[] {
    const { kernel } = inputs;
    const left: number[] = [];
    // The cell in each lane; undefined where the lane is a copy of another.
    const inLane: (number | undefined)[] = cells.slice();
    inputs.load(cells);
    for (let row = 0; ;) {
      row = kernel.run(row, this.rows);
      if (row === this.rows) break;
      inLane.forEach((cell, lane) => {
        if (cell === undefined || !kernel.failed(lane)) return;
        inLane[lane] = undefined;
        const outcome = endCell(inputs.at(cell, lane, row), this.planOf(cell), this.request.follow);
        if (outcome) this.outcomes.set(cell, outcome);
        else left.push(cell);
      });
      const model = inLane.findIndex((cell) => cell !== undefined);
      if (model < 0) return left;
      for (let lane = 0; lane < kernel.lanes; lane++) {
        if (inLane[lane] === undefined) kernel.copyLane(model, lane);
      }
    }
    inLane.forEach((cell, lane) => {
      if (cell !== undefined) this.keepEnd(cell, lane, inputs);
    });
    return left;
  }

  private keepEnd(cell: number, lane: number, inputs: CellInputs): void {
    const { slots, lanes, step } = inputs.kernel;
    const loss = slots[step.follows.loss * lanes + lane]!;
    this.outcomes.setEnd(cell, this.request.setting.steps, loss, inputs.followed(lane));
  }
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
