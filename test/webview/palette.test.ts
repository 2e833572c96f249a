import { describe, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

describe("the command in the palette", () => {
  test("says what is looked for where there is no loss function, and offers an example", async () => {
    await code.workbench.openFile("none.ts");
    await code.workbench.runCommand("Simulate Optimizer");
    const message = code.workbench.notifications().filter({ hasText: "No loss function" });
    await message.waitFor();
    await code.workbench.page.getByRole("button", { name: "Open Example" }).waitFor();
    await code.workbench.runCommand("Notifications: Clear All Notifications");
  });

  test("lets choose where the cursor is in none of several", async () => {
    await code.workbench.openFile("several.ts");
    await code.workbench.runCommand("Simulate Optimizer");
    const rows = code.workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "ridgePenalty" }).waitFor();
    expect(await rows.count()).toBe(2);
    await rows.filter({ hasText: "absoluteError" }).click();
    await code.panel.live();
    expect(await code.workbench.panel().getByRole("heading", { level: 1 }).textContent()).toContain(
      "absoluteError",
    );
  });

  test("opens an example", async () => {
    await code.workbench.runCommand("Optimizer Lens: Open Example");
    const rows = code.workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.first().click();
    await code.workbench.codeLens("Simulate Optimizer").waitFor();
  });
});
