import { goalRow, reportGoals } from "./goals";
import { BenchPanel } from "./panel/benchPanel";

/*
 * How long a person waits in the real workbench, printed and not asserted: from the first click on
 * Simulate Optimizer in a fresh VS Code to the first curves, and from a key press in the editor to
 * new curves in the panel. Clocks of all frames are the machine's.
 */

const coldStarts = 5;
const edits = 31;

/** Milliseconds: until the runs of the edit before have been diagnosed. */
const betweenEdits = 600;

const clickToCurves: number[] = [];
const editToCurves: number[] = [];
for (let round = 0; round < coldStarts; round++) {
  const panel = await BenchPanel.open("media/examples", "rosenbrock.ts");
  try {
    clickToCurves.push(await timeFirstClick(panel));
    if (round === 0) editToCurves.push(...(await timeEdits(panel)));
  } finally {
    await panel.close();
  }
}
reportGoals([
  goalRow("click to first curves, cold", clickToCurves, 1800),
  goalRow("key press to new curves, warm", editToCurves, 130),
]);

async function timeFirstClick(panel: BenchPanel): Promise<number> {
  await panel.workbench.codeLens("Simulate Optimizer").waitFor();
  const clicked = Date.now();
  await panel.simulate();
  return (await panel.firstCurves()) - clicked;
}

/** Takes the last digit of Rosenbrock's 100 away and puts it back, each time after a rest; the first half only warms. */
async function timeEdits(panel: BenchPanel): Promise<number[]> {
  const { page } = panel.workbench;
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").fill(":22:28");
  await page.keyboard.press("Enter");
  const times: number[] = [];
  for (let edit = 0; edit < 2 * edits; edit++) {
    await panel.rest();
    await panel.workbench.page.waitForTimeout(betweenEdits);
    await panel.forget();
    const drawn = panel.drawn("runs");
    const pressed = Date.now();
    await page.keyboard.press(edit % 2 === 0 ? "Backspace" : "0");
    await drawn;
    if (edit >= edits) times.push((await panel.lastFrame()) - pressed);
  }
  return times;
}
