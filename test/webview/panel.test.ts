import { beforeAll, describe, expect, test } from "vitest";
import { gradientDescentRow, lectureAdagradRow } from "./bowl";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

describe("a click on Simulate Optimizer", () => {
  beforeAll(() => code.panel.simulate("bowl.ts"));

  test("shows where each run ended, to the last digit", async () => {
    const [descent, adagrad] = await code.panel.endPoints();
    const last = gradientDescentRow(20);
    // 20 steps of rounding, each within a few units in the last place.
    expect(descent!.loss / last.loss).toBeCloseTo(1, 12);
    expect(adagrad!.loss / lectureAdagradRow(20).loss).toBeCloseTo(1, 10);
    // The point is shown with seven digits.
    expect(descent!.point[0]! / last.theta[0]).toBeCloseTo(1, 6);
    expect(descent!.point[1]! / last.theta[1]).toBeCloseTo(1, 6);
  });

  test("draws loss and σ of both runs", async () => {
    const [descent, adagrad] = await code.panel.endPoints();
    // Charts describe their ends with four digits.
    const loss = await code.panel.chartEnds("Loss L", descent!.label);
    expect(loss[0]).toBe(6.5);
    expect(loss[1] / gradientDescentRow(20).loss).toBeCloseTo(1, 3);
    const sigma = await code.panel.chartEnds("Scale σ of x", adagrad!.label);
    expect(sigma[0]).toBe(3);
    expect(sigma[1] / lectureAdagradRow(19).sigma[0]).toBeCloseTo(1, 3);
  });
});

describe("the panel", () => {
  test("follows an edit that is not saved", async () => {
    await code.workbench.replace("steps: 20", "steps: 40");
    await expect.poll(async () => (await code.panel.endPoints())[0]!.stop).toBe("40 steps");
    const [descent] = await code.panel.endPoints();
    expect(descent!.loss / gradientDescentRow(40).loss).toBeCloseTo(1, 12);
  });

  test("keeps the last good curves while the code is broken, and says so", async () => {
    const before = await code.panel.endPoints();
    const surface = code.workbench.panel().locator(".surfaceCanvas");
    /** Where the buttons of the header and all below it stand. */
    const places = () =>
      code.workbench
        .panel()
        .locator("body")
        .evaluate((body) =>
          [
            ...body.querySelectorAll(".headerButtons, .runs, .runLine, .panel, .panel .section"),
          ].map((element) => {
            const { right, y, height } = element.getBoundingClientRect();
            return [right, y + window.scrollY, height].join();
          }),
        );
    const placesBefore = await places();
    await code.workbench.replace("4 * y * y", "4 * y * * y");
    await code.panel.status("stale").waitFor();
    await code.workbench.panel().getByRole("alert").filter({ hasText: "line 13" }).waitFor();
    expect(await code.panel.endPoints()).toEqual(before);
    // What is stale is dimmed, and what is said of it moves nothing.
    const opacity = await surface.evaluate((canvas) => getComputedStyle(canvas).opacity);
    expect(Number(opacity)).toBeLessThan(1);
    expect(await places()).toEqual(placesBefore);
    await code.workbench.replace("4 * y * * y", "4 * y * y");
    await code.panel.live();
    expect(await code.panel.endPoints()).toEqual(before);
  });

  test("tells in the line of the header what is wrong, and all of it on a press, until that is closed", async () => {
    await code.workbench.replace("4 * y * y", "4 * y * * y");
    const line = code.panel.status("stale");
    const button = line.getByRole("button", { name: "Syntax error" });
    const header = code.workbench.panel().locator("header");
    const inside = async () => {
      const [box, around] = await Promise.all([button.boundingBox(), header.boundingBox()]);
      return box!.y >= around!.y && box!.y + box!.height <= around!.y + around!.height;
    };
    expect(await inside()).toBe(true);
    const form = code.workbench.panel().getByRole("dialog", { name: "Syntax error" });
    expect(await form.count()).toBe(0);
    await button.click();
    await form.getByText("line 13").waitFor();
    await form.getByText("The curves are from the last version that worked.").waitFor();
    await code.workbench.screenshot("fault");
    await form.getByRole("button", { name: "Close" }).click();
    await form.waitFor({ state: "detached" });
    await button.click();
    await form.waitFor();
    // A fault that comes later does not come with its message open.
    await code.workbench.replace("4 * y * * y", "4 * y * y");
    await code.panel.live();
    await code.workbench.replace("4 * y * y", "4 * y * * y");
    await button.waitFor();
    expect(await form.count()).toBe(0);
    await code.workbench.replace("4 * y * * y", "4 * y * y");
    await code.panel.live();
  });

  test("keeps a fault in sight while the function before it runs with other settings", async () => {
    await code.workbench.replace("4 * y * y", "4 * y * * y");
    await code.panel.status("stale").waitFor();
    const losses = async () => (await code.panel.endPoints()).map(({ loss }) => loss).join();
    const lossesBefore = await losses();
    await code.panel.type("η (lr)", "0.03");
    await expect.poll(losses).not.toBe(lossesBefore);
    await code.panel.status("stale").getByRole("button", { name: "Syntax error" }).waitFor();
    await code.workbench.panel().getByRole("button", { name: "Undo" }).click();
    await expect.poll(losses).toBe(lossesBefore);
    await code.workbench.replace("4 * y * * y", "4 * y * y");
    await code.panel.live();
  });

  test("moves its cursor with the arrow keys", async () => {
    const slider = code.workbench.panel().getByRole("slider", { name: "Step", exact: true });
    await slider.focus();
    await slider.press("Home");
    for (let step = 0; step < 5; step++) await slider.press("ArrowRight");
    const [x, y] = gradientDescentRow(5).theta;
    // The surface describes points with four digits.
    const point = `(${Number(x.toPrecision(4))}, ${Number(y.toPrecision(4))})`;
    await expect.poll(() => code.panel.surfaceLabel()).toContain(`is at ${point}`);
  });

  test("shows the same after a reload", async () => {
    const before = await code.panel.surfacePoints();
    await code.workbench.saveFile("bowl.ts");
    await code.workbench.reload();
    await code.panel.live();
    await expect.poll(() => code.panel.surfacePoints()).toBe(before);
  });
});

describe("a function of one parameter", () => {
  test("is drawn as a curve", async () => {
    await code.workbench.openFile("curve.ts");
    await code.workbench.codeLens("Simulate Optimizer").click();
    await expect.poll(() => code.panel.surfaceLabel()).toMatch(/^Loss of quarticCost/);
    const [run] = await code.panel.endPoints();
    expect(run!.point[0]).toBeCloseTo(quarticDescent(30), 5);
  });
});

/** x ← x − 0.05·(x³ − x), from 1.5. */
function quarticDescent(steps: number): number {
  let x = 1.5;
  for (let t = 0; t < steps; t++) x -= 0.05 * (x ** 3 - x);
  return x;
}
