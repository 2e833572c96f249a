import type { Graph } from "../../graph/graph";
import { fitsLanes, lanesImage } from "../../wasm/compileLanes";
import { iterationImage } from "../../wasm/iterate";
import type { LaneSource } from "../../wasm/laneIteration";
import { openCellLoop, type CellLoop, type CellLoopImage } from "./cellLoop";
import { type FollowedRequest, type FollowedStep, traceFollowedStep } from "./followedStep";
import { keptPrograms } from "./fusedPrograms";

export type { LaneSource } from "../../wasm/laneIteration";

/**
 * Runs of one kind – the same graph and method, other numbers – some at a time, of which nothing is recorded.
 */
export interface CellKernel {
  readonly step: FollowedStep;
  readonly image: CellLoopImage;
  /** The loop of this thread, which all sweeps of the kind share: what it holds, and for whom. */
  readonly loop: CellLoop;
  placed: readonly Float64Array[] | undefined;
  user: object | undefined;
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
  ({ follow, hasTolerance, groupOf }) => [
    ...[
      groupOf && [...groupOf],
      follow.lowest === true,
      follow.highest === true,
      follow.target !== undefined,
    ],
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
  const known = kernels.get(key);
  if (known) return known;
  const image = fits ? laneImage(step, shape.sources) : singleImage(step, capacity);
  const loop = openCellLoop(image);
  const kernel = { step, image, loop, placed: undefined, user: undefined };
  kernels.set(key, kernel);
  return kernel;
}

function laneImage(step: FollowedStep, columnSources: readonly LaneSource[]): CellLoopImage {
  const { graph, inputs } = step;
  const constants = inputs.rate - inputs.slots;
  const sources = [...new Array<LaneSource>(constants).fill("constant"), ...columnSources];
  return lanesImage({ graph, slotCount: inputs.slots, sources, pairs: pairsTogether(graph) });
}

function singleImage({ graph, inputs, runs }: FollowedStep, capacity: number): CellLoopImage {
  const { slots: slotCount, rate: firstColumn, count } = inputs;
  const image = iterationImage({
    ...{ graph, slotCount, capacity, recordCount: 0, stopCount: 0, ...(runs && { runs }) },
    constantCount: firstColumn - slotCount,
    tableCount: count - firstColumn,
  });
  return { ...image, lanes: 1 };
}
