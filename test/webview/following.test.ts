import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientDescentRow } from "./bowl";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// What the panel shows and when: functions of many parameters, following, locking, stopping and reloading.

const code = useWorkbench({
  folder: fixtures,
  // What does not end shall end because it is stopped, not because it took too long.
  settings: { "optimizerLens.timeLimit": 600 },
});
const { panel, press, pressOn, tool, goTo, stepNow, mouse, boxOf } = handsOn(code);

const header = (name: string) =>
  panel().locator("header").getByRole("button", { name, exact: true });
const heading = () => panel().getByRole("heading", { level: 1 }).textContent();
const tabs = () =>
  code.workbench.page.locator(".tab").filter({ hasText: "Optimizer Lens:" }).allTextContents();
const lossOfDescent = async () => (await code.panel.endPoints())[0]?.loss ?? NaN;

const lines = () => code.workbench.page.locator(".monaco-editor .view-lines").first();
/** At the start of a line: long ones reach under the scroll bar. */
const clickCode = () => lines().click({ position: { x: 4, y: 4 } });

/** Opens a file where the code is, wherever the focus is. */
async function open(file: string): Promise<void> {
  const groups = code.workbench.page.locator(".editor-group-container");
  if (await lines().isVisible()) await groups.first().locator(".tab.active").click();
  await code.workbench.openFile(file);
}

async function simulate(file: string): Promise<void> {
  await open(file);
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
}

describe("a function of many parameters", () => {
  beforeAll(() => simulate("many.ts"));

  test("is shown on the plane of its trajectories", async () => {
    await panel()
      .getByText(/^\S+ % of the trajectories' spread, through the best point of/)
      .waitFor();
    await expect.poll(() => code.panel.surfaceLabel()).toContain("over first principal component");
  });

  test("has a start that moves along the plane, in all parameters", async () => {
    const before = await lossOfDescent();
    const box = await boxOf(".surfaceCanvas");
    await mouse().click(box.x + box.width * 0.4, box.y + box.height * 0.3);
    await expect.poll(lossOfDescent).not.toBe(before);
    await press("ControlOrMeta+z");
    await expect.poll(lossOfDescent).toBe(before);
  });

  test("puts any two of them on the axes", async () => {
    await pressOn(tool("surface", "map"), "Enter");
    await code.panel.choose("Horizontal axis", "scale");
    await expect.poll(() => code.panel.surfaceLabel()).toContain("over scale from");
    const vertical = panel().getByRole("combobox", { name: "Vertical axis" });
    await pressOn(vertical, "ArrowDown");
    await expect
      .poll(() => code.panel.surfaceLabel())
      .toMatch(/over scale from \S+ to \S+ and layer\.weights\[2\] from/);
    await panel().getByText("held at the best point of Adam").waitFor();
    await tool("surface", "principal plane").click();
    await expect.poll(() => code.panel.surfaceLabel()).toContain("over first principal component");
    await tool("surface", "map").click();
    await expect.poll(() => code.panel.surfaceLabel()).toContain("over scale");
  });

  test("has curves of the parameters that are chosen, or of how all spread", async () => {
    await pressOn(panel().getByRole("button", { name: "Parameters shown" }), "Enter");
    const chips = panel().getByRole("group", { name: "Parameters shown" });
    await pressOn(chips.getByRole("button", { name: "scale" }), "Enter");
    await code.panel.chart("Scale σ of scale").waitFor();
    await chips.getByRole("button", { name: "Spread over all" }).click();
    await code.panel.chart("Scale σ, all parameters").waitFor();
    expect(await code.panel.chart("Scale σ of scale").count()).toBe(0);
    await pressOn(chips.getByRole("button", { name: "Spread over all" }), "Enter");
    await code.panel.chart("Scale σ of scale").waitFor();
    await press("Escape");
    await chips.waitFor({ state: "detached" });
  });
});

test("mini-batches have a size, and all samples make the exact gradient", async () => {
  await simulate("batches.ts");
  const noisy = await lossOfDescent();
  await code.panel.openSettings();
  await code.panel.type("Batch size", "4");
  await expect.poll(lossOfDescent).not.toBe(noisy);
  // The mean of x² over the samples is 11.5: slope − 3 shrinks by 1 − 0.01·11.5 a step.
  const error = -3 * (1 - 0.01 * 11.5) ** 10;
  await expect
    .poll(async () => (await lossOfDescent()) / ((11.5 / 2) * error ** 2))
    .toBeCloseTo(1, 12);
  await code.panel.closePopover();
});

const simulating = () =>
  code.workbench.page.locator(".statusbar-item").filter({ hasText: "Simulating" });

test("a function that does not open can be stopped, in the panel and in the status bar", async () => {
  await open("endless.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  const opening = panel().getByRole("status").filter({ hasText: "Opening the function" });
  const stopped = panel().getByRole("alert").filter({ hasText: "Stopped" });
  await opening.getByRole("button", { name: "Stop" }).click();
  await stopped.waitFor();
  expect(await opening.count()).toBe(0);
  await simulating().waitFor({ state: "hidden" });
  await pressOn(stopped.getByRole("button", { name: "Run again" }), "Enter");
  await opening.waitFor();
  await simulating().click();
  await stopped.waitFor();
});

test("a long run shows its progress and can be stopped, in the panel and in the status bar", async () => {
  await open("slow.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  const status = simulating();
  await status.waitFor();
  await panel().locator('[data-status="running"]').waitFor();
  await header("Stop").click();
  await code.panel.live();
  expect((await code.panel.endPoints())[0]!.stop).toMatch(/^stopped at /);
  await status.waitFor({ state: "hidden" });
  await code.workbench.runCommand("Optimizer Lens: Run Again");
  await status.filter({ hasText: /[1-9] %/ }).click();
  await code.panel.live();
  expect((await code.panel.endPoints())[0]!.stop).toMatch(/^stopped at /);
});

test("a change is simulated at once, and so is its being discarded, however long the runs before", async () => {
  const rate = async () => panel().locator(".run .dim").first().textContent();
  const running = simulating().filter({ hasText: /\d %/ });
  await code.workbench.runCommand("Optimizer Lens: Run Again");
  await running.waitFor();
  await code.panel.type("η (lr)", "0.2");
  await expect.poll(rate).toBe("η 0.2");
  await running.waitFor();
  await tool("settings", "Start and steps").click();
  await code.panel.type("Steps", "40");
  await expect.poll(async () => (await code.panel.endPoints())[0]?.stop).toBe("40 steps");
  await header("Discard changes").click();
  await running.waitFor();
  await expect.poll(rate).toBe("η 1e-4");
  await expect.poll(() => header("Discard changes").isDisabled()).toBe(true);
  await code.panel.type("η (lr)", "0.3");
  await header("Discard changes").click();
  await expect.poll(rate).toBe("η 1e-4");
  await tool("settings", "Start and steps").click();
});

test("an edit is simulated at once, however long the run before it would have gone on", async () => {
  await code.workbench.runCommand("Optimizer Lens: Run Again");
  await simulating()
    .filter({ hasText: /[1-9] %/ })
    .waitFor();
  await code.workbench.replace("steps: 4000000", "steps: 40");
  await expect.poll(async () => (await code.panel.endPoints())[0]?.stop).toBe("40 steps");
});

describe("the header", () => {
  beforeAll(() => simulate("bowl.ts"));

  test("leads to the function", async () => {
    const place = code.workbench.page.locator(".statusbar-item").filter({ hasText: /^Ln / });
    await code.workbench.page.locator(".view-line").last().click();
    await panel().locator("header").getByRole("link", { name: "bowl.ts:12" }).click();
    await expect.poll(() => place.textContent()).toMatch(/^Ln 12,/);
  });

  test("says that the comment has a fault, and leads to it, while the rest of it works", async () => {
    const fault = panel().getByRole("button", { name: /in the @simulate comment is wrong/ });
    await code.workbench.replace("steps: 20", "stpes: 20");
    await fault.waitFor();
    expect(await fault.getAttribute("title")).toContain("line 5, column 21: ");
    await code.panel.live();
    const place = code.workbench.page.locator(".statusbar-item").filter({ hasText: /^Ln / });
    await pressOn(fault, "Enter");
    await expect.poll(() => place.textContent()).toBe("Ln 5, Col 21");
    await code.workbench.replace("stpes: 20", "steps: 20");
    await fault.waitFor({ state: "detached" });
    await code.panel.live();
  });

  test("says how exact the gradient is, and why", async () => {
    await panel().locator("header .badge.good").getByText("exact to rounding").waitFor({
      state: "attached",
    });
  });

  test("freezes, runs again on demand, and follows again", async () => {
    const before = await lossOfDescent();
    await header("Freeze").click();
    await code.panel.status("paused").waitFor();
    await code.workbench.replace("steps: 20", "steps: 30");
    await code.panel.status("stale").waitFor();
    expect(await lossOfDescent()).toBe(before);
    await pressOn(header("Run again"), "Enter");
    await expect.poll(lossOfDescent).toBeCloseTo(gradientDescentRow(30).loss, 14);
    await pressOn(header("Frozen"), "Enter");
    await code.panel.live();
    await code.workbench.replace("steps: 30", "steps: 20");
    await expect.poll(lossOfDescent).toBe(before);
    await code.workbench.saveFile("bowl.ts");
  });

  test("beside the lens stands the latest result", async () => {
    await code.workbench.codeLens("Gradient descent 0.0665 after 20").waitFor();
  });

  test("pins the panel to its function; another one gets a panel of its own", async () => {
    await header("Pin").click();
    await expect.poll(() => header("Pinned").getAttribute("aria-pressed")).toBe("true");
    await open("curve.ts");
    await clickCode();
    expect(await heading()).toContain("bowlLoss");
    await code.workbench.codeLens("Simulate Optimizer").click();
    await expect.poll(heading).toContain("quarticCost");
    expect(await tabs()).toHaveLength(2);
    await code.workbench.page.locator(".tab").filter({ hasText: "bowlLoss" }).click();
    await expect.poll(heading).toContain("bowlLoss");
    await code.panel.live();
    await pressOn(header("Pinned"), "Enter");
    await expect.poll(() => header("Pin").count()).toBe(1);
  });
});

test("after a reload the panel looks as it did", async () => {
  await goTo(7);
  await panel().locator('[data-run="run-1"]').click();
  await code.panel.section("surface").getByRole("button", { name: "Zoom in" }).click();
  await code.panel.chooseAxis("Loss L", "linear");
  await tool("chart.gradientNorm", "Gradient norm ‖g‖").click();
  await tool("charts", /^Zoom into the steps/).click();
  const atOldRate = await code.panel.surfaceLabel();
  await code.panel.type("η (lr)", "0.4");
  await expect.poll(() => code.panel.surfaceLabel()).not.toBe(atOldRate);
  const look = async () => ({
    step: await stepNow(),
    surface: await code.panel.surfaceLabel(),
    loss: await code.panel.chart("Loss L").getAttribute("aria-label"),
    axis: await code.panel.axis("Loss L").textContent(),
    folded: await tool("chart.gradientNorm", "Gradient norm ‖g‖").getAttribute("aria-expanded"),
    selected: await panel().locator('[data-run="run-1"]').getAttribute("aria-pressed"),
    rates: await panel().locator(".run .dim").allTextContents(),
    ends: await code.panel.endPoints(),
  });
  await expect.poll(async () => (await look()).rates.join()).toContain("η 0.4");
  await code.panel.live();
  let before = await look();
  // What is told beside the curves may come a frame after them.
  await expect
    .poll(async () => {
      const earlier = before;
      before = await look();
      return isDeepStrictEqual(before, earlier);
    })
    .toBe(true);
  expect(before.step).toBe(7);
  expect(before.folded).toBe("false");
  await code.workbench.reload();
  await code.panel.live();
  await expect.poll(look).toEqual(before);
});
