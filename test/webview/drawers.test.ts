import type { Locator } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";

// What finds or tunes settings opens at the bottom of the panel: what it moves stays in sight above it.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const { panel, boxOf } = handsOn(code);

beforeAll(async () => {
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate("rosenbrock.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await panel().locator("[data-finding]").first().waitFor();
});

const drawer = () => panel().locator(".drawer");

async function openRates(): Promise<void> {
  await panel().getByRole("button", { name: "Find a rate …" }).click();
  await panel().locator('[data-rate="offer"]').waitFor();
}

async function openSweep(tab: RegExp): Promise<void> {
  await code.panel.openOptions();
  await panel().getByRole("button", { name: "Sweep …" }).click();
  await drawer().getByRole("tab", { name: tab }).click();
}

async function openTuning(): Promise<void> {
  await openSweep(/^Tune all/);
  const verdict = drawer().locator('[data-sweep="verdict"]');
  await expect.poll(() => verdict.textContent()).toMatch(/best|first|well/);
}

const drawers = [
  { name: "Find a rate", open: openRates },
  { name: "Sweep", open: () => openSweep(/^Sweep/) },
  { name: "Tune all", open: openTuning },
  { name: "Repeat", open: () => openSweep(/^Repeat/) },
];

/** Where the parts of the page stand. */
const places = () =>
  panel()
    .locator("body")
    .evaluate((body) =>
      [...body.querySelectorAll(".runs, .runLine, .section, .chartCanvas, .surfaceCanvas")].map(
        (element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].join();
        },
      ),
    );

describe.each(drawers)("$name", ({ open }) => {
  test.each([
    [616, 800],
    [776, 1000],
    [936, 1080],
  ])("leaves surface, loss and σ in sight in a panel of %i × %i", async (width, height) => {
    await code.panel.resize(width, height);
    await code.panel.scrollToTop();
    await code.panel.drawn();
    const before = await places();
    await open();
    await code.panel.drawn();
    expect(await places()).toEqual(before);
    const top = (await boxOf(".drawer")).y;
    for (const picture of [".surfaceCanvas", '[data-chart="loss"]', '[data-chart="sigma"]']) {
      const { y, height: high } = await boxOf(picture);
      expect(y + high).toBeLessThanOrEqual(top);
    }
    // What is in sight beside it can be used.
    await panel().locator('[data-chart="loss"] .chartCanvas').click();
    expect(await drawer().count()).toBe(1);
    await code.panel.closePopover();
  });

  test("leaves a part of the surface in sight in a panel of 380 pixels, and nothing of it is cut", async () => {
    await code.panel.resize(380, 900);
    await code.panel.scrollToTop();
    await open();
    const surface = await boxOf(".surfaceCanvas");
    const top = (await boxOf(".drawer")).y;
    expect(top - surface.y).toBeGreaterThan(0.6 * surface.height);
    expect(await cutIn(drawer())).toEqual([]);
    await code.workbench.screenshot("drawer-380");
    await code.panel.closePopover();
  });
});

describe.each([
  [616, 800],
  [466, 800],
  [380, 640],
])("in a panel of %i × %i", (width, height) => {
  test.each(drawers)(
    "$name reaches down to the step bar, and its presses are whole in sight",
    async ({ open }) => {
      await code.panel.resize(width, height);
      await code.panel.scrollToTop();
      await open();
      await code.panel.drawn();
      const { y, height: high } = await boxOf(".drawer");
      expect(Math.round(y + high)).toBe(Math.round((await boxOf(".stepBar")).y));
      const cut = await drawer().evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const presses = element.querySelectorAll(
          ".sweepActions > button, .rateOffer > :last-child",
        );
        return [...presses]
          .filter((press) => {
            const box = press.getBoundingClientRect();
            return box.top < top || box.bottom > bottom;
          })
          .map((press) => press.textContent);
      });
      await code.workbench.screenshot(`drawer-${width}`);
      expect(cut).toEqual([]);
      await code.panel.closePopover();
    },
  );
});

test.each([
  [616, 800],
  [466, 800],
  [380, 800],
])("every rate that is worth naming is in sight in a panel of %i × %i", async (width, height) => {
  await code.panel.resize(width, height);
  await code.panel.scrollToTop();
  await openRates();
  const below = await drawer().evaluate((element) => {
    const { bottom } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll(".rateMarks li")];
    return rows.map((row) => Math.round(row.getBoundingClientRect().bottom - bottom));
  });
  await code.workbench.screenshot(`rates-${width}`);
  expect(below.length).toBeGreaterThan(2);
  expect(Math.max(...below)).toBeLessThanOrEqual(0);
  await code.panel.closePopover();
});

/** What reaches out at the sides of a form, or of what it scrolls in. */
function cutIn(form: Locator): Promise<string[]> {
  return form.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return [...element.querySelectorAll<HTMLElement>("*")]
      .filter((inner) => {
        const box = inner.getBoundingClientRect();
        const scrolls =
          getComputedStyle(inner).overflowX !== "visible" &&
          inner.scrollWidth > inner.clientWidth + 1;
        return box.width > 0 && (box.left < left || box.right > right || scrolls);
      })
      .map((inner) => inner.outerHTML.slice(0, 100));
  });
}
