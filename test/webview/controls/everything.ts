import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/**
 * Shows all there is of the fixture `bowl.ts`: what a run may have on top, findings, the table of values, and the
 * popover of start and steps with a fault in it.
 */
export async function openEverything(code: Shared): Promise<void> {
  const { panel, tool } = handsOn(code);
  await code.panel.openOptions();
  await panel().locator("details[data-control=look] summary").click();
  await panel().locator("details[data-control=argumentRates] summary").click();
  await panel()
    .getByRole("checkbox", { name: /^λ in g/ })
    .click();
  // λmax = 4: unstable above η = 2/4.
  await code.panel.type("η (lr)", "0.6");
  await tool("charts", "View as table").click();
  await panel().locator("[data-finding]").first().waitFor();
  await code.panel.openSettings();
  await code.panel.type("Steps", "none");
}
