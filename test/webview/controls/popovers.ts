import { beforeAll, describe, expect, test } from "vitest";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** What opens over the pictures of the fixture `bowl.ts`. */
export function testPopovers(code: Shared): void {
  const { panel, press, pressOn, tool, discard } = handsOn(code);
  const popovers = [
    {
      ...{ section: "settings", name: "Start and steps", inside: "Steps" },
      beside: { section: "surface", on: "3-D", off: "map" },
    },
    {
      ...{ section: "editor", name: "Options of Adagrad (lecture)", inside: "eps" },
      beside: { section: "charts", on: "View as table", off: "View as table" },
    },
  ];
  /** Where everything is that is not in a popover. */
  const places = () =>
    panel()
      .locator("body")
      .evaluate((body) =>
        [...body.querySelectorAll("*")]
          .filter((element) => !element.closest(".popoverPanel"))
          .map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            return [x, y, width, height].join();
          }),
      );

  /** Waits until what is found of the runs has come: nothing moves for longer than that takes to be asked for. */
  const atRest = async () => {
    let last = "";
    const isAsBefore = async () => {
      const now = JSON.stringify(await places());
      const same = now === last;
      last = now;
      return same;
    };
    await expect.poll(isAsBefore, { interval: 600 }).toBe(true);
  };

  describe.each(popovers)("the popover $name", ({ section, name, inside, beside }) => {
    const button = () => code.panel.section(section).getByRole("button", { name, exact: true });
    const form = () => panel().getByRole("dialog", { name, exact: true });

    beforeAll(async () => {
      await discard();
      await panel().locator('[data-run="run-1"]').click();
      await code.panel.closePopover();
    });

    test("opens by a click over what is there and moves nothing, and closes by its own button", async () => {
      await code.panel.scrollToTop();
      await code.panel.drawn();
      await atRest();
      const before = await places();
      await button().click();
      await form().waitFor();
      expect(await places()).toEqual(before);
      const box = (await form().boundingBox())!;
      const page = (await panel().locator("body").boundingBox())!;
      const bar = (await panel().locator(".stepBar").boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(page.x);
      expect(box.x + box.width).toBeLessThanOrEqual(page.x + page.width);
      expect(box.y + box.height).toBeLessThanOrEqual(bar.y);
      await form().getByRole("button", { name: "Close" }).click();
      await form().waitFor({ state: "detached" });
      expect(await button().evaluate((it) => it === document.activeElement)).toBe(true);
    });

    test("opens by a key, is the next thing that Tab reaches, and Escape gives the focus back", async () => {
      await pressOn(button(), "Enter");
      await form().waitFor();
      await press("Tab");
      expect(await form().evaluate((it) => it.contains(document.activeElement))).toBe(true);
      await code.panel.control(inside).getByRole("textbox").focus();
      await press("Escape");
      await form().waitFor({ state: "detached" });
      expect(await button().evaluate((it) => it === document.activeElement)).toBe(true);
    });

    test("stays while other controls at the top are used, and gives way to another popover", async () => {
      await button().click();
      await panel().locator('[data-run="run-0"]').click();
      await panel().locator('[data-run="run-1"]').click();
      expect(await form().count()).toBe(1);
      const other = popovers.find((one) => one.name !== name)!;
      await panel().getByRole("button", { name: other.name, exact: true }).click();
      await form().waitFor({ state: "detached" });
      expect(await panel().getByRole("dialog", { name: other.name }).count()).toBe(1);
      await press("Escape");
    });

    test("closes when something else is pressed, which takes the press", async () => {
      await code.panel.scrollToTop();
      await button().click();
      await form().waitFor();
      const control = tool(beside.section, beside.on);
      expect(await control.getAttribute("aria-pressed")).toBe("false");
      await control.click();
      await form().waitFor({ state: "detached" });
      await expect.poll(() => control.getAttribute("aria-pressed")).toBe("true");
      await tool(beside.section, beside.off).click();
    });
  });

  test("what a schedule needs is shown as soon as it is chosen", async () => {
    await code.panel.pick(/^Schedule: /, "exponential");
    await code.panel.control("gamma").waitFor();
    await press("Escape");
    await code.panel.control("gamma").waitFor({ state: "detached" });
    await discard();
  });
}
