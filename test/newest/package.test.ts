import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whyNotThere } from "../../scripts/workbench/installation";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { gradientDescentRow } from "../webview/bowl";
import { useWorkbench } from "../webview/useWorkbench";
import { fixtures } from "../webview/workbench";

// What people have today: the file that they install, in the newest VS Code.

const missing = await whyNotThere("newest");
if (missing !== undefined) console.log(`Skipped: ${missing}`);

describe.skipIf(missing !== undefined)("the package in the newest VS Code", () => {
  const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-newest-"));
  const vsix = join(folder, "optimizer-lens.vsix");
  beforeAll(() => {
    const make = join(projectFolder, "scripts", "packaging", "package.mjs");
    execFileSync(process.execPath, [make, vsix], { stdio: "ignore" });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const code = useWorkbench({ folder: fixtures, release: "newest", install: vsix });
  /** What rounding leaves of some 40 multiplications of numbers around 1. */
  const decimals = 13;
  const lossOfDescent = async () => (await code.panel.endPoints())[0]!.loss;

  test("a click leads to the curves", async () => {
    await code.panel.simulate("bowl.ts");
    for (const chart of ["Loss L", "Scale σ of x", "Effective rate η/σ of x", "Learning rate η"])
      await code.panel.chart(chart).waitFor();
    expect(await lossOfDescent()).toBeCloseTo(gradientDescentRow(20).loss, decimals);
  });

  test("an edit is followed before it is saved", async () => {
    await code.workbench.replace("4 * y * y", "y * y");
    // The start is (3, 1) and both curvatures are 1 now: each step multiplies the point by 0.9.
    await expect.poll(lossOfDescent).toBeCloseTo(5 * 0.9 ** 40, decimals);
  });

  test("a fault is shown at its place, and no more once it is mended", async () => {
    const { page } = code.workbench;
    await code.workbench.replace("y * y", "(null as any).z");
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("F8");
    await expect.poll(() => page.locator(".marker-widget").textContent()).toContain("reading 'z'");
    const column = "  return (x * x + (null as any).z) / 2;".indexOf("z") + 1;
    await page.getByRole("button", { name: `Ln 13, Col ${column}` }).waitFor();
    await page.keyboard.press("Escape");
    await code.workbench.replace("(null as any).z", "4 * y * y");
    await expect.poll(() => page.locator(".squiggly-error").count()).toBe(0);
    await expect.poll(lossOfDescent).toBeCloseTo(gradientDescentRow(20).loss, decimals);
  });

  test("settings are coloured and completed", async () => {
    const { page } = code.workbench;
    // The editor draws spaces as ones that do not break.
    const line = page.locator(".view-line").filter({ hasText: /steps:\s20,/ });
    const tokens = line.locator("span > span");
    const colourOf = (text: RegExp) =>
      tokens.filter({ hasText: text }).first().getAttribute("class");
    await expect
      .poll(async () => (await colourOf(/^start$/)) !== (await colourOf(/\*/)))
      .toBe(true);
    await line.click();
    await page.keyboard.press("End");
    await page.keyboard.type(" se");
    await page.keyboard.press("Control+Space");
    const suggestions = page.locator(".suggest-widget.visible");
    await suggestions.getByRole("option", { name: /^seed\b/ }).click();
    await expect.poll(() => line.textContent()).toMatch(/steps:\s20,\sseed:\s0,$/);
    await code.workbench.saveFile("bowl.ts");
  });

  test("the panel comes back with the window", async () => {
    await code.workbench.reload();
    await code.panel.live();
    expect(await lossOfDescent()).toBeCloseTo(gradientDescentRow(20).loss, decimals);
  });

  test("agents are offered the MCP server, which VS Code starts and asks for its tools", async () => {
    const { page } = code.workbench;
    const choose = async (row: string) => {
      const rows = page.locator(".quick-input-widget .monaco-list-row");
      await rows.filter({ hasText: row }).first().click();
    };
    for (const action of ["Start Server", "Show Output"]) {
      await code.workbench.runCommand("MCP: List Servers");
      await choose("Optimizer Lens");
      await choose(action);
    }
    const output = page.locator(".part.panel .view-lines");
    await expect.poll(() => output.textContent()).toMatch(/Discovered\s3\stools/);
  });
});
