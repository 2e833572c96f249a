import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// The actions in the titles of editors and of the panel, and the keys of both.

const code = useWorkbench({ folder: fixtures });

/** An action in the title of the first or the last group of editors. */
function action(group: "first" | "last", name: RegExp): Locator {
  const groups = code.workbench.page.locator(".editor-group-container");
  const one = group === "first" ? groups.first() : groups.last();
  return one.locator(".editor-actions").getByRole("button", { name });
}

test("an editor offers to simulate as long as its text has a loss function", async () => {
  await code.workbench.openFile("bowl.ts");
  await expect.poll(() => action("first", /^Simulate Optimizer/).count()).toBe(1);
  await code.workbench.openFile("none.ts");
  await expect.poll(() => action("first", /^Simulate Optimizer/).count()).toBe(0);
});

test("keys simulate, and lock and freeze the panel that has the focus", async () => {
  const { page } = code.workbench;
  await code.workbench.openFile("bowl.ts");
  await page.keyboard.press("Control+Alt+g");
  await code.panel.live();
  for (const name of [/^Run Again/, /^Stop/, /^Pause or Resume/, /^Lock Panel/])
    await expect.poll(() => action("last", name).count()).toBe(0);
  await code.workbench.panel().locator("body").click();
  for (const name of [/^Run Again/, /^Stop/, /^Pause or Resume/, /^Lock Panel/])
    await expect.poll(() => action("last", name).count()).toBe(1);
  await page.keyboard.press("Control+Alt+k");
  await code.workbench
    .panel()
    .getByRole("button", { name: /Locked/ })
    .waitFor();
  await action("last", /^Lock Panel/).click();
  await code.workbench.panel().getByRole("button", { name: /Lock/ }).waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.status("paused").waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.live();
});

test("the menu of a run copies and removes it", async () => {
  const { page } = code.workbench;
  const panel = code.workbench.panel();
  await code.workbench.openFile("several.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
  const runs = panel.locator(".runChoose");
  const before = await runs.count();
  await runs.first().click({ button: "right" });
  await page.getByRole("menuitem", { name: "Copy as PyTorch Code" }).hover();
  await page.keyboard.press("Enter");
  await expect.poll(() => code.workbench.clipboard()).toContain("import torch");
  await runs.first().click({ button: "right" });
  await page.getByRole("menuitem", { name: "Remove Run" }).hover();
  await page.keyboard.press("Enter");
  await expect.poll(() => runs.count()).toBe(before - 1);
});
