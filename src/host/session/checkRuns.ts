import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { checkRun } from "../../options/checkRun";
import type { PanelRun } from "../../protocol/panelCalls";

/**
 * Runs that came from a panel, held to what a comment may say: unknown names are dropped and values out of range take
 * their default, so that nothing a webview sends reaches an optimizer unchecked.
 */
export function checkRuns(
  runs: readonly PanelRun[],
  catalogue: OptimizerCatalogue,
): readonly PanelRun[] {
  return runs.flatMap((run) => {
    const { run: options } = checkRun(run.options, catalogue);
    return options ? [{ ...run, options }] : [];
  });
}
