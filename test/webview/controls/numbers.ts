import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { gradientDescentRow } from "../bowl";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** Numbers of a run and of all runs, on the fixture `bowl.ts`: dragged, nudged and typed. */
export function testNumbers(code: Shared): void {
  const { panel, mouse, press, pressOn, tool, discard } = handsOn(code);
  const rate = () => code.panel.control("η (lr)");
  const box = (name: string) => code.panel.control(name).getByRole("textbox");
  const slider = () => rate().getByRole("slider");
  const shown = async () => Number(await box("η (lr)").inputValue());
  const descent = async () => (await code.panel.endPoints())[0]!;
  /** The end of gradient descent follows the rate on show. */
  const followsRate = async (steps = 20) => {
    const wanted = gradientDescentRow(steps, await shown()).loss;
    // Rounding of some tens of steps.
    await expect.poll(async () => (await descent()).loss / wanted).toBeCloseTo(1, 10);
  };

  describe("a hyperparameter", () => {
    beforeEach(async () => {
      await discard();
      await panel().locator('[data-run="run-0"]').click();
      await expect.poll(shown).toBe(0.1);
    });

    test("is dragged on its slider, and the run follows", async () => {
      await slider().scrollIntoViewIfNeeded();
      const place = (await slider().boundingBox())!;
      const middle = place.y + place.height / 2;
      await mouse().move(place.x + place.width * 0.7, middle);
      await mouse().down();
      await mouse().move(place.x + place.width * 0.62, middle, { steps: 6 });
      await mouse().up();
      await expect.poll(shown).not.toBe(0.1);
      expect(await slider().getAttribute("aria-valuetext")).toBe(String(await shown()));
      await followsRate();
    });

    test("is nudged by arrow keys on its slider and in its box", async () => {
      await pressOn(slider(), "ArrowLeft");
      await expect.poll(shown).toBeLessThan(0.1);
      await followsRate();
      await box("η (lr)").fill("0.1");
      await pressOn(box("η (lr)"), "ArrowUp");
      // A tenth of a decade: 0.1·10^0.1.
      await expect.poll(shown).toBe(0.126);
      await press("Shift+ArrowDown");
      await expect.poll(shown).toBe(0.0126);
      await followsRate();
    });

    test("is typed, and says at once what it must be", async () => {
      await box("η (lr)").fill("0.2");
      await followsRate();
      const before = (await descent()).loss;
      for (const wrong of ["-1", "abc", ""]) {
        await box("η (lr)").fill(wrong);
        await rate()
          .getByRole("alert")
          .filter({ hasText: /^Must be/ })
          .waitFor();
        expect(await rate().getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
      }
      expect((await descent()).loss).toBe(before);
      await box("η (lr)").fill("abc");
      const problem = rate().getByRole("alert");
      await problem.waitFor();
      // What is wrong lies on nothing once the box is left, which says it still.
      await tool("surface", "Zoom out").click();
      await problem.waitFor({ state: "hidden" });
      expect(await box("η (lr)").getAttribute("title")).toMatch(/^Must be/);
      expect(await box("η (lr)").getAttribute("aria-invalid")).toBe("true");
      await box("η (lr)").focus();
      await problem.waitFor();
      await box("η (lr)").press("Escape");
      expect(await box("η (lr)").inputValue()).toBe("0.2");
      await box("η (lr)").fill("0.05");
      await expect.poll(() => rate().getByRole("alert").count()).toBe(0);
      await followsRate();
    });

    test("is discarded as it was typed where it is not allowed and nothing else is changed", async () => {
      const back = panel().getByRole("button", { name: "Discard changes" });
      expect(await back.isDisabled()).toBe(true);
      await box("η (lr)").fill("abc");
      await back.click();
      await expect.poll(() => box("η (lr)").inputValue()).toBe("0.1");
      await back.and(panel().locator(":disabled")).waitFor();
    });

    test.each(["0.07206", "1.23e-10"])("has room for %s in its box", async (rateText) => {
      await box("η (lr)").fill(rateText);
      const [needed, room] = await box("η (lr)").evaluate((field) => {
        const style = getComputedStyle(field);
        const pen = document.createElement("canvas").getContext("2d")!;
        pen.font = style.font;
        const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        return [
          pen.measureText((field as HTMLInputElement).value).width,
          field.clientWidth - padding,
        ];
      });
      expect(room).toBeGreaterThanOrEqual(needed);
    });

    test("is tied across runs", async () => {
      const rates = () =>
        panel()
          .locator(".run .dim:nth-of-type(2)")
          .evaluateAll((all) => all.map((one) => one.textContent));
      const link = rate().getByRole("button", { name: "Change lr in every run at once" });
      await pressOn(link, "Enter");
      await expect.poll(rates).toEqual(["η 0.1", "η 0.1"]);
      await box("η (lr)").fill("0.25");
      await expect.poll(rates).toEqual(["η 0.25", "η 0.25"]);
      await link.click();
      await box("η (lr)").fill("0.3");
      await expect.poll(rates).toEqual(["η 0.3", "η 0.25"]);
      await followsRate();
    });
  });

  describe("what all runs share", () => {
    beforeEach(async () => {
      await discard();
      await code.panel.openSettings();
    });
    afterAll(() => tool("settings", "Start and steps").click());

    test("is the number of steps", async () => {
      await code.panel.type("Steps", "35");
      await expect.poll(async () => (await descent()).stop).toBe("35 steps");
      await followsRate(35);
      await pressOn(code.panel.control("Steps").getByRole("slider"), "Home");
      await expect.poll(async () => (await descent()).stop).toBe("10 steps");
    });

    test("is when to stop as converged", async () => {
      await code.panel.type("Tolerance", "1");
      // ‖g‖ = √(x² + 16y²) with x = 3·0.9^t, y = 0.6^t first falls to 1 at t = 11.
      await expect.poll(async () => (await descent()).stop).toBe("converged at 11");
    });

    test("is noise, the same for the same seed", async () => {
      const quiet = (await descent()).loss;
      await code.panel.type("Gradient noise", "0.5");
      await expect.poll(async () => (await descent()).loss).not.toBe(quiet);
      await code.panel.live();
      const first = (await descent()).loss;
      await code.panel.type("Seed", "5");
      await expect.poll(async () => (await descent()).loss).not.toBe(first);
      await code.panel.type("Seed", "0");
      await expect.poll(async () => (await descent()).loss).toBe(first);
      await code.panel.type("Gradient noise", "0");
      await expect.poll(async () => (await descent()).loss).toBe(quiet);
    });
  });
}
