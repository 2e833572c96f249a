import { describe, expect, test } from "vitest";
import { handsOn } from "./hands";
import type { Shared } from "../useWorkbench";

/** The bar that moves the step cursor. */
export function testStepBar(code: Shared): void {
  const { panel, mouse, press, pressOn, bar, boxOf, stepNow } = handsOn(code);
  const last = 20;
  const descent = "Gradient descent";
  describe("the step bar", () => {
    test("goes to either end and one step either way by mouse", async () => {
      await bar("First step").click();
      expect(await stepNow()).toBe(0);
      expect(await bar("One step back").isDisabled()).toBe(true);
      await bar("One step forward").click();
      // 3·0.9 and 1·0.6
      await expect.poll(() => code.panel.surfacePoints()).toContain(`${descent} is at (2.7, 0.6)`);
      await bar("One step back").click();
      await expect.poll(() => code.panel.surfacePoints()).toContain(`${descent} is at (3, 1)`);
      await bar("Last step").click();
      expect(await stepNow()).toBe(last);
      expect(await bar("One step forward").isDisabled()).toBe(true);
    });

    test("does the same by keyboard", async () => {
      await pressOn(bar("First step"), "Enter");
      expect(await stepNow()).toBe(0);
      await pressOn(bar("One step forward"), "Space");
      expect(await stepNow()).toBe(1);
      await pressOn(bar("Last step"), "Enter");
      expect(await stepNow()).toBe(last);
      await pressOn(bar("One step back"), "Enter");
      expect(await stepNow()).toBe(last - 1);
    });

    test("is scrubbed with the pointer", async () => {
      const { x, y, width, height } = await boxOf("input.stepSlider");
      await mouse().move(x + width / 2, y + height / 2);
      await mouse().down();
      expect(await stepNow()).toBe(last / 2);
      await mouse().move(x + 1, y + height / 2, { steps: 4 });
      expect(await stepNow()).toBe(0);
      await mouse().up();
    });

    test("takes a step that is typed", async () => {
      const field = panel().getByRole("textbox", { name: "Go to step" });
      await field.fill("13");
      await press("Enter");
      expect(await stepNow()).toBe(13);
      await field.fill("1000");
      await press("Enter");
      expect(await stepNow()).toBe(last);
      await field.fill("-5");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      expect(await field.getAttribute("title")).toBe(
        `Must be a whole number between 0 and ${last}.`,
      );
      await press("Enter");
      expect(await stepNow()).toBe(0);
      await field.fill("1000");
      await press("Enter");
      await field.fill("none");
      await press("Enter");
      expect(await stepNow()).toBe(last);
      expect(await field.inputValue()).toBe(String(last));
    });

    test("answers to keys from anywhere in the panel", async () => {
      await panel().getByRole("heading", { level: 1 }).click();
      await press("Home");
      await press("ArrowRight");
      expect(await stepNow()).toBe(1);
      await press("Shift+ArrowRight");
      expect(await stepNow()).toBe(11);
      await press("ArrowLeft");
      expect(await stepNow()).toBe(10);
      await press("End");
      expect(await stepNow()).toBe(last);
    });

    test("plays to the end, and from there again from the start", async () => {
      await code.panel.chooseIn("Speed", "100 / s");
      await bar("First step").click();
      await bar("Play").click();
      await expect.poll(stepNow).toBe(last);
      await bar("Play").waitFor();
      await code.panel.chooseIn("Speed", "1 / s");
      await pressOn(bar("Play"), "Enter");
      await expect.poll(stepNow).toBeLessThan(last);
      await pressOn(bar("Pause"), "Enter");
      const stopped = await stepNow();
      await code.panel.drawn();
      expect(await stepNow()).toBe(stopped);
      expect(stopped).toBeLessThan(last);
    });

    test("takes its speed from the keyboard", async () => {
      const speed = panel().getByRole("button", { name: "Speed", exact: true });
      const open = async () => {
        await pressOn(speed, "Enter");
        await panel().locator("[role=menuitemradio][aria-checked=true]:focus").waitFor();
      };
      await open();
      await press("ArrowDown");
      await press("Enter");
      await expect.poll(() => speed.textContent()).toMatch(/^5 \/ s/);
      await open();
      await press("End");
      await press("Enter");
      await expect.poll(() => speed.textContent()).toMatch(/^10,000 \/ s/);
    });
  });
}
