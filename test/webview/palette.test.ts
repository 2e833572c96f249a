import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });
const { panel, press, pressOn, tool } = handsOn(code);

const [lesson] = JSON.parse(
  readFileSync(join(projectFolder, "media/lessons/lessons.en.json"), "utf8"),
) as [{ title: string; paragraphs: string[]; tries: string[] }];

/** A text as it is read: of its links, [words](action), the words. */
const words = (text: string) => text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");

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
    await rows.filter({ hasText: "bowl.ts" }).click();
    await code.workbench.page.locator(".tab").filter({ hasText: "bowl.ts" }).waitFor();
    await code.workbench.page.locator(".tab").filter({ hasText: "Optimizer Lens:" }).waitFor();
    await code.panel.live();
  });

  test("opens a lesson, whose text stands above its runs", async () => {
    await code.workbench.runCommand("Optimizer Lens: Open Lesson");
    const rows = code.workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: lesson.title }).waitFor();
    // The list is chosen from by keyboard alone.
    await code.workbench.page.keyboard.type(lesson.title);
    await expect.poll(() => rows.count()).toBe(1);
    await press("Enter");
    const { page } = code.workbench;
    await page.locator(".view-line").filter({ hasText: "Lesson 1:" }).waitFor();
    await code.panel.section("lesson").getByText(lesson.title).waitFor();
    await code.panel.live();
    expect(await panel().locator(".runLabel").allTextContents()).toEqual(["η = 0.1", "then 0.01"]);
  });
});

describe("a lesson", () => {
  const section = () => code.panel.section("lesson");

  test("says what it is about and what to try", async () => {
    expect(await section().locator("p").allTextContents()).toEqual(lesson.paragraphs.map(words));
    expect(await section().getByRole("heading", { level: 3 }).textContent()).toBe("Try this");
    expect(await section().getByRole("listitem").allTextContents()).toEqual(
      lesson.tries.map(words),
    );
  });

  test("has links that do what they say, and can be undone", async () => {
    const link = (name: string) => section().getByRole("button", { name, exact: true });
    const labels = () => panel().locator(".runLabel").allTextContents();
    await link("At step 200").click();
    await panel().getByRole("tab", { name: "Step 200" }).waitFor();
    await pressOn(link("at step 400"), "Enter");
    await panel().getByRole("tab", { name: "Step 400" }).waitFor();
    expect(await panel().locator('[data-run="run-1"]').getAttribute("aria-pressed")).toBe("true");
    await link("Set η to 0.05").click();
    await expect.poll(labels).toEqual(["η = 0.05", "then 0.01"]);
    await expect
      .poll(async () =>
        Number(await code.panel.control("η (lr)").getByRole("textbox").inputValue()),
      )
      .toBe(0.05);
    await press("Control+z");
    await expect.poll(labels).toEqual(["η = 0.1", "then 0.01"]);
  });

  test("folds away and comes back, by mouse and by keyboard", async () => {
    const title = tool("lesson", lesson.title);
    await title.click();
    expect(await title.getAttribute("aria-expanded")).toBe("false");
    expect(await section().locator("p").count()).toBe(0);
    await pressOn(title, "Enter");
    await section().getByRole("listitem").first().waitFor();
  });

  test("leads to the next one, and back", async () => {
    const runs = () => panel().locator(".runLabel").allTextContents();
    const first = await runs();
    await section()
      .getByRole("button", { name: /^Next: / })
      .click();
    await expect.poll(runs).not.toEqual(first);
    await pressOn(section().getByRole("button", { name: `Before: ${lesson.title}` }), "Enter");
    await expect.poll(runs).toEqual(first);
    await code.panel.live();
  });

  test("shows what it says when its settings are tried", async () => {
    const lossOf = async (label: string) =>
      (await code.panel.endPoints()).find((point) => point.label === label)!.loss;
    // "the loss, which had fallen to 0.09, is back at 0.17", and a smaller η at step 400 mends it.
    expect(await lossOf("η = 0.1")).toBeCloseTo(0.17, 2);
    const afterwards = await lossOf("then 0.01");
    expect(afterwards).toBeLessThan(0.09);
    await panel().locator('[data-run="run-1"]').click();
    await code.panel.openOptions();
    await code.panel.type("milestones", "900");
    await expect.poll(() => lossOf("then 0.01")).toBeGreaterThan(afterwards);
    expect(await section().locator("p").count()).toBe(lesson.paragraphs.length);
  });

  test("gives way to a function that has none", async () => {
    await code.workbench.openFile("several.ts");
    await code.workbench.codeLens("Simulate Optimizer").click();
    await section().waitFor({ state: "detached" });
  });
});
