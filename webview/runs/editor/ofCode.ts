import type { PanelRun } from "../../../src/protocol/panelCalls";
import { codeSettings } from "../../store/panelData";
import { hyperparameterOf } from "../../store/editRuns";

/** What the code gives a run for a number: its rate under "lr", else a hyperparameter of the same optimizer. */
export function ofCode({ id, options }: PanelRun, name: string): number | undefined {
  const run = codeSettings.value?.runs.find((one) => one.id === id);
  if (run?.options.optimizer !== options.optimizer) return undefined;
  const value = hyperparameterOf(run.options, name);
  return typeof value === "number" ? value : undefined;
}
