import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** Unfolds all there is to edit of the fixture `bowl.ts`, with a fault, findings and the table of values. */
export async function openEverything(code: Shared): Promise<void> {
  const { panel, tool } = handsOn(code);
  await tool("settings", "Start and steps").click();
  await panel().locator("details.more summary").click();
  await panel()
    .getByRole("checkbox", { name: /^λ in g/ })
    .click();
  // λmax = 4: unstable above η = 2/4.
  await code.panel.type("η (lr)", "0.6");
  await code.panel.type("Steps", "none");
  await tool("charts", "View as table").click();
  await panel().locator("[data-finding]").first().waitFor();
}
