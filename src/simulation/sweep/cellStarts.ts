import type { Objective } from "../../objective/objective";
import type { FollowedRequest } from "../compiled/followedStep";
import { divergenceLimit } from "../run/stopRule";
import { cellStart, movesStart } from "./axis";
import { keyOver, type SweepGrid } from "./grid";

/** Where a cell begins. */
export interface CellStart {
  readonly theta: Float64Array;
  /** |L| above which its run has diverged. */
  readonly limit: number;
  /** What describes the loss there; undefined where nothing does, or the loss is not finite. */
  readonly graph: FollowedRequest["loss"] | undefined;
}

/** The starts of a sweep's cells; those that agree in all that moves them share one. */
export function cellStarts(
  grid: SweepGrid,
  objective: Objective,
  start: Float64Array,
): { of(cell: number): CellStart; keyOf(cell: number): number } {
  const axes = grid.axes.flatMap((axis, k) => (movesStart(axis) ? [k] : []));
  const key = keyOver(grid, axes);
  const known = new Map<number, CellStart>();

  function make(cell: number): CellStart {
    const theta = cellStart(
      start,
      grid.axes,
      (axis) => grid.axes[axis]!.values[grid.along(axis, cell)]!,
    );
    const loss = objective.value(theta);
    const graph = Number.isFinite(loss) ? objective.graphAt?.(theta) : undefined;
    return { theta, limit: divergenceLimit(loss), graph };
  }

  return {
    keyOf: (cell) => key.of(cell),
    of(cell) {
      const at = key.of(cell);
      const found = known.get(at) ?? make(cell);
      known.set(at, found);
      return found;
    },
  };
}
