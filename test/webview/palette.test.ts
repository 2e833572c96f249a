import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { PanelPage } from "./panelPage";
import { openWorkbench, type Workbench } from "./workbench";

let workbench: Workbench;
let panel: PanelPage;

beforeAll(async () => {
  workbench = await openWorkbench({ folder: join(projectFolder, "test/fixtures/workbench") });
  panel = new PanelPage(workbench);
});
afterAll(() => workbench.close());

describe("the command in the palette", () => {
  test("says what is looked for where there is no loss function, and offers an example", async () => {
    await workbench.openFile("none.ts");
    await workbench.runCommand("Simulate Optimizer");
    const message = workbench.notifications().filter({ hasText: "No loss function" });
    await message.waitFor();
    await workbench.page.getByRole("button", { name: "Open Example" }).waitFor();
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  test("lets choose where the cursor is in none of several", async () => {
    await workbench.openFile("several.ts");
    await workbench.runCommand("Simulate Optimizer");
    const rows = workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "ridgePenalty" }).waitFor();
    expect(await rows.count()).toBe(2);
    await rows.filter({ hasText: "absoluteError" }).click();
    await panel.live();
    expect(await workbench.panel().getByRole("heading", { level: 1 }).textContent()).toContain(
      "absoluteError",
    );
  });

  test("opens an example", async () => {
    await workbench.runCommand("Optimizer Lens: Open Example");
    const rows = workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.first().click();
    await workbench.codeLens("Simulate Optimizer").waitFor();
  });
});
