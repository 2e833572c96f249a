import { beforeAll, describe, expect, test } from "vitest";
import { openEverything } from "./controls/everything";
import { handsOn } from "./controls/hands";
import { faultsOfLayout } from "./layoutFaults";
import { useWorkbench } from "./useWorkbench";
import { fixtures, themeKinds } from "./workbench";

// A panel of 380 pixels with everything open, on a page tall enough for all of it.

const code = useWorkbench({
  folder: fixtures,
  settings: { "editor.minimap.enabled": false },
});
const { panel, tool } = handsOn(code);
const width = 380;
const innerWidth = () =>
  panel()
    .locator("body")
    .evaluate(() => window.innerWidth);

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await openEverything(code);
  // Its formula has the longest lines of numbers.
  await code.panel.pick(/^Add a run/, "longer memory");
  // Curvature comes last, with charts of its own.
  await code.panel.section("chart.largest").waitFor();
  const folded = panel().locator('button.fold[aria-expanded="false"]');
  while ((await folded.count()) > 0) await folded.first().click();
  await code.panel.openTab(/^Step /);
  await panel().locator(".formula math").first().waitFor();
  let height = 1000;
  await code.panel.resize(width, height);
  const missing = () =>
    panel()
      .locator("body")
      .evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  for (let more = await missing(); more > 0; more = await missing()) {
    height += more;
    await code.panel.resize(width, height);
    await code.panel.drawn();
  }
});

describe("everything has its place in 380 px", () => {
  test.each(themeKinds)("in the %s theme", async (kind) => {
    await code.workbench.setTheme(kind);
    await expect.poll(innerWidth).toBeLessThanOrEqual(width + 2);
    await code.panel.drawn();
    await code.panel.openSettings();
    await code.workbench.screenshot(`narrow-${kind}`);
    expect(await faultsOfLayout(panel())).toEqual([]);
    await code.panel.openOptions();
    for (const part of ["argumentRates", "look"])
      await panel().locator(`details[data-control=${part}] summary`).click();
    await code.workbench.screenshot(`narrow-options-${kind}`);
    expect(await faultsOfLayout(panel())).toEqual([]);
  });

  test("with the 3-D view, and with a list or a menu open", async () => {
    await code.panel.closePopover();
    await tool("surface", "3-D").click();
    await panel()
      .getByRole("button", { name: /^Schedule: / })
      .click();
    const list = panel().getByRole("listbox");
    const box = (await list.boundingBox())!;
    const page = (await panel().locator("body").boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(page.x);
    expect(box.x + box.width).toBeLessThanOrEqual(page.x + page.width);
    await code.workbench.screenshot("narrow-list");
    await panel().getByRole("button", { name: "Export", exact: true }).click();
    const menu = (await panel().getByRole("menu").boundingBox())!;
    expect(menu.x).toBeGreaterThanOrEqual(page.x);
    expect(menu.x + menu.width).toBeLessThanOrEqual(page.x + page.width);
    await code.workbench.screenshot("narrow-menu");
  });
});
