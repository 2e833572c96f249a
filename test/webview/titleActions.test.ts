import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// The actions that VS Code shows for us: in the titles of editors and of the panel, in the panel's menus, in a message; and
// the keys of editor and panel.

const code = useWorkbench({ folder: fixtures });

/** An action in the title of the first or the last group of editors. */
function action(group: "first" | "last", name: RegExp): Locator {
  const one = code.workbench.page.locator(".editor-group-container")[group]();
  return one.locator(".editor-actions").getByRole("button", { name });
}

/** Opens the menu of a place in the panel with the mouse, and chooses from it by keyboard. */
async function chooseFromMenu(place: Locator, name: string): Promise<void> {
  const { page } = code.workbench;
  await place.click({ button: "right" });
  await page.getByRole("menuitem", { name }).hover();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name }).waitFor({ state: "detached" });
}

test("an editor offers to simulate as long as its text has a loss function", async () => {
  const simulate = action("first", /^Simulate Optimizer/);
  await code.workbench.openFile("bowl.ts");
  await expect.poll(() => simulate.count()).toBe(1);
  await code.workbench.openFile("none.ts");
  await expect.poll(() => simulate.count()).toBe(0);
  const nothing = 'export const greeting = "hello";';
  const something = "export const loss = (x: number) => x * x;";
  await code.workbench.replace(nothing, something);
  await expect.poll(() => simulate.count()).toBe(1);
  await code.workbench.replace(something, nothing);
  await expect.poll(() => simulate.count()).toBe(0);
  await code.workbench.saveFile("none.ts");
});

test("keys simulate, and pin and freeze the panel that has the focus", async () => {
  const { page } = code.workbench;
  await code.workbench.openFile("bowl.ts");
  await page.keyboard.press("Control+Alt+g");
  await code.panel.live();
  for (const name of [/^Run Again/, /^Stop/, /^Freeze Panel/, /^Pin Panel/])
    await expect.poll(() => action("last", name).count()).toBe(0);
  await code.workbench.panel().locator("body").click();
  for (const name of [/^Run Again/, /^Stop/, /^Freeze Panel/, /^Pin Panel/])
    await expect.poll(() => action("last", name).count()).toBe(1);
  await page.keyboard.press("Control+Alt+k");
  await code.workbench
    .panel()
    .getByRole("button", { name: /Pinned/ })
    .waitFor();
  await action("last", /^Pin Panel/).click();
  await code.workbench.panel().getByRole("button", { name: "Pin", exact: true }).waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.status("paused").waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.live();
});

test("the menu of a run copies and removes it", async () => {
  const runs = code.workbench.panel().locator(".runChoose");
  await expect.poll(() => runs.count()).toBe(2);
  await chooseFromMenu(runs.first(), "Copy as PyTorch Code");
  await expect.poll(() => code.workbench.clipboard()).toContain("import torch");
  await chooseFromMenu(runs.first(), "Remove Run");
  await expect.poll(() => runs.count()).toBe(1);
});

test("the menu of the charts resets their view", async () => {
  const panel = code.workbench.panel();
  const chart = code.panel.chart("Loss L");
  const reset = panel.getByRole("button", { name: "All steps" });
  await panel.getByRole("button", { name: /^Zoom into the steps/ }).click();
  await expect.poll(() => reset.isEnabled()).toBe(true);
  await chooseFromMenu(chart, "Reset View");
  await expect.poll(() => reset.isEnabled()).toBe(false);
});

test("a message about a setting opens it", async () => {
  const { page } = code.workbench;
  await code.workbench.changeSettings({ "optimizerLens.steps": -5 });
  const message = page.locator(".notification-list-item").filter({
    hasText: "optimizerLens.steps must be a number from 1 to 1000000; 1000 is used instead",
  });
  await message.hover();
  await message.getByRole("button", { name: "Open Setting" }).click();
  const search = page.locator(".settings-editor .suggest-input-container");
  await expect.poll(() => search.textContent()).toContain("@id:optimizerLens.steps");
  await expect.poll(() => page.locator(".setting-item-category").count()).toBe(1);
});
