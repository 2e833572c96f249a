import { beforeAll, describe, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";

// Numbers of several runs or steps are compared down a column wherever there is room for columns.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const panel = () => code.workbench.panel();

beforeAll(async () => {
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate("rosenbrock.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await code.panel.openTab("Results");
});

/** The right edges, or else the left ones, of what is written in each row of a table. */
const edges = (section: string, cell: string, side: "left" | "right") =>
  code.panel
    .section(section)
    .locator(`tbody ${cell}`)
    .evaluateAll(
      (cells, which) =>
        cells.map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return Math.round(range.getBoundingClientRect()[which]);
        }),
      side,
    );

describe.each([
  [380, 900],
  [466, 900],
  [616, 800],
  [1000, 900],
])("in a panel of %i × %i", (width, height) => {
  beforeAll(async () => {
    await code.panel.resize(width, height);
    await code.panel.drawn();
  });

  test("the losses at the end, and how runs ended, stand below each other, beside the names", async () => {
    expect(new Set(await edges("results", 'td[data-column="loss"]', "right")).size).toBe(1);
    expect(new Set(await edges("results", 'td[data-column="stop"]', "left")).size).toBe(1);
    const names = await edges("results", "th", "right");
    const losses = await edges("results", 'td[data-column="loss"]', "left");
    names.forEach((right, k) => expect(right).toBeLessThanOrEqual(losses[k]!));
  });

  test("no table is measured where nothing of it has changed", async () => {
    await code.panel.drawn();
    const measured = panel()
      .locator(".tableScroll")
      .first()
      .evaluate(async (box) => {
        let count = 0;
        const classes = new MutationObserver((records) => (count += records.length));
        classes.observe(box, { attributeFilter: ["class"] });
        const runs = [...document.querySelectorAll<HTMLElement>(".runChoose")];
        // Another run is selected in the table: its row is drawn anew, and its numbers stay.
        for (const run of [...runs, runs[0]!]) {
          run.click();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return count;
      });
    expect(await measured).toBe(0);
  });

  test("the values of the charts are a table", async () => {
    await panel().getByRole("button", { name: "View as table" }).click();
    const rows = code.panel.section("table").locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(25);
    await code.panel.drawn();
    expect(await code.panel.section("table").locator(".folded").count()).toBe(0);
    expect(new Set(await edges("table", "td:nth-of-type(1)", "right")).size).toBe(1);
    await panel().getByRole("button", { name: "View as table" }).click();
    await expect.poll(() => rows.count()).toBe(0);
  });
});
