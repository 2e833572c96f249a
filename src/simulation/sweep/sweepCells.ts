import { createRun } from "../compiled/run";
import { canFuse } from "../compiled/fusedRun";
import { fusedRunAgrees } from "../compiled/fusedCheck";
import { followingRecorder, outcomeOfTrace, type Follow, type Outcome } from "../run/outcome";
import type { RunPlan } from "../run/runPlan";
import { startStepSource } from "../run/stepSource";
import { createStepperInto } from "../run/stepper";
import { cellPlan, type SweepRequest } from "./axis";
import { CompiledCells } from "./compiledCells";
import { sweepGrid, type SweepGrid } from "./grid";
import { Outcomes } from "./outcomes";
import { Stretch } from "./stretch";

/** A sweep under way. What it has found stays in `outcomes`. */
export interface Sweep {
  readonly grid: SweepGrid;
  readonly outcomes: Outcomes;
  /** Whether cells go through compiled loops together; else each is a run of its own, some hundred times slower. */
  readonly isCompiled: boolean;
  /** The single run that a cell stands for. */
  planOf(cell: number): RunPlan;
  /** Runs some cells; yields every few milliseconds at most, with a promise where it waits for other threads. */
  run(cells: Int32Array): Generator<Promise<unknown> | undefined, void>;
  /** Lets other threads leave the cells that are being run; whoever goes on with them does what is left. */
  release(): void;
}

/** Steps of a run before the first look up: by the reference loop, where one may take long, and by a compiled loop. */
const referenceSlice = 1;
const compiledSlice = 1000;

/**
 * A sweep: for each combination of the axes' values the run with those values, of which only the outcome is kept. Every
 * outcome equals that of the single run (`planOf`) to the last bit. Where a run can be compiled, cells go together
 * through one loop (`CompiledCells`), and those that it gives up, where a branch of the loss turns or a stop rule might
 * apply, end in the reference loop or are run on their own.
 */
export function createSweep(request: SweepRequest): Sweep {
  const { axes, follow } = request;
  const grid = sweepGrid(axes);
  const outcomes = new Outcomes(grid.count);
  const planOf = (cell: number): RunPlan => cellPlan(request, axes, grid.valuesOf(cell));
  const first = planOf(0);
  const compiled = isCompilable(first)
    ? new CompiledCells(request, grid, outcomes, planOf)
    : undefined;

  return {
    grid,
    outcomes,
    isCompiled: compiled !== undefined,
    planOf,
    *run(cells) {
      const left = compiled ? yield* compiled.run(cells) : cells;
      for (const cell of left) outcomes.set(cell, yield* runAlone(planOf(cell), follow));
    },
    release: () => compiled?.release(),
  };
}

/** Sampling, a schedule that watches the loss, and a method that couples parameters are the same for all cells. */
function isCompilable(plan: RunPlan): boolean {
  return canFuse(plan) && (plan.optimizer.family !== "yours" || fusedRunAgrees(plan));
}

/** Takes some steps, unless the run ends before. */
function advance(stepper: ReturnType<typeof createStepperInto>, steps: number): void {
  for (let step = 0; step < steps && !stepper.stop; step++) stepper.advance(false);
}

/** One cell as a run of its own: compiled where it can be, else by the reference loop without a record. */
export function* runAlone(plan: RunPlan, follow: Follow): Generator<undefined, Outcome> {
  if (isCompilable(plan)) {
    const run = createRun(plan);
    const stretch = new Stretch(compiledSlice);
    try {
      while (!run.stop) {
        stretch.begin();
        run.step(stretch.length);
        stretch.end();
        yield undefined;
      }
      return outcomeOfTrace(run.trace(), follow);
    } finally {
      run.release();
    }
  }
  const recorder = followingRecorder(follow);
  const stepper = createStepperInto(recorder, plan, startStepSource(plan));
  const stretch = new Stretch(referenceSlice);
  while (!stepper.stop) {
    stretch.begin();
    advance(stepper, stretch.length);
    stretch.end();
    yield undefined;
  }
  const { loss, lowest, highest, reached } = recorder;
  return { stop: stepper.stop, loss, lowest, highest, reached };
}
