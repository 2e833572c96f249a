import type { Graph } from "../../graph/graph";
import { compileIteration } from "../../wasm/iterate";
import { compileLanes, fitsLanes } from "../../wasm/compileLanes";
import type { LaneSource } from "../../wasm/laneIteration";
import { type FollowedRequest, type FollowedStep, traceFollowedStep } from "./followedStep";
import { keptPrograms } from "./fusedPrograms";

export type { LaneSource } from "../../wasm/laneIteration";

/**
 * Runs of one kind – the same graph and method, other numbers – some at a time, of which nothing is recorded. Numbers of
 * an input lie side by side, one a lane: `[input · lanes + lane]`.
 */
export interface CellKernel {
  readonly step: FollowedStep;
  readonly lanes: number;
  /** Whose numbers it holds: kernels are shared, and whoever finds another's name here sets everything anew. */
  user: object | undefined;
  /** Takes these columns, in place of those before. The views below are other ones afterwards. */
  place(columns: readonly Float64Array[]): void;
  readonly slots: Float64Array;
  /** The inputs behind the slots, those per step included, which are read where their source is constant. */
  readonly constants: Float64Array;
  /** Lets a per-step input of a lane (one that all lanes share: of lane 0) read a column by its number. */
  setColumn(input: number, lane: number, column: number): void;
  /** Makes a lane a copy of another, so that whatever ends it ends that one too. */
  copyLane(from: number, to: number): void;
  /**
   * Does rows `from` to `to` (exclusive) and returns `to`, or the row that a guard of some lane does not hold at, before
   * which all lanes then are.
   */
  run(from: number, to: number): number;
  failed(lane: number): boolean;
}

/** Where the per-step inputs – η, t, the scalars – come from, and how many rows the columns have. */
export interface KernelShape {
  readonly sources: readonly LaneSource[];
  readonly rows: number;
}

/**
 * Pairs of runs that go through a row together: as many as keep the units for roots and quotients busy on a loss of two
 * parameters, and fewer where a step has more operations, which busy them by themselves and take long to compile.
 */
const pairsTogether = ({ operation }: Graph): number => (operation.length <= 200 ? 8 : 4);

interface KeptKernels {
  readonly step: FollowedStep;
  readonly fits: boolean;
  readonly kernels: Map<string, CellKernel>;
}

const followedPrograms = keptPrograms(
  (request: FollowedRequest): KeptKernels => {
    const step = traceFollowedStep(request);
    return {
      step,
      fits: step.runs === undefined && fitsLanes(step.graph),
      kernels: new Map<string, CellKernel>(),
    };
  },
  ({ follow, hasTolerance }) => [
    ...[follow.lowest === true, follow.highest === true, follow.target !== undefined],
    hasTolerance,
  ],
);

/** The step that a kernel for these runs would do; undefined where the update cannot be traced. */
export function followedStep(request: FollowedRequest): FollowedStep | undefined {
  return followedPrograms(request)?.step;
}

/**
 * The kernel for some runs: two lanes wide and several pairs deep where a step has no loops and fits one function, else
 * one run at a time, in whose loops two samples or parameters are the lanes. Compiled the first time.
 */
export function cellKernel(request: FollowedRequest, shape: KernelShape): CellKernel | undefined {
  const kept = followedPrograms(request);
  if (!kept) return undefined;
  const { step, fits, kernels } = kept;
  const capacity = step.runs ? 1 : 2 ** Math.ceil(Math.log2(shape.rows));
  const key = fits ? shape.sources.join() : String(capacity);
  const kernel =
    kernels.get(key) ??
    (fits ? laneKernel(step, shape.sources) : singleKernel(step, shape.sources, capacity));
  kernels.set(key, kernel);
  return kernel;
}

function laneKernel(step: FollowedStep, columnSources: readonly LaneSource[]): CellKernel {
  const { graph, inputs } = step;
  const constants = inputs.rate - inputs.slots;
  const sources = [...new Array<LaneSource>(constants).fill("constant"), ...columnSources];
  const compiled = compileLanes({
    ...{ graph, slotCount: inputs.slots, sources, pairs: pairsTogether(graph) },
  });
  const { lanes } = compiled;
  let beginnings: Readonly<Int32Array> = new Int32Array(0);
  return {
    step,
    lanes,
    user: undefined,
    place(columns) {
      beginnings = compiled.place(columns);
    },
    get slots() {
      return compiled.slots;
    },
    get constants() {
      return compiled.constants;
    },
    setColumn(input, lane, column) {
      compiled.columns[(input - inputs.slots) * lanes + lane] = beginnings[column]!;
    },
    copyLane(from, to) {
      for (const values of [compiled.slots, compiled.constants, compiled.columns]) {
        for (let at = 0; at < values.length; at += lanes) values[at + to] = values[at + from]!;
      }
    },
    run: (from, to) => compiled.run(from, to),
    failed: (lane) => compiled.failed(lane),
  };
}

function singleKernel(
  step: FollowedStep,
  sources: readonly LaneSource[],
  capacity: number,
): CellKernel {
  const { graph, inputs, runs } = step;
  const { slots: slotCount, rate: firstColumn, count } = inputs;
  const iteration = compileIteration({
    ...{ graph, slotCount, capacity, recordCount: 0, stopCount: 0, ...(runs && { runs }) },
    constantCount: firstColumn - slotCount,
    tableCount: count - firstColumn,
  });
  const { table } = iteration;
  const constants = new Float64Array(count - slotCount);
  let placed: readonly Float64Array[] = [];
  /** The column that each per-step input reads; undefined where it is constant. */
  const wanted: (Float64Array | undefined)[] = sources.map(() => undefined);
  /** What the table holds of each: a column, or a constant. */
  const held: (Float64Array | number | undefined)[] = sources.map(() => undefined);

  const valueOf = (column: number): Float64Array | number =>
    wanted[column] ?? constants[firstColumn - slotCount + column]!;

  function fillTable(): void {
    for (let column = 0; column < held.length; column++) {
      const value = valueOf(column);
      if (held[column] === value) continue;
      held[column] = value;
      const from = column * capacity;
      if (typeof value === "number") table.fill(value, from, from + capacity);
      else table.set(value, from);
    }
  }

  /** One row at a time, each with its part of the columns. */
  function runRows(from: number, to: number): number {
    for (let row = from; row < to; row++) {
      for (let column = 0; column < wanted.length; column++) {
        const value = valueOf(column);
        table[column] = typeof value === "number" ? value : value[row]!;
      }
      if (iteration.run(0, 1).reason !== "done") return row;
    }
    return to;
  }

  return {
    step,
    lanes: 1,
    user: undefined,
    place(columns) {
      placed = columns;
    },
    slots: iteration.slots,
    constants,
    setColumn(input, _lane, column) {
      wanted[input - firstColumn] = placed[column]!;
    },
    copyLane: () => undefined,
    run(from, to) {
      iteration.constants.set(constants.subarray(0, firstColumn - slotCount));
      if (runs) return runRows(from, to);
      fillTable();
      return iteration.run(from, to).step;
    },
    failed: () => true,
  };
}
