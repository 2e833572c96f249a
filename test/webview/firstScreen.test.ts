import { beforeAll, describe, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";

// What a person sees after one click, before anything is scrolled: the picture, not the form.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

beforeAll(async () => {
  await code.panel.simulate("rosenbrock.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

/** Which pictures are whole between the top of the panel and its step bar, and their share of that area. */
function pictures(): Promise<{ readonly whole: readonly string[]; readonly share: number }> {
  return code.workbench
    .panel()
    .locator("body")
    .evaluate((body) => {
      const bottom = body.querySelector(".stepBar")!.getBoundingClientRect().top;
      const whole: string[] = [];
      let area = 0;
      const look = (name: string, element: Element) => {
        const box = element.getBoundingClientRect();
        area += box.width * Math.max(0, Math.min(box.bottom, bottom) - Math.max(0, box.top));
        if (box.height >= 60 && box.top >= 0 && box.bottom <= bottom) whole.push(name);
      };
      look("surface", body.querySelector(".surfaceCanvas")!);
      for (const chart of body.querySelectorAll<HTMLElement>(".chart")) {
        look(chart.dataset["chart"]!, chart.querySelector(".chartCanvas")!);
      }
      return { whole, share: area / (document.documentElement.clientWidth * bottom) };
    });
}

describe("after one click, without scrolling", () => {
  test.each([
    [1280, 800, ["surface", "loss", "sigma", "effectiveRate"]],
    [1600, 1000, ["surface", "loss", "sigma", "effectiveRate", "learningRate", "gradientNorm"]],
    [1920, 1080, ["surface", "loss", "sigma", "effectiveRate", "learningRate", "gradientNorm"]],
  ])("in a window of %i × %i", async (width, height, expected) => {
    await code.workbench.resize(width, height);
    const body = code.workbench.panel().locator("body");
    await expect
      .poll(() => body.evaluate(() => window.innerWidth))
      .toBeLessThanOrEqual(width / 2 - 22);
    await code.panel.drawn();
    const { whole, share } = await pictures();
    console.log(`${width} × ${height}: ${(share * 100).toFixed(0)} %, whole: ${whole.join(", ")}`);
    await code.workbench.screenshot(`first-screen-${width}`);
    expect(whole).toEqual(expect.arrayContaining(expected));
  });
});
