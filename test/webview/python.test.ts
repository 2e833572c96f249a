import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";

const hasNumPy = ["python3", "python", "/usr/bin/python3"].some(
  (command) => spawnSync(command, ["-c", "import numpy"]).status === 0,
);

/** Without an interpreter there is nothing to see. */
describe.skipIf(!hasNumPy)("a loss function in Python", () => {
  const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

  beforeAll(async () => {
    await code.panel.simulate("logisticRegression.py");
  });

  test("is simulated by the lens above it, with exact gradients", async () => {
    const ends = await code.panel.endPoints();
    expect(ends).toHaveLength(3);
    expect(ends.map(({ stop }) => stop)).toEqual(["200 steps", "200 steps", "200 steps"]);
    const header = await code.workbench.panel().locator("header").first().innerText();
    expect(header).toContain("exact");
  });

  test("is followed while it is edited, and a fault stands at its line", async () => {
    await code.workbench.openFile("logisticRegression.py");
    const { page } = code.workbench;
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await page.keyboard.type(" + absent");
    await page.locator(".squiggly-error").first().waitFor();
    await code.workbench
      .panel()
      .getByText("NameError: name 'absent' is not defined")
      .first()
      .waitFor();
    for (let left = " + absent".length; left > 0; left--) await page.keyboard.press("Backspace");
    await code.panel.live();
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  });

  test("for the README", async () => {
    await code.workbench.page.keyboard.press("Home");
    await code.workbench.runCommand("View: Close Primary Side Bar");
    await code.workbench.resize(1600, 1000);
    await code.workbench.setTheme("dark");
    await code.panel.scrollToTop();
    await code.panel.drawn();
    await code.workbench.screenshot("media/screenshots/python-dark");
  });
});
