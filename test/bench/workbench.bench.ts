import { PanelPage } from "../webview/panelPage";
import { fixtures, openWorkbench, type Workbench } from "../webview/workbench";
import { goalRow, reportGoals } from "./goals";

/*
 * How long a person waits in the real workbench, printed and not asserted: from the first click on
 * Simulate Optimizer in a fresh VS Code to the first curves, and from a key press in the editor to
 * new curves in the panel.
 */

const coldStarts = 5;
const edits = 15;

const clickToCurves: number[] = [];
const editToCurves: number[] = [];
for (let round = 0; round < coldStarts; round++) {
  const workbench = await openWorkbench({ folder: fixtures });
  try {
    clickToCurves.push(await timeFirstClick(workbench));
    if (round === 0) editToCurves.push(...(await timeEdits(workbench)));
  } finally {
    await workbench.close();
  }
}
reportGoals([
  goalRow("click to first curves, cold", clickToCurves, 2000),
  goalRow("key press to new curves, warm", editToCurves, 300),
]);

async function timeFirstClick(workbench: Workbench): Promise<number> {
  const panel = new PanelPage(workbench);
  await workbench.openFile("bowl.ts");
  const lens = workbench.codeLens("Simulate Optimizer");
  await lens.waitFor();
  const clicked = Date.now();
  await lens.click();
  await panel.live();
  return Date.now() - clicked;
}

/** Types a digit into the number of steps again and again; clocks of all frames are the machine's. */
async function timeEdits(workbench: Workbench): Promise<number[]> {
  const { page } = workbench;
  const times: number[] = [];
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(":5:28");
  await page.keyboard.press("Enter");
  await workbench.panel().getByRole("tab", { name: "Results" }).click();
  const results = workbench.panel().locator('[data-section="results"] tbody');
  for (let edit = 0; edit < edits; edit++) {
    const changed = results.evaluate(
      (table) =>
        new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            requestAnimationFrame(() => resolve(Date.now()));
          });
          observer.observe(table, { subtree: true, childList: true, characterData: true });
          table.setAttribute("data-watched", "");
        }),
    );
    await workbench.panel().locator("tbody[data-watched]").waitFor();
    const pressed = Date.now();
    await page.keyboard.press(edit % 2 === 0 ? "1" : "Backspace");
    times.push((await changed) - pressed);
    await results.evaluate((table) => table.removeAttribute("data-watched"));
  }
  return times;
}
