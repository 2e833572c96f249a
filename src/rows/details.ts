import type { Details } from "../protocol/details";
import type { DetailRequest } from "../protocol/panelCalls";
import { replayedStep } from "./replayedStep";
import type { RunRecord } from "./runRecord";

/** Exact numbers of some runs: rows at a step, the step of a formula, and when each run came close to the best loss. */
export function detailsOf(
  records: readonly RunRecord[],
  { step = Infinity, formula, parameter = 0, withinShare }: DetailRequest,
): Details {
  const runs = records.filter(({ rows }) => rows > 0);
  const shown = runs.find(({ runId }) => runId === formula);
  return {
    rows: runs.map((run) => run.row(step)),
    ...(shown && shown.rows > 1 ? { formula: formulaStep(shown, step, parameter) } : {}),
    within: withinSteps(runs, withinShare),
  };
}

/** The last row leads nowhere: at the end of a run the formula shows the step that led there. */
function formulaStep(
  run: RunRecord,
  step: number,
  parameter: number,
): NonNullable<Details["formula"]> {
  const row = run.row(Math.min(step, run.rows - 2));
  const replayed = replayedStep(run, parameter, row.step);
  return {
    row,
    next: run.row(row.step + 1),
    ...(replayed && { inside: { parameter, ...replayed } }),
  };
}

/** The first step of each run at or below best + share · (start − best), best and start over all runs. */
function withinSteps(runs: readonly RunRecord[], share: number): Details["within"] {
  const best = Math.min(...runs.map(({ bestLoss }) => bestLoss.loss));
  const start = runs[0]?.loss.at(0) ?? NaN;
  const close = best + share * Math.max(0, start - best);
  if (!Number.isFinite(close)) return [];
  return runs.flatMap((run) => {
    const step = run.loss.firstAtOrBelow(close);
    return step === undefined ? [] : [{ runId: run.runId, step }];
  });
}
