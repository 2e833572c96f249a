import { beforeAll, describe, expect, test } from "vitest";
import type { Words } from "../../l10n/wordsEnglish";
import { faultsOfLayout } from "./layoutFaults";
import type { Shared } from "./useWorkbench";

/** Narrow ones beside and without the Explorer, and those of windows of 1280, 1600 and 2408 pixels. */
const widths = [380, 466, 616, 776, 1180];

/** Nothing is cut and nothing lies on anything else in any size that people have, with each tab and with a form open. */
export function fitsEverySize(code: Shared, words: Words, language: string): void {
  const panel = () => code.workbench.panel();
  const button = (name: string) => panel().getByRole("button", { name, exact: true }).first();
  const results = words["card.results"];
  const findings = words["card.findings"];

  describe.each(["rosenbrock.ts", "network.ts"])("%s", (file) => {
    beforeAll(async () => {
      await code.workbench.runCommand("View: Close All Editor Groups");
      // High enough for the lens to be in sight.
      await code.workbench.resize(1280, 1300);
      await code.workbench.openFile(file);
      await code.workbench.page.locator(".codelens-decoration a").first().click();
      await panel().locator('[data-status="live"]').waitFor();
      if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
        await code.workbench.runCommand("View: Close Primary Side Bar");
      }
      await panel().locator("[data-finding]").first().waitFor();
    });

    test.each(widths)("in a panel of %i pixels", async (width) => {
      await code.panel.resize(width, 2400);
      await code.panel.scrollToTop();
      await code.panel.drawn();
      expect(await panel().locator("html").getAttribute("lang")).toBe(language);
      const tabs = panel().getByRole("tab");
      for (const name of [findings, results, /\d/]) {
        await tabs.filter({ hasText: name }).last().click();
        await code.panel.drawn();
        expect(await faultsOfLayout(panel())).toEqual([]);
      }
      await tabs.filter({ hasText: findings }).click();
      await code.panel.scrollToTop();
      await code.workbench.screenshot(`${language}-${file}-${width}`);
      await button(words["settings.title"]).click();
      await panel().getByRole("dialog").waitFor();
      await code.workbench.screenshot(`${language}-${file}-settings-${width}`);
      expect(await faultsOfLayout(panel())).toEqual([]);
      await panel()
        .getByRole("dialog")
        .getByRole("button", { name: words["popover.close"] })
        .click();
      await panel().getByRole("dialog").waitFor({ state: "detached" });
    });
  });
}
