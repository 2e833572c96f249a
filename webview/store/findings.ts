import { signal } from "@preact/signals";
import type { PanelFinding } from "../../src/protocol/diagnosis";
import type { PanelRun } from "../../src/protocol/panelCalls";
import { valueKey } from "./valueKey";

/** Which finding was last looked at, by its key. */
export const shownFinding = signal<string | undefined>(undefined);

export function findingKey({ runId, id, from }: PanelFinding): string {
  return `${runId} ${id} ${from}`;
}

/** What was found of a run, or of several in the same words, worst first. */
export interface RunFindings {
  readonly runs: readonly [PanelRun, ...PanelRun[]];
  readonly findings: readonly [PanelFinding, ...PanelFinding[]];
}

const severities: readonly PanelFinding["severity"][] = ["error", "warning", "info"];

function rank({ severity }: PanelFinding): number {
  return severities.indexOf(severity);
}

/**
 * The findings of each run that has any, those that say the same and offer nothing told once; the run with the worst comes
 * first, of equals the one listed first.
 */
export function findingsByRun(
  findings: readonly PanelFinding[],
  runs: readonly PanelRun[],
): RunFindings[] {
  const told = new Map<string, RunFindings>();
  for (const run of runs) {
    const own = findings.filter(({ runId }) => runId === run.id).sort((a, b) => rank(a) - rank(b));
    const [worst, ...others] = own;
    if (!worst) continue;
    const words = own.every(({ remedies }) => remedies?.length === 0) ? wordsOf(own) : run.id;
    const same = told.get(words);
    told.set(
      words,
      same ? { ...same, runs: [...same.runs, run] } : { runs: [run], findings: [worst, ...others] },
    );
  }
  return [...told.values()].sort((a, b) => rank(a.findings[0]) - rank(b.findings[0]));
}

/** All that a person reads of findings. */
function wordsOf(findings: readonly PanelFinding[]): string {
  return valueKey(
    findings.map(({ title, text, from, to, evidence }) => [title, text, from, to, evidence]),
  );
}
