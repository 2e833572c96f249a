import { computed } from "@preact/signals";
import type { PanelFinding } from "../../src/protocol/diagnosis";
import type { RunSeries } from "../../src/protocol/series";
import { allFindings, diagnosisIsOld, shownResults } from "./panelData";

/** That no run could take a step, and what was found of it, once that is known. */
export interface NoStep {
  readonly finding: PanelFinding | undefined;
}

/** Set where every run on show ended at the start, at which the loss or its slope is not finite or the function throws. */
export const noStep = computed<NoStep | undefined>(() => {
  const results = shownResults.value;
  const [first] = results;
  if (!first || !results.every(({ series }) => tookNone(series))) return undefined;
  const finding = diagnosisIsOld.value
    ? undefined
    : allFindings.value?.find(({ runId, from }) => runId === first.run.id && from === 0);
  return { finding };
});

function tookNone({ stop }: RunSeries): boolean {
  return stop?.step === 0 && (stop.reason === "nonFinite" || stop.reason === "threw");
}
