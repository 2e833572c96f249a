import { beforeAll, describe, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { themeKinds } from "./workbench";

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

beforeAll(async () => {
  await code.panel.simulate("valley.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

test.each(themeKinds)("wide, in the %s theme", async (kind) => {
  await code.workbench.resize(1600, 1000);
  await code.workbench.setTheme(kind);
  await code.panel.drawn();
  await code.workbench.screenshot(`wide-${kind}`);
});

describe("for the README: surface and curves at once, in a window that people have", () => {
  test.each([
    ["dark", 1600, 1000],
    ["light", 1280, 800],
  ] as const)("%s, %i × %i", async (kind, width, height) => {
    await code.workbench.panel().locator('[data-run="run-1"]').first().click();
    await code.workbench.resize(width, height);
    await code.workbench.setTheme(kind);
    await code.panel.scrollToTop();
    await code.panel.drawn();
    await code.workbench.screenshot(`media/screenshots/valley-${kind}`);
  });
});

/** Widths of the window beside which the panel, half of what the activity bar leaves, is as wide as named. */
test.each([380, 520, 900])("nothing is cut off in a panel of %i px", async (width) => {
  await code.workbench.setTheme("dark");
  await code.workbench.resize(2 * width + 48, 900);
  const body = code.workbench.panel().locator("body");
  await expect.poll(() => body.evaluate(() => window.innerWidth)).toBeGreaterThanOrEqual(width - 2);
  expect(await body.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(width + 2);
  await code.panel.drawn();
  await code.workbench.screenshot(`panel-${width}`);
  const overflow = await body.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
