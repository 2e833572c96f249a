import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// The actions in the panel's title, and the keys of editor and panel.

const code = useWorkbench({ folder: fixtures });

/** An action in the title of the last group of editors. */
function action(name: RegExp): Locator {
  const group = code.workbench.page.locator(".editor-group-container").last();
  return group.locator(".editor-actions").getByRole("button", { name });
}

test("keys simulate, and lock and freeze the panel that has the focus", async () => {
  const { page } = code.workbench;
  await code.workbench.openFile("bowl.ts");
  await page.keyboard.press("Control+Alt+g");
  await code.panel.live();
  for (const name of [/^Run Again/, /^Stop/, /^Pause or Resume/, /^Lock Panel/])
    await expect.poll(() => action(name).count()).toBe(0);
  await code.workbench.panel().locator("body").click();
  for (const name of [/^Run Again/, /^Stop/, /^Pause or Resume/, /^Lock Panel/])
    await expect.poll(() => action(name).count()).toBe(1);
  await page.keyboard.press("Control+Alt+k");
  await code.workbench
    .panel()
    .getByRole("button", { name: /Locked/ })
    .waitFor();
  await action(/^Lock Panel/).click();
  await code.workbench.panel().getByRole("button", { name: /Lock/ }).waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.status("paused").waitFor();
  await page.keyboard.press("Control+Alt+f");
  await code.panel.live();
});
