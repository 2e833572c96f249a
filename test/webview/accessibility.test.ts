import { AxeBuilder } from "@axe-core/playwright";
import { beforeAll, describe, expect, test } from "vitest";
import { openEverything } from "./controls/everything";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";
import { fixtures, themeKinds } from "./workbench";

const code = useWorkbench({ folder: fixtures });
const { panel, tool } = handsOn(code);

beforeAll(() => code.panel.simulate("bowl.ts"));

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

/** Ways the panel can look; each adds to the one before. */
const states = {
  "as it opens": () => Promise.resolve(),
  "with all there is to edit, findings, the 3-D view and the table of values": async () => {
    await tool("surface", "3-D").click();
    await openEverything(code);
  },
  "with the formula of a step": async () => {
    await code.panel.openTab(/^Step /);
    await panel().locator(".formula math").first().waitFor();
  },
  "with the results": () => code.panel.openTab("Results"),
  "with a list open": async () => {
    await code.panel.openOptions();
    await panel()
      .getByRole("button", { name: /^Optimizer: / })
      .click();
    await panel().getByRole("listbox").waitFor();
  },
  "with a menu open": async () => {
    await panel().getByRole("button", { name: "Export", exact: true }).click();
    await panel().getByRole("menu").waitFor();
  },
};

describe.each(Object.keys(states) as (keyof typeof states)[])("the panel %s", (state) => {
  beforeAll(() => states[state]());

  test.each(themeKinds)("has nothing that axe calls serious in the %s theme", async (kind) => {
    await code.workbench.setTheme(kind);
    expect(await seriousFindings()).toEqual([]);
  });
});

test("every control of the panel can be reached with the Tab key", async () => {
  const controls = code.workbench
    .panel()
    .locator('a[href], button, input, select, summary, [tabindex="0"]')
    .locator("visible=true");
  await controls.first().focus();
  await controls.first().evaluate(() => {
    document.addEventListener("focusin", markReached, true);
    markReached();
    function markReached(): void {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      element?.setAttribute("data-reached", "");
    }
  });
  for (let press = 0; press < (await controls.count()); press++) {
    await code.workbench.page.keyboard.press("Tab");
  }
  const unreached = await controls.evaluateAll((all) =>
    all
      .filter((control) => !control.matches(":disabled, [data-reached], [tabindex='-1']"))
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  );
  expect(unreached).toEqual([]);
});
