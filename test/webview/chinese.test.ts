import { beforeAll, describe, expect, test } from "vitest";
import { traditionalChinese } from "../../l10n/wordsZhTw";
import { faultsOfLayout } from "./layoutFaults";
import { useWorkbench } from "./useWorkbench";

// The panel in Traditional Chinese, in the sizes people have: nothing is cut, nothing lies on anything else.

const code = useWorkbench({ language: "zh-tw", settings: { "editor.minimap.enabled": false } });
const panel = () => code.workbench.panel();
const words = traditionalChinese;
const button = (name: string) => panel().getByRole("button", { name, exact: true }).first();

beforeAll(async () => {
  await code.workbench.resize(1280, 1300);
  await code.workbench.openFile("rosenbrock.ts");
  await code.workbench.page.locator(".codelens-decoration a").first().click();
  await code.panel.status("live").waitFor();
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await panel().locator("[data-finding]").first().waitFor();
});

describe.each([380, 466, 616, 776, 1180])("in a panel of %i pixels", (width) => {
  test("with each tab, and with what opens over the picture", async () => {
    await code.panel.resize(width, 2400);
    await code.panel.scrollToTop();
    await code.panel.drawn();
    expect(await panel().locator("html").getAttribute("lang")).toBe("zh-tw");
    for (const tab of [words["card.findings"], words["card.results"], /^第 /]) {
      await panel().getByRole("tab", { name: tab }).click();
      await code.panel.drawn();
      expect(await faultsOfLayout(panel())).toEqual([]);
    }
    await panel().getByRole("tab", { name: words["card.findings"] }).click();
    await code.panel.scrollToTop();
    await code.workbench.screenshot(`chinese-${width}`);
    await button(words["settings.title"]).click();
    await panel().getByRole("dialog").waitFor();
    await code.workbench.screenshot(`chinese-settings-${width}`);
    expect(await faultsOfLayout(panel())).toEqual([]);
    await panel().getByRole("dialog").getByRole("button", { name: words["popover.close"] }).click();
    await panel().getByRole("dialog").waitFor({ state: "detached" });
  });
});
