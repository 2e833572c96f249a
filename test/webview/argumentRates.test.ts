import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });
const panel = () => code.workbench.panel();
const rates = () => panel().locator('[data-control="argumentRates"]');
const boxOf = (argument: string) =>
  rates().locator(`[data-control="η ${argument}"] input:not([type="range"])`);
const rateOfRun = async () => (await panel().locator(".runRate").first().textContent())!.trim();
const lossOfRun = async () => (await code.panel.endPoints())[0]!.loss;

/** ½(x² + 4y²) from (3, 1): a step leaves 1 − η_x of x and 1 − 4η_y of y. */
function lossAfter(steps: number, x: number, y: number): number {
  return ((3 * (1 - x) ** steps) ** 2 + 4 * ((1 - 4 * y) ** steps) ** 2) / 2;
}

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await panel().locator('[data-run="run-0"]').first().click();
  await code.panel.openOptions();
});

test("each argument is given a rate of its own in the options of a run", async () => {
  expect(await rates().getAttribute("open")).toBeNull();
  await rates().locator("summary").click();
  await boxOf("y").fill("0.2");
  await expect.poll(rateOfRun).toBe("η ≤ 0.2");
  // Twenty steps round each a few times: nine digits stay.
  await expect.poll(lossOfRun).toBeCloseTo(lossAfter(20, 0.1, 0.2), 9);
  await code.workbench.screenshot("argument-rates");
});

test("the chart of η is that of the parameter on show", async () => {
  const name = panel().locator('[data-chart="learningRate"] .chartName');
  await expect.poll(() => name.allTextContents()).toEqual(["x"]);
});

test("the run's own rate changes all by the same factor, and one press makes them alike", async () => {
  const own = code.panel
    .section("editor")
    .locator('[data-control="η (lr)"] input:not([type="range"])')
    .first();
  await own.fill("0.1");
  await expect.poll(() => boxOf("x").inputValue()).toBe("0.05");
  await expect.poll(lossOfRun).toBeCloseTo(lossAfter(20, 0.05, 0.1), 9);
  await rates().getByRole("button", { name: "One rate for all" }).click();
  await expect.poll(rateOfRun).toBe("η 0.1");
  await expect.poll(lossOfRun).toBeCloseTo(lossAfter(20, 0.1, 0.1), 9);
});
