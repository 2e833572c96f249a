import type { Finding, Remedy } from "../../../src/simulation/diagnosis/finding";
import type { Trace } from "../../../src/simulation/run/record";
import { traceOf, type LabelledRun } from "./diagnosisRun";
import { findingsOf } from "./diagnosisScore";

/** One remedy tried on the run that it was offered for. */
export interface Trial {
  readonly run: LabelledRun;
  readonly finding: Finding;
  readonly remedy: Remedy;
  /** Is the finding gone? */
  readonly cured: boolean;
  /** Is it gone, or does the run end at most half as far above the lowest loss of the two? */
  readonly helped: boolean;
  readonly after: readonly string[];
}

/** Tries every remedy of every finding of a run. */
export function tryRemedies(run: LabelledRun): Trial[] {
  return findingsOf(run).flatMap((finding) =>
    finding.remedies.map((remedy) => tryRemedy(run, finding, remedy)),
  );
}

function tryRemedy(run: LabelledRun, finding: Finding, remedy: Remedy): Trial {
  const changed = { ...run, options: { ...run.options, ...remedy.change } };
  const after = findingsOf(changed).map(({ id }) => id);
  const cured = !after.includes(finding.id);
  return { run, finding, remedy, cured, helped: cured || endsLower(run, changed), after };
}

function endsLower(before: LabelledRun, after: LabelledRun): boolean {
  const [then, now] = [traceOf(before), traceOf(after)];
  const lowest = Math.min(...then.loss, ...now.loss);
  return endLoss(now) - lowest <= (endLoss(then) - lowest) / 2;
}

/** Mean loss of the last tenth. */
function endLoss({ loss, rows }: Trace): number {
  const end = loss.subarray(Math.floor(0.9 * (rows - 1)));
  return end.reduce((sum, value) => sum + value, 0) / end.length;
}

/** How often a kind of remedy cured and helped. */
export interface RemedyScore {
  readonly tried: number;
  readonly cured: number;
  readonly helped: number;
}

/** By "finding: remedy". */
export function remedyScores(trials: readonly Trial[]): Record<string, RemedyScore> {
  const scores: Record<string, RemedyScore> = {};
  for (const { finding, remedy, cured, helped } of trials) {
    const key = `${finding.id}: ${remedy.labelKey}`;
    const so = scores[key] ?? { tried: 0, cured: 0, helped: 0 };
    scores[key] = {
      tried: so.tried + 1,
      cured: so.cured + Number(cured),
      helped: so.helped + Number(helped),
    };
  }
  return scores;
}
