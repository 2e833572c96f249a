import type { OptimizerCatalogue } from "../../optimizers/catalogue";
import { parseRun } from "../../options/parseRun";
import { writeRun } from "../../options/writeOptions";
import type { PanelRun } from "../../protocol/panel";

/**
 * Runs that came from a panel, read again like those of a comment: unknown names are dropped and values out of range
 * take their default, so that nothing a webview sends reaches an optimizer unchecked.
 */
export function checkRuns(
  runs: readonly PanelRun[],
  catalogue: OptimizerCatalogue,
): readonly PanelRun[] {
  return runs.flatMap((run) => {
    const { run: options } = parseRun(
      writeRun(run.options, (id) => catalogue.byId(id)),
      catalogue,
    );
    return options ? [{ ...run, options }] : [];
  });
}
