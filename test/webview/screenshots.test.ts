import { afterAll, beforeAll, expect, test } from "vitest";
import { PanelPage } from "./panelPage";
import { openWorkbench, themeKinds, type ThemeKind, type Workbench } from "./workbench";

let workbench: Workbench;
let panel: PanelPage;

/** Those that the README shows. */
const inReadme: Partial<Record<ThemeKind, string>> = {
  dark: "media/screenshots/dark",
  light: "media/screenshots/light",
};

beforeAll(async () => {
  workbench = await openWorkbench({ settings: { "editor.minimap.enabled": false } });
  panel = new PanelPage(workbench);
  await workbench.openFile("valley.ts");
  await workbench.codeLens("Simulate Optimizer").click();
  await panel.live();
  await workbench.runCommand("View: Close Primary Side Bar");
});
afterAll(() => workbench.close());

test.each(themeKinds)("wide, in the %s theme", async (kind) => {
  await workbench.resize(1600, 1000);
  await workbench.setTheme(kind);
  await panel.drawn();
  await workbench.screenshot(inReadme[kind] ?? `wide-${kind}`);
});

/** Widths of the window beside which the panel, half of what the activity bar leaves, is as wide as named. */
test.each([380, 520, 900])("nothing is cut off in a panel of %i px", async (width) => {
  await workbench.setTheme("dark");
  await workbench.resize(2 * width + 48, 900);
  const body = workbench.panel().locator("body");
  await expect.poll(() => body.evaluate(() => window.innerWidth)).toBeGreaterThanOrEqual(width - 2);
  expect(await body.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(width + 2);
  await panel.drawn();
  await workbench.screenshot(`panel-${width}`);
  const overflow = await body.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
