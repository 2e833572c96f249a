import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";
import { onPage, surfaceOnPage } from "./surfaceOnPage";

/** Taking changes back, of the fixture `bowl.ts`. */
export function testUndo(code: Shared): void {
  const { panel, press, mouse, discard } = handsOn(code);
  const rateBox = () => code.panel.control("η (lr)").getByRole("textbox");
  const rate = () => rateBox().inputValue();
  const startBox = () => code.panel.control("Start x").getByRole("textbox");
  const labels = () => panel().locator(".runLabel").allTextContents();
  const undo = () => panel().getByRole("button", { name: "Undo (Ctrl+Z)" });

  describe("undo", () => {
    beforeAll(async () => {
      await discard();
      await code.panel.closePopover();
      await panel().locator('[data-run="run-0"]').click();
    });
    afterAll(() => discard());

    test("has nothing to do at first", async () => {
      expect(await undo().isDisabled()).toBe(true);
    });

    test("takes a typed rate back from within its box, and redo makes it again", async () => {
      const before = await rate();
      await rateBox().focus();
      await rateBox().fill("0.25");
      await expect.poll(() => undo().isDisabled()).toBe(false);
      await press("Control+Z");
      await expect.poll(rate).toBe(before);
      await press("Control+Shift+Z");
      await expect.poll(rate).toBe("0.25");
      await undo().click();
      await expect.poll(rate).toBe(before);
      // As in the code again: there is nothing to save.
      await expect
        .poll(() => panel().getByRole("button", { name: "Discard changes" }).isDisabled())
        .toBe(true);
    });

    test("takes a click and a whole drag of the start back, one by one", async () => {
      const start = async () => {
        await code.panel.openSettings();
        return startBox().inputValue();
      };
      await code.panel.scrollToTop();
      const before = await start();
      await press("Escape");
      await mouse().click(...onPage(await surfaceOnPage(code), [2, 0.5]));
      await expect.poll(start).not.toBe(before);
      const clicked = await start();
      const y = Number(await code.panel.control("Start y").getByRole("textbox").inputValue());
      await press("Escape");
      await code.panel.live();
      // The map may have followed the new paths.
      const place = await surfaceOnPage(code);
      await mouse().move(...onPage(place, [Number(clicked), y]));
      await mouse().down();
      await mouse().move(...onPage(place, [2.5, 0.8]), { steps: 5 });
      await mouse().up();
      await expect.poll(start).not.toBe(clicked);
      await press("Escape");
      await press("Control+z");
      await expect.poll(start).toBe(clicked);
      await press("Escape");
      await press("Control+z");
      await expect.poll(start).toBe(before);
      expect(await undo().isDisabled()).toBe(true);
      await press("Escape");
    });

    test("brings a removed run back from the toast", async () => {
      const before = await labels();
      await code.panel.openOptions();
      await panel().getByRole("button", { name: "Remove", exact: true }).click();
      await expect.poll(async () => (await labels()).length).toBe(before.length - 1);
      await panel().getByRole("status").getByRole("button", { name: "Undo" }).click();
      await expect.poll(labels).toEqual(before);
      await code.panel.closePopover();
    });

    test("of a change of optimizer and of a hidden run", async () => {
      const before = await labels();
      await panel().locator('[data-run="run-0"]').click();
      await code.panel.pick(/^Optimizer: /, "adam");
      await expect.poll(labels).not.toEqual(before);
      await press("Control+Z");
      await expect.poll(labels).toEqual(before);
      await code.panel.openOptions();
      await panel().getByRole("button", { name: "Hide", exact: true }).click();
      await panel().locator(".hiddenRun").waitFor();
      await press("Control+Z");
      await panel().locator(".hiddenRun").waitFor({ state: "detached" });
      await code.panel.closePopover();
    });
  });
}
