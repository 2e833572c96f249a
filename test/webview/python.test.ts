import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { useWorkbench } from "./useWorkbench";

const hasNumPy = ["python3", "python", "/usr/bin/python3"].some(
  (command) => spawnSync(command, ["-c", "import numpy"]).status === 0,
);

/** Interpreters that run our program, of this project: no other test starts one. */
function interpreters(): number[] {
  const program = join(projectFolder, "dist", "python");
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words.includes(program) ? [Number(pid)] : [];
    } catch {
      // No process, or one that has just ended.
      return [];
    }
  });
}

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

  test.skipIf(process.platform !== "linux")(
    "is simulated again after its interpreter has been killed",
    async () => {
      const killed = interpreters();
      expect(killed.length).toBeGreaterThan(0);
      for (const pid of killed) process.kill(pid, "SIGKILL");
      await code.workbench.openFile("logisticRegression.py");
      await code.workbench.page.keyboard.press("Control+End");
      await code.workbench.page.keyboard.type("ADDED = 1");
      const fresh = (): number[] => interpreters().filter((pid) => !killed.includes(pid));
      await expect.poll(() => fresh().length, { timeout: 60_000 }).toBeGreaterThan(0);
      await code.panel.live();
      const ends = await code.panel.endPoints();
      expect(ends.map(({ stop }) => stop)).toEqual(["200 steps", "200 steps", "200 steps"]);
    },
  );
});

describe("a wrong interpreter", () => {
  const code = useWorkbench({ settings: { "optimizerLens.pythonPath": "/absent/python" } });

  test("is said with what was wrong, and another one is chosen in the settings", async () => {
    await code.workbench.openFile("logisticRegression.py");
    await code.workbench.runCommand("Optimizer Lens: Simulate Optimizer");
    const problem = code.workbench.panel().getByRole("alert");
    await problem.getByText("No Python was found (/absent/python: ").waitFor();
    await problem.getByRole("button", { name: "Choose Interpreter" }).click();
    const setting = code.workbench.page.locator(".settings-editor .setting-item");
    await setting.filter({ hasText: "Python Path" }).first().waitFor();
  });
});
