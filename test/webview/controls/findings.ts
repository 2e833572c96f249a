import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** What is said of a run of the fixture `bowl.ts` that diverges, and its remedies. */
export function testFindings(code: Shared): void {
  const { panel, discard, press, pressOn, stepNow } = handsOn(code);
  const finding = () => panel().locator('[data-finding="diverging"]').first();
  const labels = () => panel().locator(".runLabel").allTextContents();

  describe("findings", () => {
    beforeAll(async () => {
      await discard();
      await code.panel.closePopover();
      await panel().locator('[data-run="run-0"]').click();
      // λmax = 4: unstable above η = 2/4.
      await code.panel.type("η (lr)", "0.6");
      await code.panel.openTab(/^Findings/);
      await panel().locator("[data-finding]").first().waitFor();
    });
    afterAll(() => discard());

    test("lead to their steps", async () => {
      await panel().locator('[data-run="run-1"]').click();
      const place = finding().getByRole("link").first();
      await place.click();
      const text = await finding().locator("a.link").first().textContent();
      const from = Number(/steps? (\d+)/.exec(text ?? "")![1]);
      expect(await stepNow()).toBe(from);
      expect(await panel().locator('[data-run="run-0"]').getAttribute("aria-pressed")).toBe("true");
      await expect.poll(() => code.panel.section("charts").locator(".spanInView").count()).toBe(1);
    });

    test("are hidden with their run", async () => {
      await panel().getByRole("button", { name: "Hide Gradient descent", exact: true }).click();
      await expect.poll(() => finding().count()).toBe(0);
      await panel().getByRole("button", { name: "Show Gradient descent", exact: true }).click();
      await finding().waitFor();
    });

    test("offer a remedy, and one press adds a run with it that does better", async () => {
      const [bad] = await code.panel.endPoints();
      await code.panel.openTab(/^Findings/);
      const remedy = finding().locator(".remedies").getByRole("link").first();
      const [, rate, loss] = /^η = (\S+) → L (\S+)$/.exec(
        (await finding().locator(".remedies a.link").first().textContent()) ?? "",
      )!;
      await finding().scrollIntoViewIfNeeded();
      await finding().scrollIntoViewIfNeeded();
      await code.workbench.screenshot("remedies");
      await pressOn(remedy, "Enter");
      await expect.poll(async () => (await labels()).length).toBe(3);
      expect((await labels())[2]).toContain(`η = ${rate}`);
      await expect
        .poll(async () => (await code.panel.endPoints())[2]?.loss.toPrecision(4))
        .toBe(Number(loss).toPrecision(4));
      expect(Number(loss)).toBeLessThan(bad!.loss);
      // What has been taken is offered no more.
      await code.panel.openTab(/^Findings/);
      const taken = finding().locator(".remedies").getByText(`✓ η = ${rate} →`);
      await taken.waitFor();
      expect(await taken.getByRole("link").count()).toBe(0);
    });

    test("tell why on demand", async () => {
      await code.panel.openTab(/^Findings/);
      const why = panel().getByText(/^Each step overshoots/);
      expect(await why.count()).toBe(0);
      const more = panel().getByRole("button", { name: /^Gradient descent: why/ });
      await pressOn(more, "Enter");
      await why.waitFor();
      expect(await more.getAttribute("aria-expanded")).toBe("true");
      await code.workbench.screenshot("findings-open");
      await more.click();
      await why.waitFor({ state: "detached" });
    });

    test("share their place with the formula and the results, by mouse and by keyboard", async () => {
      const tab = (name: string | RegExp) => panel().getByRole("tab", { name });
      await tab(/^Findings/).click();
      await finding().waitFor();
      await press("ArrowRight");
      await code.panel.section("formula").waitFor();
      expect(await tab(/^Step /).evaluate((it) => it === document.activeElement)).toBe(true);
      expect(await finding().count()).toBe(0);
      await press("End");
      await code.panel.section("results").waitFor();
      await press("Home");
      await finding().waitFor();
    });
  });
}
