import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { faultsOfLayout } from "./layoutFaults";
import { useWorkbench } from "./useWorkbench";

// The chips of the runs: in one line where four have room, and each number beside what it is of.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const panel = () => code.workbench.panel();

const bowl =
  "export function loss(x: number, y: number): number {\n  return x * x + 4 * y * y;\n}\n";

async function simulate(settings: string, file: string, source = bowl): Promise<void> {
  await writeFile(join(code.workbench.folder, file), `/** @simulate ${settings} */\n${source}`);
  await code.workbench.runCommand("View: Close All Editor Groups");
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate(file);
  if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
    await code.workbench.runCommand("View: Close Primary Side Bar");
  }
  await code.panel.resize(616, 800);
  await code.panel.drawn();
}

test("the four usual runs stand in one line of 616 pixels, whole names on hover", async () => {
  await simulate("{}", "usual.ts");
  const tops = await panel()
    .locator(".runs > *")
    .evaluateAll((chips) => chips.map((chip) => Math.round(chip.getBoundingClientRect().y)));
  expect(tops).toHaveLength(5);
  expect(new Set(tops).size).toBe(1);
  const adagrad = panel().locator('[data-run="run-1"]');
  expect(await adagrad.innerText()).toMatch(/^Adagrad\s/);
  expect(await adagrad.getAttribute("title")).toBe("Adagrad (lecture)");
});

const throwing = bowl.replace("  return", '  if (x < 0.35) throw new Error("no");\n  return');

test("runs that fail make no chip higher, and stand in the same line", async () => {
  const boxes = () =>
    panel()
      .locator(".runs > *")
      .evaluateAll((chips) =>
        chips.map((chip) => {
          const { y, height } = chip.getBoundingClientRect();
          return [y, height].map(Math.round).join();
        }),
      );
  await simulate("{ start: [0.4, 1] }", "whole.ts");
  const whole = await boxes();
  await simulate("{ start: [0.4, 1] }", "failing.ts", throwing);
  expect(await panel().locator(".run .bad").count()).toBe(4);
  expect(await boxes()).toEqual(whole);
  const empty = await panel().locator(".run span:empty:not([aria-hidden])").count();
  expect(empty).toBe(0);
});

test.each([616, 380])(
  "what a run's function threw is read at once in %i pixels, moves no picture and leads to its line",
  async (width) => {
    const surfaceTop = async (): Promise<number> =>
      (await panel().locator('[data-section="surface"]').boundingBox())!.y;
    await simulate("{ start: [0.4, 1], runs: [{ optimizer: 'gd', lr: 0.01 }] }", "calm.ts");
    await code.panel.resize(width, 800);
    await code.panel.drawn();
    const top = await surfaceTop();
    const file = `throwing${width}.ts`;
    await simulate("{ start: [0.4, 1], runs: [{ optimizer: 'gd', lr: 0.01 }] }", file, throwing);
    await code.panel.resize(width, 800);
    await code.panel.drawn();
    // x shrinks by 1 − 2η a step: 0.4·0.98⁷ = 0.347.
    const message = panel().getByText("failed at 7: no", { exact: true });
    await message.waitFor();
    await code.workbench.screenshot(`run-fault-${width}`);
    expect(await message.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
    expect(await surfaceTop()).toBe(top);
    await panel().getByText("Step 7 landed where the function fails: no").waitFor();
    await panel().getByRole("link", { name: "line 3" }).click();
    await code.workbench.page.locator(".monaco-editor .cursor").first().waitFor();
    await code.workbench.page.getByText(/^Ln 3, Col \d+/).waitFor();
  },
);

test("a chip tells the median of a run that is repeated and says so, as the legend of its curve does", async () => {
  await simulate("{ seeds: 9, noise: 0.5, steps: 200, start: [2, 1] }", "repeated.ts");
  const numbers = (selector: string) => panel().locator(selector).allTextContents();
  await panel().locator(".run .number[title*='median of 9 repeats']").nth(3).waitFor();
  await expect
    .poll(async () => (await numbers('[data-section="chart.loss"] .chartValue .number')).sort())
    .toEqual((await numbers(".run .number")).sort());
  expect(await panel().locator('[data-run="run-0"]').innerText()).toMatch(/\smedian\s+\S+$/);
});

test("a name that is a setting is set apart from the loss", async () => {
  await simulate('{ runs: [{ optimizer: "gd", lr: 0.1, label: "η = 0.1" }] }', "named.ts");
  expect(await panel().locator('[data-run="run-0"]').innerText()).toMatch(/^η = 0\.1\s+L\s+\S/);
});

test("a run has the marker of its path on its chip, in the legends and in the table of results", async () => {
  await simulate("{}", "marked.ts");
  await code.panel.openTab("Results");
  const markersIn = async (place: string): Promise<readonly (string | null)[]> => {
    const markers = panel().locator(`${place} [data-marker]`);
    await markers.first().waitFor();
    return markers.evaluateAll((all) => all.map((one) => one.getAttribute("data-marker")));
  };
  const markers = ["circle", "square", "triangle", "diamond"];
  const loss = panel().getByRole("region", { name: "Loss L" });
  expect(await markersIn(".runs")).toEqual(markers);
  expect(await loss.locator("[data-marker]").count()).toBe(4);
  expect(await markersIn(`[aria-label="Loss L"] .chartValues`)).toEqual(markers);
  expect((await markersIn('[data-section="results"]')).slice().sort()).toEqual([...markers].sort());
});

test.each([616, 466, 380])(
  "a value that has no room beside a chart's title is counted, in %i pixels",
  async (width) => {
    const rates = [3e-7, 1.234e-5, 0.0123, 0.00234].map((lr) => `{ optimizer: "gd", lr: ${lr} }`);
    await simulate(`{ runs: [${rates.join(", ")}] }`, `values${width}.ts`);
    const stability = panel().getByRole("button", { name: /^Stability/ });
    if ((await stability.getAttribute("aria-expanded")) === "false") await stability.click();
    await code.panel.section("chart.stability").locator(".chartValue").first().waitFor();
    await code.panel.resize(width, 2400);
    await code.panel.drawn();
    await code.workbench.screenshot(`values-${width}`);
    expect(await faultsOfLayout(panel())).toEqual([]);
    const told = await panel()
      .locator(".chartValues")
      .evaluateAll((rows) =>
        rows.map((row) => {
          const more = Number(row.querySelector(".moreValues")?.textContent ?? 0);
          return row.querySelectorAll(".chartValue").length + more;
        }),
      );
    expect(told.length).toBeGreaterThan(4);
    expect(new Set(told)).toEqual(new Set([4]));
  },
);

test("of six runs those with a long fault are no wider, and no chip is on another line for it", async () => {
  const boxes = () =>
    panel()
      .locator(".runs > *")
      .evaluateAll((chips) =>
        chips.map((chip) => {
          const { x, y } = chip.getBoundingClientRect();
          return [x, y] as const;
        }),
      );
  const settings = (lr: string) =>
    `{ runs: ["gd", "adagrad", { optimizer: "momentum", lr: ${lr} }, { optimizer: "rmsprop", lr: ${lr} }, "adam", "adamw"] }`;
  await simulate(settings("0.01"), "six.ts");
  const whole = await boxes();
  await simulate(settings('"a rate that is no number"'), "sixFaults.ts");
  expect(await panel().locator(".brokenRun").count()).toBe(2);
  const broken = await boxes();
  expect(broken.map(([, y]) => y)).toEqual(whole.map(([, y]) => y));
  // A fraction of a pixel: letters and digits are rounded apart.
  for (const [k, [x]] of broken.entries()) expect(Math.abs(x - whole[k]![0])).toBeLessThan(1);
  const fault = panel().locator(".brokenRun .runChoose").first();
  expect(await fault.getAttribute("title")).toContain("lr");
});
