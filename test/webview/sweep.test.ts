import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await code.workbench.panel().locator('[data-run="run-0"]').first().click();
});

const map = () => code.workbench.panel().locator(".sweepFigure canvas");
const cell = () => code.workbench.panel().locator('[data-sweep="cell"]');
const slider = () => code.panel.section("editor").getByRole("slider", { name: "η (lr), slider" });
const rate = () => slider().getAttribute("aria-valuetext");

test("a run's sweep opens from its tools, and is read with the keyboard", async () => {
  await code.panel.openOptions();
  await code.workbench.panel().getByRole("button", { name: "Sweep …" }).click();
  await map().waitFor();
  await map().focus();
  await code.workbench.page.keyboard.press("ArrowLeft");
  // A map may be there before its first cell.
  const found = /^η \(lr\) \S+.*: (L \S+|diverged at step \d+)$/;
  await expect.poll(() => cell().textContent()).toMatch(found);
  await code.workbench.screenshot("sweep");
});

test("Enter shows the cell's run in the panel, Back takes it back and Use keeps it", async () => {
  const before = await rate();
  await code.workbench.page.keyboard.press("Enter");
  await expect.poll(rate).not.toBe(before);
  await code.workbench.panel().getByRole("button", { name: "Back", exact: true }).click();
  await expect.poll(rate).toBe(before);
  await map().focus();
  await code.workbench.page.keyboard.press("Enter");
  await expect.poll(rate).not.toBe(before);
  const shown = await rate();
  await code.workbench.panel().locator('[data-sweep="use"]').click();
  await code.workbench.page.keyboard.press("Escape");
  await map().waitFor({ state: "detached" });
  expect(await rate()).toBe(shown);
});

test("Tune all ranks the runs by the best of as many settings each, and gives them those", async () => {
  const panel = code.workbench.panel();
  await code.panel.openOptions();
  await panel.getByRole("button", { name: "Sweep …" }).click();
  await panel.getByRole("tab", { name: "Tune all" }).click();
  const verdict = panel.locator('[data-sweep="verdict"]');
  await expect.poll(() => verdict.textContent()).toMatch(/best|first|as good/);
  const rows = panel.locator(".sweepPanel tbody tr");
  expect(await rows.count()).toBe(await panel.locator(".runChoose").count());
  await code.workbench.screenshot("tune");
  const before = await panel.locator(".runRate").allTextContents();
  await panel.locator('[data-sweep="useAll"]').press("Enter");
  await expect.poll(() => panel.locator(".runRate").allTextContents()).not.toEqual(before);
  // The best are the present settings then: nothing is left to use.
  await expect.poll(() => panel.locator('[data-sweep="useAll"]').isDisabled()).toBe(true);
});

test("a tuning is copied as a program for a cluster", async () => {
  await code.workbench.panel().getByRole("button", { name: "Copy for Optuna" }).click();
  const told = code.workbench.page.locator(".notification-toast", {
    hasText: "program for Optuna",
  });
  await told.waitFor();
});

test("runs that are repeated over starts have a column of the results, with their spread", async () => {
  const panel = code.workbench.panel();
  await panel.getByRole("tab", { name: "Repeat" }).click();
  const boxes = panel.locator(".sweepForm input");
  for (const [box, typed] of [
    [boxes.nth(0), "8"],
    [boxes.nth(1), "1"],
  ] as const) {
    await box.fill(typed);
    await box.press("Enter");
  }
  await code.workbench.page.keyboard.press("Escape");
  await code.panel.openTab("Results");
  const runs = await panel.locator(".runChoose").count();
  const spread = panel.locator('[data-section="results"] tbody td', { hasText: / \(.+ – .+\)/ });
  await expect.poll(() => spread.count()).toBe(runs);
  // The starts lie some units apart on a bowl: the middle half of the ends is no single number.
  const quartiles = async () => (await spread.first().textContent())!.match(/\((.+) – (.+)\)/)!;
  await expect.poll(async () => new Set((await quartiles()).slice(1)).size).toBe(2);
  await code.workbench.screenshot("repeats");
});
