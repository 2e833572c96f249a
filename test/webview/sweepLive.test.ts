import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import type { JSHandle } from "playwright-core";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { median } from "../bench/median";
import { onPage, surfaceOnPage } from "./controls/surfaceOnPage";
import { useWorkbench } from "./useWorkbench";
import { themeKinds } from "./workbench";

// A map of 64 × 64 runs of 1,000 steps that is watched while other things are done. How fast it is is printed.

const code = useWorkbench({
  folder: join(projectFolder, "test", "fixtures", "bench"),
  settings: { "editor.minimap.enabled": false },
});

const panel = () => code.workbench.panel();
const map = () => panel().locator(".sweepFigure canvas");
/** The list of what goes upwards: its label begins with that word. */
const upward = () => panel().locator("label", { hasText: /^up/ }).locator("select");
const progress = () => panel().locator(".sweepActions [role=status]");

/** What is seen of a map. Times are milliseconds of the page's clock. */
interface Watched {
  /** Pictures that differ from the one before. */
  readonly pictures: number[];
  /** When the form was last changed. */
  changed: number;
  /** When Enter was pressed, and when the map was at rest. */
  readonly pressed: number[];
  readonly rested: number[];
  /** When parts of sweeps came. */
  readonly parts: number[];
}

/** Watches the map, which may come later, from now on. */
async function watchMap(): Promise<JSHandle<Watched>> {
  return panel()
    .locator("body")
    .evaluateHandle((body): Watched => {
      const watched: Watched = {
        ...{ pictures: [], changed: NaN },
        ...{ pressed: [], rested: [], parts: [] },
      };
      const small = document.createElement("canvas");
      small.width = small.height = 48;
      const pen = small.getContext("2d", { willReadFrequently: true })!;
      let last: Uint32Array | undefined;
      // What was drawn for a frame is there once the frame begins.
      const look = (): void => {
        requestAnimationFrame(look);
        const canvas = body.querySelector<HTMLCanvasElement>(".sweepFigure canvas");
        if (!canvas || canvas.width === 0) return;
        pen.clearRect(0, 0, 48, 48);
        pen.drawImage(canvas, 0, 0, 48, 48);
        const picture = new Uint32Array(pen.getImageData(0, 0, 48, 48).data.buffer);
        const before = last ?? picture;
        if (picture.some((colour, k) => colour !== before[k]))
          watched.pictures.push(performance.now());
        last = picture;
      };
      look();
      document.addEventListener("change", () => (watched.changed = performance.now()), true);
      const onKey = ({ key, timeStamp }: KeyboardEvent): void => {
        if (key === "Enter") watched.pressed.push(timeStamp);
      };
      document.addEventListener("keydown", onKey, true);
      new MutationObserver((changes) => {
        const isOfMap = ({ target }: MutationRecord): boolean =>
          (target as Element).matches(".sweepFigure[aria-busy=false]");
        if (changes.some(isOfMap)) watched.rested.push(performance.now());
      }).observe(body, { subtree: true, attributeFilter: ["aria-busy"] });
      const holdsPart = (data: unknown): boolean =>
        typeof data === "object" &&
        data !== null &&
        !ArrayBuffer.isView(data) &&
        ("distances" in data || Object.values(data).some(holdsPart));
      // When it came: the panel may have heard of it first, and have drawn it already.
      const onMessage = ({ data, timeStamp }: MessageEvent<unknown>): void => {
        if (holdsPart(data)) watched.parts.push(timeStamp);
      };
      window.addEventListener("message", onMessage, true);
      return watched;
    });
}

const seen = (watched: JSHandle<Watched>) => watched.jsonValue();

/** Waits until all cells are there. */
async function whole(): Promise<void> {
  const patience = { timeout: 60_000, interval: 50 };
  await vi.waitFor(async () => expect(await progress().textContent()).toBe(""), patience);
}

async function openSweep(): Promise<void> {
  await code.panel.openOptions();
  await panel().getByRole("button", { name: "Sweep …" }).click();
  await map().waitFor();
  await whole();
}

beforeAll(async () => {
  await code.panel.simulate("rosenbrock.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  // The form leaves a part of the surface free.
  await code.panel.resize(1200, 900);
  await panel().locator('[data-run="run-3"]').first().click();
  await openSweep();
});

test("other axes have a first picture soon, which then sharpens", async () => {
  const watched = await watchMap();
  await upward().selectOption("beta2");
  await expect.poll(async () => (await seen(watched)).pictures.length).toBeGreaterThan(0);
  await whole();
  const { pictures, changed } = await seen(watched);
  console.log(
    `64 × 64 runs of Adam, 1,000 steps: the first picture ${(pictures[0]! - changed).toFixed(0)} ms after the choice, ` +
      `the last of ${pictures.length} after ${(pictures.at(-1)! - changed).toFixed(0)} ms`,
  );
  await upward().selectOption("beta1");
  await whole();
});

test("the map follows while the start is dragged", async () => {
  const place = await surfaceOnPage(code);
  const watched = await watchMap();
  const { mouse } = code.workbench.page;
  await mouse.move(...onPage(place, [-1.2, 1]));
  await mouse.down();
  const moves = 160;
  const began = Date.now();
  for (let k = 1; k <= moves; k++) {
    const angle = (Math.PI * k) / moves / 2;
    // Answered once the page has seen it, which is once a frame: as a hand moves it.
    await mouse.move(...onPage(place, [-1.2 * Math.cos(angle), 1 + 1.2 * Math.sin(angle)]));
  }
  const took = Date.now() - began;
  const during = (await seen(watched)).pictures.length;
  await mouse.up();
  await whole();
  console.log(
    `dragging the start beside 64 × 64 runs of 1,000 steps: ${((during * 1000) / took).toFixed(1)} pictures a second ` +
      `(${during} of ${moves} moves in ${took} ms)`,
  );
  // Not only once the mouse stands still.
  expect(during).toBeGreaterThan(3);
  expect(await map().isVisible()).toBe(true);
});

/** How many sweeps are stopped. */
const stops = 11;

test("the keyboard stops a sweep: no cell comes afterwards, until it goes on", async () => {
  await code.panel.openSettings();
  await code.panel.type("Steps", "200000");
  await code.panel.closePopover();
  await code.panel.live();
  await code.panel.openOptions();
  await panel().getByRole("button", { name: "Sweep …" }).click();
  const watched = await watchMap();
  const { keyboard, mouse } = code.workbench.page;
  const stop = panel().locator(".sweepActions button", { hasText: /^(Cancel|Stop)/ });
  const goOn = panel().locator(".sweepActions button", { hasText: /^(Resume|Go on|Continue)/ });
  const atRest = panel().locator(".sweepFigure[aria-busy=false]");
  const place = await surfaceOnPage(code);
  const delays: number[] = [];
  const lastPictures: number[] = [];
  await stop.focus();
  for (let k = 0; k < stops; k++) {
    const already = (await seen(watched)).parts.length;
    // At another moment of the sweep each time.
    await expect
      .poll(async () => (await seen(watched)).parts.length, { interval: 7 + k })
      .toBeGreaterThan(already + (k % 4));
    await keyboard.press("Enter");
    await atRest.waitFor();
    await goOn.waitFor();
    const shown = await progress().textContent();
    // Whatever the runner was still doing comes before its answer to this.
    const [x, y] = [-1.5 - 0.01 * k, 2 + 0.02 * k];
    await mouse.move(...onPage(place, [x, y]));
    await expect
      .poll(() => code.panel.section("surface").getByText("x = ").first().textContent())
      .toContain(String(x).slice(0, 4));
    expect(await progress().textContent()).toBe(shown);
    const { pictures, pressed, rested, parts } = await seen(watched);
    const [from, to] = [pressed.at(-1)!, rested.at(-1)!];
    expect(to).toBeGreaterThan(from);
    // The runner has said that it is at no cell any more.
    expect(parts.filter((at) => at > to)).toEqual([]);
    const after = pictures.filter((at) => at > from);
    expect(after.length).toBeLessThanOrEqual(1);
    delays.push(to - from);
    lastPictures.push(...after.map((at) => at - from));
    await keyboard.press("Enter");
    await expect.poll(() => progress().textContent()).not.toBe(shown);
  }
  console.log(
    `after the key that stops 64 × 64 runs of 200,000 steps the runner is at no cell after ${median(delays).toFixed(0)} ms ` +
      `(median of ${stops}, at most ${Math.max(...delays).toFixed(0)}); ${lastPictures.length} of them had another ` +
      `picture, the last after ${Math.max(0, ...lastPictures).toFixed(0)} ms`,
  );
});

test("the mouse takes a cell, and Back takes it back", async () => {
  const rate = () =>
    panel().getByRole("slider", { name: "η (lr), slider" }).getAttribute("aria-valuetext");
  const before = await rate();
  await map().click({ position: { x: 200, y: 100 } });
  await expect.poll(rate).not.toBe(before);
  await panel().getByRole("button", { name: "Back", exact: true }).click();
  await expect.poll(rate).toBe(before);
});

test.each(themeKinds)("its picture in the %s theme", async (kind) => {
  await code.panel.resize(620, 800);
  await code.workbench.setTheme(kind);
  await panel().locator('[data-run="run-1"]').first().click();
  await code.panel.openSettings();
  await code.panel.type("Steps", "1000");
  await code.panel.closePopover();
  await code.panel.live();
  await openSweep();
  await map().focus();
  await code.workbench.page.keyboard.press("ArrowLeft");
  await code.panel.drawn();
  await code.workbench.screenshot(`sweep-${kind}`);
  await code.workbench.page.keyboard.press("Escape");
});
