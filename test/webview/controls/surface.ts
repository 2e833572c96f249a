import { describe, expect, test } from "vitest";
import { handsOn } from "./hands";
import type { Shared } from "../useWorkbench";
import { onPage, surfaceOnPage } from "./surfaceOnPage";

/** The loss over two parameters, of the fixture `bowl.ts`. */
export function testSurface(code: Shared): void {
  const { panel, mouse, press, pressOn, tool, boxOf } = handsOn(code);
  const descent = "Gradient descent";
  describe("the surface", () => {
    const canvas = () => code.panel.section("surface").locator("[role=img]");
    /** Read where it is typed: a press on the surface closes that. */
    const startOf = async () => {
      await code.panel.openSettings();
      return Promise.all(
        ["Start x", "Start y"].map(async (name) =>
          Number(await code.panel.control(name).getByRole("textbox").inputValue()),
        ),
      );
    };
    const bowl = ([x, y]: readonly number[]) => (x! * x! + 4 * y! * y!) / 2;

    const frame = () => surfaceOnPage(code);

    /** What is told below the map: of the place under the pointer, or of a start that is held. */
    const told = async () =>
      Promise.all(
        ["x", "y", "L", "‖g‖"].map(async (name) => {
          const text = await code.panel
            .section("surface")
            .getByText(`${name} = `)
            .first()
            .textContent();
          return Number(text?.split(" = ")[1]);
        }),
      );

    test("takes a new start from a click, and every run starts there", async () => {
      const place = await frame();
      const wanted = [2, 0.5] as const;
      await mouse().click(...onPage(place, wanted));
      await expect.poll(startOf).not.toEqual([3, 1]);
      const start = await startOf();
      // To the pixel.
      expect(Math.abs(start[0]! - 2)).toBeLessThan((place.x[1] - place.x[0]) / place.width);
      expect(Math.abs(start[1]! - 0.5)).toBeLessThan((place.y[1] - place.y[0]) / place.height);
      await expect
        .poll(async () => (await code.panel.chartEnds("Loss L", descent))[0])
        // Charts describe their ends with four digits.
        .toBe(Number(bowl(start).toPrecision(4)));
    });

    test("lets the start be dragged", async () => {
      const from = (await startOf()) as [number, number];
      const place = await frame();
      await mouse().move(...onPage(place, from));
      await mouse().down();
      await mouse().move(...onPage(place, [2.5, 0.8]), { steps: 8 });
      await expect.poll(async () => Math.abs((await told())[0]! - 2.5)).toBeLessThan(0.05);
      const [x, y, loss, norm] = (await told()) as [number, number, number, number];
      // Told with four digits.
      expect(loss / bowl([x, y])).toBeCloseTo(1, 2);
      expect(norm / Math.hypot(x, 4 * y)).toBeCloseTo(1, 2);
      await mouse().up();
      await expect.poll(async () => Math.abs((await startOf())[0]! - 2.5)).toBeLessThan(0.05);
      const start = await startOf();
      await expect
        .poll(async () => (await code.panel.chartEnds("Loss L", descent))[0])
        .toBe(Number(bowl(start).toPrecision(4)));
    });

    test("takes a start that is typed, and one that is nudged with the arrow keys", async () => {
      await code.panel.openSettings();
      await code.panel.type("Start x", "-2");
      await code.panel.type("Start y", "1.5");
      await expect.poll(async () => (await code.panel.chartEnds("Loss L", descent))[0]).toBe(6.5);
      await code.panel.control("Start x").getByRole("textbox").focus();
      await press("ArrowUp");
      await expect.poll(async () => (await startOf())[0]).toBe(-1.96);
      await panel().getByRole("button", { name: "Discard changes" }).click();
      await expect.poll(startOf).toEqual([3, 1]);
    });

    const width = (range: readonly [number, number]) => range[1] - range[0];

    test("zooms with Ctrl and the wheel about the pointer, and shows all again", async () => {
      await tool("surface", "Reset view").click();
      await expect.poll(async () => (await frame()).x[0]).toBeGreaterThan(-1);
      const before = await frame();
      const [x, y] = onPage(before, [1, 0.5]);
      await mouse().move(x, y);
      await code.workbench.page.keyboard.down("Control");
      await mouse().wheel(0, -400);
      await code.workbench.page.keyboard.up("Control");
      await expect
        .poll(async () => width((await frame()).x) / width(before.x))
        .toBeCloseTo(1 / Math.E, 2);
      const after = await frame();
      expect(onPage(after, [1, 0.5])[0]).toBeCloseTo(x, -1);
      await tool("surface", "Reset view").click();
      await expect.poll(frame).toEqual(before);
    });

    test("leaves a plain wheel to the page, and says once what zooms", async () => {
      const before = await frame();
      await mouse().move(...onPage(before, [1, 0.5]));
      const top = async () => (await boxOf('[data-section="surface"] [role=img]')).y;
      const from = await top();
      await mouse().wheel(0, 60);
      await canvas().getByText("Ctrl + wheel zooms").waitFor();
      await expect.poll(top).toBeLessThan(from);
      expect((await frame()).x).toEqual(before.x);
      expect((await frame()).y).toEqual(before.y);
      await mouse().wheel(0, -60);
      await expect.poll(top).toBe(from);
    });

    test("tells what there is under the pointer, and what a press would do there", async () => {
      const place = await frame();
      const pressWould = () => canvas().getAttribute("data-press");
      await mouse().move(...onPage(place, [1, 0.5]));
      await expect.poll(pressWould).toBe("put");
      await expect.poll(async () => (await told()).every(Number.isFinite)).toBe(true);
      const [x, y, loss, norm] = (await told()) as [number, number, number, number];
      // Told with four digits: the loss is as exact as that, the place to a pixel.
      expect(loss / bowl([x, y])).toBeCloseTo(1, 2);
      expect(norm / Math.hypot(x, 4 * y)).toBeCloseTo(1, 2);
      await mouse().move(...onPage(place, (await startOf()) as [number, number]));
      await expect.poll(pressWould).toBe("hold");
      await mouse().move(place.page.x + 2, place.page.y + 2);
      await expect.poll(pressWould).toBe("");
      await code.panel
        .section("surface")
        .getByText(/start$/)
        .waitFor();
    });

    test("pans by dragging", async () => {
      const before = await frame();
      const [x, y] = onPage(before, [0.5, 1]);
      await mouse().move(x, y);
      await mouse().down();
      await mouse().move(x - before.width / 4, y, { steps: 5 });
      await mouse().up();
      await expect
        .poll(async () => ((await frame()).x[0] - before.x[0]) / width(before.x))
        .toBeCloseTo(0.25, 2);
      await pressOn(tool("surface", "Reset view"), "Enter");
      await expect.poll(async () => (await frame()).x).toEqual(before.x);
    });

    test("zooms and pans by buttons and keys", async () => {
      const before = await frame();
      const zoom = async () => width((await frame()).x) / width(before.x);
      await tool("surface", "Zoom in").click();
      await expect.poll(zoom).toBeCloseTo(1 / 1.5, 2);
      await pressOn(tool("surface", "Zoom out"), "Enter");
      await expect.poll(zoom).toBeCloseTo(1, 2);
      await canvas().focus();
      await press("+");
      await expect.poll(zoom).toBeCloseTo(1 / 1.25, 2);
      await press("-");
      await expect.poll(zoom).toBeCloseTo(1, 2);
      await press("ArrowRight");
      await press("ArrowUp");
      await expect
        .poll(async () => ((await frame()).y[0] - before.y[0]) / width(before.y))
        .toBeCloseTo(0.1, 2);
      await press("0");
      await expect.poll(async () => (await frame()).y).toEqual(before.y);
    });

    test("turns in three dimensions by pointer and by keys", async () => {
      await pressOn(tool("surface", "3-D"), "Enter");
      const relief = canvas().locator("canvas");
      await code.workbench.panel().locator(".relief").waitFor();
      await code.panel.drawn();
      const flat = await code.panel.picture(relief);
      await canvas().focus();
      await press("ArrowLeft");
      await expect.poll(() => code.panel.picture(relief)).not.toBe(flat);
      await press("ArrowRight");
      await expect.poll(() => code.panel.picture(relief)).toBe(flat);
      const box = await boxOf(".relief");
      await mouse().move(box.x + 100, box.y + 100);
      await mouse().down();
      await mouse().move(box.x + 160, box.y + 120, { steps: 4 });
      await mouse().up();
      await expect.poll(() => code.panel.picture(relief)).not.toBe(flat);
      await canvas().focus();
      const label = await code.panel.surfaceLabel();
      await press("+");
      await expect.poll(() => code.panel.surfaceLabel()).not.toBe(label);
      await press("0");
      await expect.poll(() => code.panel.surfaceLabel()).toBe(label);
      await tool("surface", "map").click();
      expect(await tool("surface", "map").getAttribute("aria-pressed")).toBe("true");
    });
  });
}
