import { describe, expect, test } from "vitest";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// What the pictures show of functions that are not as tame as a bowl.

const code = useWorkbench({ folder: fixtures });
const { panel, pressOn } = handsOn(code);

async function simulate(file: string): Promise<void> {
  const lines = code.workbench.page.locator(".monaco-editor .view-lines").first();
  const groups = code.workbench.page.locator(".editor-group-container");
  if (await lines.isVisible()) await groups.first().locator(".tab.active").click();
  await code.workbench.openFile(file);
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
}

describe("methods that do not scale", () => {
  test("have one line instead of charts of σ, until one does", async () => {
    await simulate("deep.ts");
    const line = panel().getByText("σ = 1: these methods do not scale.");
    await line.waitFor();
    expect(await code.panel.chart("Scale σ of x").count()).toBe(0);
    await code.panel.pick(/^Optimizer: /, "adam");
    await code.panel.chart("Scale σ of x").waitFor();
    expect(await line.count()).toBe(0);
    await handsOn(code).discard();
    await line.waitFor();
  });
});

describe("a loss that falls to 10⁻⁷²", () => {
  const lossPicture = () => code.panel.picture(code.panel.chart("Loss L").locator("canvas"));

  test("is drawn down to twelve decades below the start, and on demand to its end", async () => {
    await simulate("deep.ts");
    // 10⁻¹² of 2²/2.
    const loss = panel().getByRole("region", { name: "Loss L" });
    const note = loss.getByText("Drawn down to 2e-12.");
    await note.waitFor();
    // What is drawn ends at the floor, what is told does not: 2/16⁶⁰.
    expect((await code.panel.chartEnds("Loss L", "Gradient descent"))[1]).toBe(
      Number((2 / 16 ** 60).toPrecision(4)),
    );
    const floored = await lossPicture();
    await loss.getByRole("button", { name: "Show all", exact: true }).click();
    await expect.poll(lossPicture).not.toBe(floored);
    const whole = await lossPicture();
    expect(await note.count()).toBe(0);
    const end = loss.getByRole("button", { name: "End the axis 12 decades below the start" });
    await pressOn(end, "Enter");
    await note.waitFor();
    await expect.poll(lossPicture).not.toBe(whole);
  });
});
