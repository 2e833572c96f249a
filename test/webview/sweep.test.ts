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
  expect(await cell().textContent()).toMatch(/^lr \S+.*: (L \S+|diverged at step \d+)$/);
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
