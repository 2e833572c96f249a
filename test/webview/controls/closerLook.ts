import { describe, expect, test } from "vitest";
import { handsOn } from "./hands";
import type { Shared } from "../useWorkbench";

/** Reading the curves and the step of the fixture `bowl.ts` more closely. */
export function testCloserLook(code: Shared): void {
  const { panel, mouse, press, pressOn, boxOf } = handsOn(code);
  const ofLoss = (what: string) => panel().locator(`[data-chart="loss"] ${what}`);
  const picture = (chart: string) => code.panel.picture(code.panel.chart(chart).locator("canvas"));

  describe("a closer look at the curves", () => {
    test("dragging along the axis of values zooms into them, a double click shows all", async () => {
      const before = await picture("Loss L");
      const box = await boxOf('[data-chart="loss"] .axisGrip');
      const x = box.x + box.width / 2;
      await mouse().move(x, box.y + 12);
      await mouse().down();
      await mouse().move(x, box.y + box.height / 2, { steps: 3 });
      await mouse().up();
      await ofLoss(".chartNote").getByText("Zoomed into values.").waitFor();
      expect(await picture("Loss L")).not.toBe(before);
      await ofLoss(".axisGrip").dblclick();
      await ofLoss(".chartNote").getByText("Zoomed into values.").waitFor({ state: "detached" });
      await expect.poll(() => picture("Loss L")).toBe(before);
    });

    test("the menu of the axis does the same by keyboard", async () => {
      const choose = async (name: string) => {
        await pressOn(code.panel.axis("Loss L"), "Enter");
        const item = panel().getByRole("menuitem", { name, exact: true });
        await pressOn(item, "Enter");
      };
      const before = await picture("Loss L");
      await choose("Zoom into values");
      await ofLoss(".chartNote").getByText("Zoomed into values.").waitFor();
      await choose("All values");
      await expect.poll(() => picture("Loss L")).toBe(before);
    });

    test("the menu of the axis has the focus from when it is there", async () => {
      const role = await code.panel.axis("Loss L").evaluate(async (button) => {
        const opened = new Promise((resolve) => {
          new MutationObserver(resolve).observe(button.parentElement!, { childList: true });
        });
        (button as HTMLElement).click();
        await opened;
        return document.activeElement?.getAttribute("role");
      });
      expect(role).toBe("menuitemradio");
      await press("Escape");
    });

    test("the loss can be shown above the least of all runs, and smoothed", async () => {
      const toggle = async (chart: string, name: string) => {
        // By keyboard: notes come and go under the charts, and everything moves.
        await pressOn(code.panel.axis(chart), "Enter");
        await pressOn(panel().getByRole("menuitemcheckbox", { name, exact: true }), "Enter");
      };
      const before = await picture("Loss L");
      await toggle("Loss L", "L − L*");
      await code.panel.chart("L − L*").waitFor();
      await ofLoss(".chartNote").getByText("the least of all runs").waitFor();
      await toggle("L − L*", "L − L*");
      await expect.poll(() => picture("Loss L")).toBe(before);
      await toggle("Loss L", "Smooth");
      await expect.poll(() => picture("Loss L")).not.toBe(before);
      await toggle("Loss L", "Smooth");
      await expect.poll(() => picture("Loss L")).toBe(before);
    });

    test("arrows say what the step at the cursor is made of", async () => {
      const arrows = panel().getByRole("button", { name: "Arrows of the step" });
      const map = () => code.panel.picture(panel().locator(".surfaceCanvas canvas").last());
      await press("Escape");
      const before = await map();
      await arrows.click();
      await panel().getByText("directions only").waitFor();
      await expect.poll(map).not.toBe(before);
      await pressOn(arrows, "Enter");
      await expect.poll(map).toBe(before);
    });
  });
}
