import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });
const panel = () => code.workbench.panel();
const rates = () => panel().locator('[data-control="argumentRates"]');
const boxOf = (argument: string) =>
  rates().locator(`[data-control="η ${argument}"] input:not([type="range"])`);
/** Of η, or of η ≤ where arguments have rates of their own. */
const rateBox = () => panel().locator('[data-control$="(lr)"]').getByRole("textbox");
const rateOfRun = async () => (await panel().locator(".runRate").first().textContent())!.trim();
const lossOfRun = async () => (await code.panel.endPoints())[0]!.loss;

/** ½(x² + 4y²) from (3, 1): a step leaves 1 − η_x of x and 1 − 4η_y of y. */
function lossAfter(steps: number, x: number, y: number): number {
  return ((3 * (1 - x) ** steps) ** 2 + 4 * ((1 - 4 * y) ** steps) ** 2) / 2;
}

/** Twenty steps round each a few times: nine digits stay. */
const ends = (x: number, y: number) => expect.poll(lossOfRun).toBeCloseTo(lossAfter(20, x, y), 9);

/** The run's options, opened; the rates of its arguments are unfolded once they have some. */
async function openRun(): Promise<void> {
  await panel().locator('[data-run="run-0"]').first().click();
  await code.panel.openOptions();
}

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await openRun();
});

test("each argument is given a rate of its own in the options of a run", async () => {
  expect(await rates().getAttribute("open")).toBeNull();
  await rates().locator("summary").click();
  await boxOf("y").fill("0.2");
  await expect.poll(rateOfRun).toBe("η ≤ 0.2");
  await ends(0.1, 0.2);
  await code.workbench.screenshot("argument-rates");
});

test("the chart of η is that of the parameter on show", async () => {
  const name = panel().locator('[data-chart="learningRate"] .chartName');
  await expect.poll(() => name.allTextContents()).toEqual(["x"]);
});

test("the run's own rate takes those of its arguments along, in their ratio", async () => {
  await rateBox().fill("0.4");
  await expect.poll(rateOfRun).toBe("η ≤ 0.4");
  await ends(0.2, 0.4);
});

test("undo takes them back one by one, redo makes them again", async () => {
  const undo = panel().getByRole("button", { name: "Undo (Ctrl+Z)" });
  await undo.click();
  await ends(0.1, 0.2);
  await undo.click();
  await expect.poll(rateOfRun).toBe("η 0.1");
  await ends(0.1, 0.1);
  await rateBox().focus();
  await code.workbench.page.keyboard.press("Control+Shift+Z");
  await expect.poll(rateOfRun).toBe("η ≤ 0.2");
  await ends(0.1, 0.2);
});

test("they are there after a reload of the window", async () => {
  await openRun();
  await boxOf("y").fill("0.234"); // no state that the browser keeps from before has this number
  await expect.poll(rateOfRun).toBe("η ≤ 0.234");
  await expect.poll(() => code.workbench.keeps("0.234"), { interval: 500 }).toBe(true);
  await code.workbench.reload();
  await code.panel.live();
  await expect.poll(rateOfRun).toBe("η ≤ 0.234");
  await ends(0.1, 0.234);
  await openRun();
  expect(await boxOf("x").inputValue()).toBe("0.1");
  expect(await boxOf("y").inputValue()).toBe("0.234");
});

test("one rate for all is that of the run", async () => {
  await rates().getByRole("button", { name: "One rate for all" }).click();
  await expect.poll(rateOfRun).toBe("η 0.234");
  await ends(0.234, 0.234);
});
