import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { useWorkbench } from "./useWorkbench";

// What a person sees after one click, before anything is scrolled: the picture, not the form.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

/** Lower curves cannot be read. */
const leastHeight = 60;
const wanted = ["surface", "loss", "sigma", "effectiveRate", "learningRate"];
const windows = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
  { width: 1920, height: 1080 },
];
/** Panels beside a window of 800 pixels' height with the Explorer open, and the narrowest that is usual. */
const narrowPanels = [466, 380];
const firstPixels = 900;
const lowWindow = 800;

/** A picture's bottom in pixels from the top of the page, its height, and whether it is whole above the step bar. */
interface Picture {
  readonly name: string;
  readonly bottom: number;
  readonly height: number;
  readonly whole: boolean;
}

/**
 * Pictures, and their share of the panel above its step bar: the surface with its axes, every chart with its title, and
 * the step axis. `drawn` is the share of what is drawn on, titles left out.
 */
async function pictures(): Promise<{
  readonly all: readonly Picture[];
  readonly share: number;
  readonly drawn: number;
}> {
  await code.panel.scrollToTop();
  await code.panel.drawn();
  return code.workbench
    .panel()
    .locator("body")
    .evaluate((body) => {
      const end = body.querySelector(".stepBar")!.getBoundingClientRect().top;
      const axis = body.querySelector(".stepAxis")!;
      const axisTop = axis.getBoundingClientRect().top;
      const area = (element: Element, bottom: number) => {
        const box = element.getBoundingClientRect();
        return box.width * Math.max(0, Math.min(box.bottom, bottom) - Math.max(0, box.top));
      };
      const look = (name: string, element: Element, bottom: number): Picture => {
        const box = element.getBoundingClientRect();
        const whole = box.top >= 0 && box.bottom <= bottom;
        return { name, bottom: box.bottom + window.scrollY, height: box.height, whole };
      };
      const surface = body.querySelector(".surfaceCanvas")!;
      const charts = [...body.querySelectorAll<HTMLElement>(".chart")];
      const canvases = charts.map((chart) => chart.querySelector(".chartCanvas")!);
      const groups = [...body.querySelectorAll(".chartGroup")].filter((group) =>
        group.querySelector(".chart"),
      );
      const sum = (elements: readonly Element[]) =>
        elements.reduce((total, element) => total + area(element, axisTop), 0);
      const panel = document.documentElement.clientWidth * end;
      return {
        all: [
          look("surface", surface, end),
          ...charts.map((chart, k) => look(chart.dataset["chart"]!, canvases[k]!, axisTop)),
        ],
        share: (area(surface, end) + sum(groups) + area(axis, end)) / panel,
        drawn: (area(surface, end) + sum(canvases)) / panel,
      };
    });
}

const inPercent = (share: number) => `${(share * 100).toFixed(1)} %`;

describe.each(["rosenbrock.ts", "valley.ts", "network.ts"])("after one click on %s", (file) => {
  beforeAll(async () => {
    await code.workbench.runCommand("View: Close All Editor Groups");
    // High enough for the lens to be in sight.
    await code.workbench.resize(1280, 1300);
    await code.panel.simulate(file);
    if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
      await code.workbench.runCommand("View: Close Primary Side Bar");
    }
  });

  test.each(windows)("in a window of $width × $height", async ({ width, height }) => {
    await code.panel.resize(width / 2 - 24, height);
    const { all, share, drawn } = await pictures();
    const whole = all.filter((picture) => picture.whole).map(({ name }) => name);
    console.log(
      `${file}, ${width} × ${height}: ${inPercent(share)} pictures (${inPercent(drawn)} without titles), ` +
        `lowest chart ${Math.min(...all.map((picture) => picture.height))} px, whole: ${whole.join(", ")}`,
    );
    await code.workbench.screenshot(`first-screen-${file}-${width}`);
    expect(whole).toEqual(expect.arrayContaining(wanted));
    for (const picture of all) expect(picture.height).toBeGreaterThanOrEqual(leastHeight);
    expect(share).toBeGreaterThanOrEqual(0.6);
  });

  test.each(narrowPanels)("in a panel of %i pixels", async (width) => {
    await code.panel.resize(width, 1000);
    const { all } = await pictures();
    await code.workbench.screenshot(`first-screen-${file}-${width}`);
    const ends = ["surface", "loss", "sigma"].map((wantedName) =>
      all.find(({ name }) => name === wantedName)!,
    );
    console.log(
      `${file}, ${width} px: ${ends.map(({ name, bottom }) => `${name} ends at ${Math.round(bottom)}`).join(", ")}`,
    );
    for (const { bottom, height } of ends) {
      expect(bottom).toBeLessThanOrEqual(firstPixels);
      expect(height).toBeGreaterThanOrEqual(leastHeight);
    }
  });

  // Of more than two parameters, words about the plane take the room of one chart.
  test.skipIf(file === "network.ts").each(narrowPanels)(
    `in a panel of %i pixels in a window of ${lowWindow}, with no text under the step axis`,
    async (width) => {
      await code.panel.resize(width, lowWindow);
      const { all } = await pictures();
      await code.workbench.screenshot(`first-screen-${file}-${width}-low`);
      const whole = all.filter((picture) => picture.whole).map(({ name }) => name);
      console.log(`${file}, ${width} × ${lowWindow}: whole: ${whole.join(", ")}`);
      expect(whole).toEqual(expect.arrayContaining(["surface", "loss", "sigma"]));
      expect(await underStepAxis()).toEqual([]);
    },
  );
});

const lessons = readdirSync(join(projectFolder, "media/examples/lessons"));

test.each(lessons)("the first finding of %s is read beside its pictures", async (file) => {
  await code.workbench.runCommand("View: Close All Editor Groups");
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate(join("lessons", file));
  if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
    await code.workbench.runCommand("View: Close Primary Side Bar");
  }
  await code.workbench.panel().locator("[data-finding]").first().waitFor();
  await code.panel.resize(616, 800);
  const { all } = await pictures();
  await code.workbench.screenshot(`first-screen-lesson-${file}`);
  const panel = code.workbench.panel();
  const bar = (await panel.locator(".stepBar").boundingBox())!;
  const headline = (await panel.locator("[data-finding] strong").first().boundingBox())!;
  const whole = all.filter((picture) => picture.whole).map(({ name }) => name);
  console.log(
    `${file}: the first finding ends ${Math.round(bar.y - headline.y - headline.height)} px above the step bar, ` +
      `surface ${all[0]!.height} px high, whole: ${whole.join(", ")}`,
  );
  expect(headline.y + headline.height).toBeLessThanOrEqual(bar.y);
  // Methods that do not scale have a line in place of σ.
  const drawn = all.map(({ name }) => name);
  const pictured = ["surface", "loss", "sigma"].filter((name) => drawn.includes(name));
  expect(whole).toEqual(expect.arrayContaining(pictured));
});

/** Notes of charts, and titles, that the step axis covers in part: more than the space above their letters. */
function underStepAxis(): Promise<string[]> {
  return code.workbench
    .panel()
    .locator("body")
    .evaluate((body) => {
      const axis = body.querySelector(".stepAxis")!.getBoundingClientRect();
      return [...body.querySelectorAll(".chartNote, .chartGroup h2")]
        .filter((text) => {
          const { top, bottom } = text.getBoundingClientRect();
          return top < axis.top - 4 && bottom > axis.top + 1;
        })
        .map((text) => text.textContent);
    });
}
