import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { useWorkbench } from "./useWorkbench";
import { themeKinds } from "./workbench";

const code = useWorkbench({ folder: join(projectFolder, "test/fixtures/workbench") });

beforeAll(async () => {
  await code.workbench.openFile("bowl.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
});

/** What axe finds serious or critical in the panel, the workbench around it left out. */
async function seriousFindings(): Promise<string[]> {
  const axe = new AxeBuilder({ page: code.workbench.page }).include([
    "iframe.webview.ready",
    "iframe#active-frame",
    "body",
  ]);
  const { violations, passes } = await axe.analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`),
    );
}

describe("axe finds nothing serious in the panel", () => {
  test.each(themeKinds)("in the %s theme", async (kind) => {
    await code.workbench.setTheme(kind);
    expect(await seriousFindings()).toEqual([]);
  });
});

test("every control of the panel can be reached with the Tab key", async () => {
  const frame = code.workbench.panel();
  const expected = await frame
    .locator("button, input, select, [tabindex='0'], vscode-button, vscode-dropdown, vscode-link")
    .evaluateAll(
      (all) =>
        all.filter(
          (element) => element.checkVisibility() && !element.matches(":disabled, [disabled]"),
        ).length,
    );
  await frame.locator("body").evaluate((body) => {
    body.dataset["reached"] = "0";
    body.addEventListener("focusin", () => {
      body.dataset["reached"] = String(Number(body.dataset["reached"]) + 1);
    });
  });
  await frame.getByRole("button").first().focus();
  for (let press = 0; press < expected; press++) await code.workbench.page.keyboard.press("Tab");
  const reached = Number(await frame.locator("body").getAttribute("data-reached"));
  expect(reached).toBeGreaterThanOrEqual(expected - 1);
});
