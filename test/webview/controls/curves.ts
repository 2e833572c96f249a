import { describe, expect, test } from "vitest";
import { handsOn } from "./hands";
import type { Shared } from "../useWorkbench";
import { curveInsets } from "../../../webview/charts/curvePicture";
import { gradientDescentRow, lectureAdagradRow } from "../bowl";

/** The curves of the fixture `bowl.ts`, in pictures and numbers. */
export function testCurves(code: Shared): void {
  const { panel, mouse, press, pressOn, tool, goTo, boxOf, stepNow } = handsOn(code);
  const last = 20;
  const descent = "Gradient descent";
  describe("the curves", () => {
    const lossPicture = () => code.panel.picture(code.panel.chart("Loss L").locator("canvas"));
    const shownSteps = async () => {
      const label = (await code.panel.chart("Loss L").getAttribute("aria-label")) ?? "";
      return /against step (\d+) to (\d+)\./.exec(label)!.slice(1).map(Number);
    };
    const lossBox = async () => {
      const box = await boxOf('[data-chart="loss"] .chartCanvas');
      const inner = box.width - curveInsets.left - curveInsets.right;
      return {
        at: (share: number) => [box.x + curveInsets.left + share * inner, box.y + 40] as const,
      };
    };
    const all = [0, last];

    test("fold away and come back, by mouse and by keyboard", async () => {
      const title = tool("chart.loss", "Loss L");
      await title.click();
      expect(await title.getAttribute("aria-expanded")).toBe("false");
      expect(await code.panel.chart("Loss L").count()).toBe(0);
      await pressOn(title, "Enter");
      await code.panel.chart("Loss L").waitFor();
    });

    test("change their axis by one press and stay the same numbers", async () => {
      // Its curve is asked for again once the chart is unfolded.
      const words = () => code.panel.chart("Loss L").getAttribute("aria-label");
      await expect.poll(words).toContain(descent);
      const ends = await code.panel.chartEnds("Loss L", descent);
      const seen = [await lossPicture()];
      await code.panel.chooseAxis("Loss L", "linear");
      await expect.poll(lossPicture).not.toBe(seen[0]);
      seen.push(await lossPicture());
      await pressOn(code.panel.axis("Loss L"), "Enter");
      await panel().locator("[role=menuitemradio][aria-checked=true]:focus").waitFor();
      await press("ArrowUp");
      await press("Enter");
      await expect.poll(async () => seen.includes(await lossPicture())).toBe(false);
      expect(await code.panel.axis("Loss L").textContent()).toContain("symlog");
      expect(await code.panel.chartEnds("Loss L", descent)).toEqual(ends);
      await code.panel.chooseAxis("Loss L", "log");
      await expect.poll(lossPicture).toBe(seen[0]);
    });

    test("space their steps evenly or by powers of ten", async () => {
      const axis = code.panel.section("charts").locator(".stepAxis");
      await code.panel.chooseAxis("Steps", "log");
      await axis.getByText("log(1 + t)", { exact: true }).waitFor();
      await pressOn(code.panel.axis("Steps"), "Enter");
      await panel().locator("[role=menuitemradio][aria-checked=true]:focus").waitFor();
      await press("Home");
      await press("Enter");
      await axis.getByText("step t", { exact: true }).waitFor();
    });

    test("zoom into steps by button, wheel and dragging, and show all again", async () => {
      await goTo(0);
      await tool("charts", /^Zoom into the steps/).click();
      await expect.poll(shownSteps).toEqual([0, 10]);
      await pressOn(tool("charts", "All steps"), "Enter");
      await expect.poll(shownSteps).toEqual(all);

      const { at } = await lossBox();
      await mouse().move(...at(0.5));
      await code.workbench.page.keyboard.down("Control");
      await mouse().wheel(0, -400);
      await code.workbench.page.keyboard.up("Control");
      await expect.poll(async () => (await shownSteps())[1]).toBeLessThan(last);
      await pressOn(tool("charts", "Zoom out"), "Enter");
      await expect.poll(async () => (await shownSteps())[0]).toBeLessThan(4);
      await tool("charts", "All steps").click();
      await expect.poll(shownSteps).toEqual(all);
    });

    test("zoom by dragging, pan by wheel, and show all after a double click", async () => {
      const { at } = await lossBox();
      await code.workbench.page.keyboard.down("Shift");
      await mouse().move(...at(0.25));
      await mouse().down();
      await mouse().move(...at(0.5), { steps: 4 });
      await mouse().up();
      await expect.poll(shownSteps).toEqual([5, 10]);
      await mouse().wheel(0, 400);
      await code.workbench.page.keyboard.up("Shift");
      await expect.poll(async () => (await shownSteps())[0]).toBeGreaterThan(5);
      await mouse().dblclick(...at(0.5));
      await expect.poll(shownSteps).toEqual(all);
    });

    test("keep the cursor in sight when it is moved out of the zoomed steps", async () => {
      await goTo(0);
      await tool("charts", /^Zoom into the steps/).click();
      await expect.poll(shownSteps).toEqual([0, 10]);
      await panel().getByRole("heading", { level: 1 }).click();
      await press("Shift+ArrowRight");
      await press("ArrowRight");
      await press("ArrowRight");
      await expect.poll(shownSteps).toEqual([2, 12]);
      await tool("charts", "All steps").click();
      await expect.poll(shownSteps).toEqual(all);
    });

    test("tell their values under the pointer beside their names", async () => {
      const { at } = await lossBox();
      await mouse().move(...at(7 / last));
      const values = code.panel.section("chart.loss").locator(".chartValue .number");
      await panel().locator(".stepAxis").getByText("step 7").waitFor();
      const expected = [gradientDescentRow(7), lectureAdagradRow(7)].map(({ loss }) =>
        String(Number(loss.toPrecision(4))),
      );
      await expect.poll(() => values.allTextContents()).toEqual(expected);
      await mouse().click(...at(7 / last));
      expect(await stepNow()).toBe(7);
    });

    test("choose their parameters", async () => {
      const group = panel().getByRole("group", { name: "Parameters shown" });
      expect(await code.panel.chart("Scale σ of y").count()).toBe(0);
      await pressOn(group.getByRole("button", { name: "y", exact: true }), "Enter");
      await code.panel.chart("Scale σ of y").waitFor();
      await group.getByRole("button", { name: "y", exact: true }).click();
      await expect.poll(() => code.panel.chart("Scale σ of y").count()).toBe(0);
    });

    test("are a table of the same numbers as well", async () => {
      await tool("charts", "View as table").click();
      const rows = code.panel.section("table").locator("tbody tr");
      await expect.poll(() => rows.count()).toBe(last + 1);
      const losses = await rows.evaluateAll((all) =>
        all.map((row) => Number(row.querySelector("td")?.title)),
      );
      losses.forEach((loss, t) => expect(loss / gradientDescentRow(t).loss).toBeCloseTo(1, 12));
      const end = () => rows.last().locator("td").allTextContents();
      // Loss, σ, η/σ, η, ‖g‖ of the charts that are not folded: the last row leaves nowhere, so it has no σ and η.
      expect((await end()).slice(1, 4)).toEqual(["–", "–", "–"]);
      for (const title of ["Momentum m", "Parameter θ"]) {
        await panel().getByRole("button", { name: title, exact: true }).click();
      }
      await expect.poll(async () => (await end()).length).toBe(7);
      expect((await end())[5]).toBe("–");
      expect((await end())[6]).toMatch(/^0\.364[67]/);
      for (const title of ["Momentum m", "Parameter θ"]) {
        await panel().getByRole("button", { name: title, exact: true }).click();
      }
      await pressOn(rows.nth(4).getByRole("button"), "Enter");
      expect(await stepNow()).toBe(4);
      await rows.nth(6).locator("td").first().click();
      expect(await stepNow()).toBe(6);

      await tool("table", "Copy values").click();
      await expect.poll(() => code.workbench.clipboard()).toContain("Gradient norm");
      const copied = (await code.workbench.clipboard()).split("\n").map((line) => line.split("\t"));
      expect(copied.slice(1).map(([, loss]) => Number(loss))).toEqual(losses);
      await pressOn(tool("charts", "View as table"), "Enter");
      await expect.poll(() => rows.count()).toBe(0);
    });
  });
}
