import { expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({
  folder: fixtures,
  workspaceTrust: true,
});

test("in Restricted Mode the panel offers to manage trust, and works once it is granted", async () => {
  const { page } = code.workbench;
  await page.getByRole("button", { name: "No, I don't trust the authors" }).click();
  await code.workbench.openFile("bowl.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  const manage = code.workbench.panel().getByRole("button", { name: "Manage Workspace Trust" });
  await manage.waitFor();
  expect(await code.panel.chart("Loss L").count()).toBe(0);

  await manage.click();
  const trust = page.locator(".workspace-trust-editor").getByRole("button", {
    name: "Trust",
    exact: true,
  });
  await trust.click();
  await page.locator(".tab", { hasText: "Optimizer Lens: bowlLoss" }).click();
  await code.panel.live();
  expect((await code.panel.endPoints())[0]!.stop).toBe("20 steps");
});
