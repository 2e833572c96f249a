import { signal } from "@preact/signals";
import type { PanelFinding } from "../../src/protocol/diagnosis";
import type { PanelRun } from "../../src/protocol/panelCalls";

/** Which finding was last looked at, by its key. */
export const shownFinding = signal<string | undefined>(undefined);

export function findingKey({ runId, id, from }: PanelFinding): string {
  return `${runId} ${id} ${from}`;
}

/** What was found of a run, worst first. */
export interface RunFindings {
  readonly run: PanelRun;
  readonly findings: readonly [PanelFinding, ...PanelFinding[]];
}

const severities: readonly PanelFinding["severity"][] = ["error", "warning", "info"];

function rank({ severity }: PanelFinding): number {
  return severities.indexOf(severity);
}

/** The findings of each run that has any; the run with the worst comes first, of equals the one listed first. */
export function findingsByRun(
  findings: readonly PanelFinding[],
  runs: readonly PanelRun[],
): RunFindings[] {
  return runs
    .flatMap((run) => {
      const own = findings.filter(({ runId }) => runId === run.id);
      const [worst, ...others] = own.sort((a, b) => rank(a) - rank(b));
      return worst ? [{ run, findings: [worst, ...others] as const }] : [];
    })
    .sort((a, b) => rank(a.findings[0]) - rank(b.findings[0]));
}
