import { computed } from "@preact/signals";
import type { PanelRun } from "../../src/protocol/panelCalls";
import type { RunSeries } from "../../src/protocol/series";
import { shownResults, status } from "./panelData";
import { selectedRunId } from "./view";

/** A run that came to a point at which the loss function throws, and what it threw. */
export interface RunFault {
  readonly run: PanelRun;
  readonly series: RunSeries;
  readonly message: string;
  /** Where in the code, if that is known. */
  readonly line: number | undefined;
}

/** The fault of the selected run, else that of the first run which has one; only while the pictures are the code's. */
export const runFault = computed<RunFault | undefined>(() => {
  if (status.value !== "live" && status.value !== "running") return undefined;
  const faults = shownResults.value.flatMap(({ run, series }) => {
    const fault = series.stop?.fault;
    return fault ? [{ run, series, message: fault.message, line: fault.place?.line }] : [];
  });
  return faults.find(({ run }) => run.id === selectedRunId.value) ?? faults[0];
});
