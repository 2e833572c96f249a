import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { PanelPage } from "./panelPage";
import { openWorkbench, type Workbench } from "./workbench";

let workbench: Workbench;
let panel: PanelPage;

beforeAll(async () => {
  workbench = await openWorkbench({
    folder: join(projectFolder, "test/fixtures/workbench"),
    workspaceTrust: true,
  });
  panel = new PanelPage(workbench);
});
afterAll(() => workbench.close());

test("in Restricted Mode the panel offers to manage trust, and works once it is granted", async () => {
  await workbench.openFile("bowl.ts");
  await workbench.codeLens("Simulate Optimizer").click();
  const manage = workbench.panel().getByRole("button", { name: "Manage Workspace Trust" });
  await manage.waitFor();
  expect(await panel.chart("Loss L").count()).toBe(0);

  await manage.click();
  const trust = workbench.page.locator(".workspace-trust-editor").getByRole("button", {
    name: "Trust",
    exact: true,
  });
  await trust.click();
  await workbench.page.locator('.tab[data-resource-name="bowl.ts"]').click();
  await panel.live();
  expect((await panel.endPoints())[0]!.stop).toBe("20 steps");
});
