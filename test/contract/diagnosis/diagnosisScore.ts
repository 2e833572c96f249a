import { optimizerById } from "../../../src/optimizers/catalogue";
import { diagnose, detectors } from "../../../src/simulation/diagnosis/diagnose";
import type { Finding, FindingId } from "../../../src/simulation/diagnosis/finding";
import { traceOf, type LabelledRun } from "./diagnosisRun";

const known = new WeakMap<LabelledRun, Finding[]>();

/** Runs and diagnoses one row of a table; the same row once. */
export function findingsOf(run: LabelledRun): Finding[] {
  const found = known.get(run) ?? diagnoseRow(run);
  known.set(run, found);
  return found;
}

function diagnoseRow(run: LabelledRun): Finding[] {
  const { objective, options, sampling } = run;
  const optimizer = optimizerById(options.optimizer)!;
  return diagnose({
    trace: traceOf(run),
    options,
    optimizer,
    objective,
    ...(sampling && { sampling }),
  });
}

/** How well one finding was told. */
export interface Score {
  readonly id: FindingId;
  readonly expected: number;
  readonly found: number;
  readonly right: number;
  /** Of those found, the share that was expected. */
  readonly precision: number;
  /** Of those expected, the share that was found. */
  readonly recall: number;
}

/** One row and what was found on it. */
export interface Outcome {
  readonly run: LabelledRun;
  readonly found: readonly FindingId[];
}

export function outcomes(runs: readonly LabelledRun[]): Outcome[] {
  return runs.map((run) => ({ run, found: findingsOf(run).map(({ id }) => id) }));
}

export function scores(results: readonly Outcome[]): Score[] {
  return detectors.map(({ id }) => {
    const expected = results.filter(({ run }) => run.expected.includes(id)).length;
    const found = results.filter((result) => result.found.includes(id)).length;
    const right = results.filter(
      (result) => result.found.includes(id) && result.run.expected.includes(id),
    ).length;
    return {
      id,
      expected,
      found,
      right,
      precision: found === 0 ? 1 : right / found,
      recall: right / expected,
    };
  });
}
