import { createElementReplay, type ReplayedStep } from "../simulation/run/elementReplay";
import { planReplay } from "../simulation/run/runPlan";
import type { RunRecord } from "./runRecord";

type Replay = (row: number) => ReplayedStep | undefined;

/** Replays of a record by position in `recorded`; they hold checkpoints and go with their record. */
const replays = new WeakMap<RunRecord, Map<number, Replay>>();

/**
 * What a run's method made of a parameter at a row: undefined where the method is not elementwise and built in, where
 * the parameter was not recorded, and where the recorded rows do not tell it exactly.
 */
export function replayedStep(
  run: RunRecord,
  parameter: number,
  row: number,
): ReplayedStep | undefined {
  const index = run.recorded.indexOf(parameter);
  if (index < 0) return undefined;
  const ofRun = replays.get(run) ?? new Map<number, Replay>();
  replays.set(run, ofRun);
  const replay = ofRun.get(index) ?? startReplay(run, index);
  ofRun.set(index, replay);
  return replay(row);
}

function startReplay(run: RunRecord, index: number): Replay {
  const plan = run.options && planReplay(run.options, run.ownNumbersOf(index));
  return plan ? createElementReplay(plan, run.rowsOf(index)) : () => undefined;
}
