import { expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

test("a file that is opened while the panel has the focus comes beside it, not over it", async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.panel().locator("body").click();
  await code.workbench.openFile("several.ts");
  const tabs = code.workbench.page.locator(".editor-group-container");
  expect(await tabs.count()).toBe(2);
  await expect
    .poll(() => tabs.first().locator('.tab[data-resource-name="several.ts"]').count())
    .toBe(1);
  expect(await code.panel.status("live").isVisible()).toBe(true);
});
