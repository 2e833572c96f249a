import type { Locator } from "playwright-core";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";

// What people do most, in a window of 1280 × 800 that shows what it shows after one click: nothing is scrolled.
// `clicks` counts presses of the mouse; each task is done a second time with keys alone.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const { panel, press, pressOn, mouse, discard, stepNow } = handsOn(code);

beforeAll(async () => {
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate("rosenbrock.ts");
  if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
    await code.workbench.runCommand("View: Close Primary Side Bar");
  }
  await code.panel.resize(616, 800);
});

beforeEach(async () => {
  await discard();
  await panel().locator('[data-run="run-0"]').focus();
  await press("Enter");
  await code.panel.scrollToTop();
  await code.panel.drawn();
});

const button = (name: string | RegExp) =>
  panel()
    .getByRole("button", { name, exact: typeof name === "string" })
    .first();
const rate = () => code.panel.control("η (lr)").getByRole("textbox").inputValue();
const slider = () => code.panel.control("η (lr)").getByRole("slider");
const labels = () => panel().locator(".runLabel").allTextContents();
const losses = () => panel().locator(".run .number").allTextContents();
const shownSteps = () => panel().locator(".stepAxis").textContent();

/** Counts presses; each must be on what is whole in sight without scrolling. */
function counting() {
  let clicks = 0;
  const inSight = async (target: Locator) => {
    await target.waitFor();
    const whole = await target.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const bar = document.querySelector(".stepBar")!;
      const end = bar.contains(element) ? window.innerHeight : bar.getBoundingClientRect().top;
      return box.top >= 0 && box.bottom <= end && box.left >= 0 && box.right <= window.innerWidth;
    });
    expect(whole).toBe(true);
    return (await target.boundingBox())!;
  };
  const at = async (target: Locator, [x, y]: readonly [number, number]) => {
    const box = await inSight(target);
    return [box.x + box.width * x, box.y + box.height * y] as const;
  };
  const middle = [0.5, 0.5] as const;
  return {
    at,
    click: async (target: Locator, where: readonly [number, number] = middle) => {
      clicks++;
      await mouse().click(...(await at(target, where)));
    },
    drag: async (
      target: Locator,
      from: readonly [number, number],
      to: readonly [number, number],
      during?: () => Promise<void>,
    ) => {
      clicks++;
      await mouse().move(...(await at(target, from)));
      await mouse().down();
      await mouse().move(...(await at(target, to)), { steps: 6 });
      await during?.();
      await mouse().up();
    },
    clicks: () => clicks,
  };
}

/** Where everything is that a person reads or presses, apart from what is told by its height. */
const places = () =>
  panel()
    .locator("body")
    .evaluate((body) =>
      [
        ...body.querySelectorAll(
          ".top *, .surfaceCanvas, .heatBar, .chart, .chartCanvas, .tabPanel, .stepBar *",
        ),
      ]
        .filter(
          (element) => !(element instanceof SVGElement) && element.getClientRects().length > 0,
        )
        .map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          // As high as what it tells.
          const place = element.matches(".tabPanel") ? [x, y, width] : [x, y, width, height];
          return `${element.tagName} ${place.join()}`;
        }),
    );

describe("by mouse, in as few presses as can be", () => {
  test("the rate of the selected run: one drag, with all curves in sight", async () => {
    const hand = counting();
    const before = await rate();
    await hand.drag(slider(), [0.5, 0.5], [0.6, 0.5], async () => {
      await hand.at(code.panel.chart("Loss L"), [0.5, 0.5]);
    });
    await expect.poll(rate).not.toBe(before);
    expect(hand.clicks()).toBe(1);
  });

  test("the rate of another run: one press more, and the form does not jump", async () => {
    const hand = counting();
    const place = await slider().boundingBox();
    await hand.click(panel().locator('[data-run="run-3"]'));
    await expect.poll(rate).toBe("0.05");
    const now = await slider().boundingBox();
    expect([now!.y, now!.height]).toEqual([place!.y, place!.height]);
    expect(hand.clicks()).toBe(1);
  });

  test("end results: none", async () => {
    for (const loss of await losses()) expect(Number(loss)).toBeLessThan(1);
    expect(await losses()).toHaveLength(4);
  });

  test("step k: one press on a curve", async () => {
    const hand = counting();
    await hand.click(code.panel.chart("Loss L"), [0.6, 0.5]);
    expect(await stepNow()).toBeGreaterThan(1000);
    expect(await stepNow()).toBeLessThan(4000);
    expect(hand.clicks()).toBe(1);
  });

  test("zoom: Ctrl and the wheel over map and curves alike", async () => {
    const hand = counting();
    const shown = await shownSteps();
    const label = await code.panel.surfaceLabel();
    await code.workbench.page.keyboard.down("Control");
    await mouse().move(...(await hand.at(code.panel.chart("Loss L"), [0.5, 0.5])));
    await mouse().wheel(0, -300);
    await mouse().move(...(await hand.at(panel().locator(".surfaceCanvas"), [0.5, 0.5])));
    await mouse().wheel(0, -300);
    await code.workbench.page.keyboard.up("Control");
    await expect.poll(shownSteps).not.toBe(shown);
    await expect.poll(() => code.panel.surfaceLabel()).not.toBe(label);
    await button("All steps").click();
    expect(hand.clicks()).toBe(0);
  });

  test("undo: one press", async () => {
    const hand = counting();
    const before = await rate();
    await code.panel.type("η (lr)", "0.0005");
    await hand.click(button("Undo (Ctrl+Z)"));
    await expect.poll(rate).toBe(before);
    expect(hand.clicks()).toBe(1);
  });

  test("hiding a run: one press", async () => {
    const hand = counting();
    await hand.click(button("Hide Momentum"));
    await button("Show Momentum").waitFor();
    expect(hand.clicks()).toBe(1);
  });

  test("a remedy: one press, in sight, and the run it adds ends lower", async () => {
    const hand = counting();
    const before = await losses();
    await panel().locator(".remedies").getByRole("link").first().waitFor();
    await code.workbench.screenshot("remedy-in-sight");
    await hand.click(panel().locator(".remedies").getByRole("link").first());
    await expect.poll(async () => (await labels()).length).toBe(5);
    await expect
      .poll(async () => Number((await losses())[4] || NaN))
      .toBeLessThan(Math.max(...before.map(Number)));
    expect(hand.clicks()).toBe(1);
  });

  test("a remedy stays under the hand while the same runs are looked at anew", async () => {
    const link = panel().locator(".remedies:not(.old)").getByRole("link").first();
    await link.waitFor();
    // What is seen of links after every change of the card, until that is called.
    const card = code.panel.section("card");
    await card.evaluate((element) => {
      const seen = { anew: false, without: false };
      new MutationObserver(() => {
        seen.anew ||= element.querySelector(".old") !== null;
        seen.without ||= element.querySelector(".remedies a") === null;
      }).observe(element, { childList: true, subtree: true, attributes: true });
      Object.assign(globalThis, { seen });
    });
    const seen = () =>
      card.evaluate(() => (globalThis as unknown as { seen: Record<string, boolean> }).seen);
    await button("Hide Momentum").click();
    await expect.poll(async () => (await seen())["anew"]).toBe(true);
    await expect.poll(() => card.locator(".old").count()).toBe(0);
    expect(await seen()).toEqual({ anew: true, without: false });
  });

  test("exporting a picture: two presses", async () => {
    const hand = counting();
    await hand.click(button("Export"));
    await hand.at(panel().getByRole("menuitem").first(), [0.5, 0.5]);
    await press("Escape");
    expect(hand.clicks()).toBe(1);
  });
});

describe("by keys alone", () => {
  test("the rate of the selected run and of another", async () => {
    const before = await rate();
    await pressOn(slider(), "ArrowRight");
    await expect.poll(rate).not.toBe(before);
    await pressOn(panel().locator('[data-run="run-3"]'), "Enter");
    await expect.poll(rate).toBe("0.05");
  });

  test("step k, zoom and undo", async () => {
    await pressOn(panel().locator('[data-run="run-0"]'), "Tab");
    await pressOn(panel().getByRole("slider", { name: "Step", exact: true }), "Home");
    await expect.poll(stepNow).toBe(0);
    const shown = await shownSteps();
    await pressOn(button(/^Zoom into the steps/), "Enter");
    await expect.poll(shownSteps).not.toBe(shown);
    await pressOn(button("All steps"), "Enter");
    const before = await rate();
    await pressOn(slider(), "ArrowRight");
    await expect.poll(rate).not.toBe(before);
    await press("Control+z");
    await expect.poll(rate).toBe(before);
  });

  test("hiding a run, a remedy, and the export menu", async () => {
    await pressOn(button("Hide Momentum"), "Enter");
    await button("Show Momentum").waitFor();
    await press("Control+z");
    await button("Hide Momentum").waitFor();
    await pressOn(panel().locator(".remedies").getByRole("link").first(), "Enter");
    await expect.poll(async () => (await labels()).length).toBe(5);
    await pressOn(button("Export"), "Enter");
    await panel().getByRole("menuitem").first().waitFor();
    await press("Escape");
  });
});

test("a plain wheel over every part of the panel scrolls the page", async () => {
  const scrolled = () =>
    panel()
      .locator("body")
      .evaluate(() => document.scrollingElement!.scrollTop + document.body.scrollTop);
  const parts = [".header", ".runs", ".surfaceCanvas", ".chartCanvas", ".tabPanel", ".stepBar"];
  for (const part of parts) {
    await code.panel.scrollToTop();
    await expect.poll(scrolled).toBe(0);
    const box = (await panel().locator(part).first().boundingBox())!;
    await mouse().move(box.x + box.width / 2, box.y + Math.min(20, box.height / 2));
    await mouse().wheel(0, 60);
    await expect.poll(scrolled, { message: part }).toBeGreaterThan(0);
  }
});

test("the keyboard comes to the step bar without the page moving", async () => {
  await code.panel.scrollToTop();
  await panel().getByRole("button", { name: "Play", exact: true }).focus();
  const scrolled = await panel()
    .locator("body")
    .evaluate(() => document.scrollingElement!.scrollTop + document.body.scrollTop);
  expect(scrolled).toBe(0);
});

test("dragging the start moves nothing else", async () => {
  const hand = counting();
  const before = await places();
  const canvas = panel().locator(".surfaceCanvas");
  await hand.click(canvas, [0.5, 0.4]);
  await expect.poll(places).toEqual(expect.arrayContaining(before));
  await hand.drag(canvas, [0.5, 0.4], [0.7, 0.6], async () => {
    await code.panel.drawn();
    expect(await places()).toEqual(expect.arrayContaining(before));
  });
  await code.panel.live();
  expect(await places()).toEqual(expect.arrayContaining(before));
});

test("a double click goes back to what the code says", async () => {
  const before = await rate();
  await code.panel.type("η (lr)", "0.0005");
  await expect.poll(rate).toBe("0.0005");
  await code.panel.control("η (lr)").locator(".controlName").dblclick();
  await expect.poll(rate).toBe(before);
});
