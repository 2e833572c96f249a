import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

/** The fixture, (x² + 4y²)/2, has λmax = 4: gradient descent is stable up to 2/4. */
const stable = 0.5;

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await code.workbench.panel().locator('[data-run="run-0"]').first().click();
});

const rate = (kind: string) =>
  code.workbench.panel().locator(`[data-rate="${kind}"] vscode-button`);
const rateOf = async (kind: string) => {
  const text = (await rate(kind).textContent()) ?? "";
  return Number(text.replace("Use η = ", ""));
};

test("finding a rate shows where it is stable, where the loss falls and where it blows up", async () => {
  const find = code.workbench.panel().getByRole("button", { name: "Find a rate …" });
  await find.focus();
  await code.workbench.page.keyboard.press("Enter");
  await rate("stableAtStart").waitFor();
  expect(await rateOf("stableAtStart")).toBeCloseTo(stable, 4);
  expect(await rateOf("stableAlongPath")).toBeCloseTo(stable, 4);
  expect((await rateOf("blowsUp")) / stable).toBeGreaterThan(1);
  expect((await rateOf("blowsUp")) / stable).toBeLessThan(1.05);
  expect(await rateOf("steepest")).toBeLessThan(stable);
  const chart = code.workbench.panel().locator(".rateChart [role=img]");
  expect(await chart.getAttribute("aria-label")).toContain(
    "stable up to here at the start η = 0.5",
  );
});

test("nothing of it is cut off in a narrow panel", async () => {
  await code.workbench.resize(2 * 380 + 48, 900);
  await code.panel.drawn();
  await code.workbench.panel().locator(".rateMarks").scrollIntoViewIfNeeded();
  await code.workbench.screenshot("find-rate-380");
  const overflow = await code.workbench
    .panel()
    .locator("body")
    .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await code.workbench.resize(1280, 800);
});

test("one press gives the run that rate", async () => {
  const chosen = await rateOf("steepest");
  await rate("steepest").click();
  const field = code.workbench.panel().locator('[data-section="editor"]');
  await expect
    .poll(() =>
      field.getByRole("slider", { name: "η (lr), slider" }).getAttribute("aria-valuetext"),
    )
    .toContain(String(chosen));
  await code.panel.live();
  // The rates that were found stay on show, for comparing one with another.
  expect(await rateOf("stableAtStart")).toBeCloseTo(stable, 4);
});
