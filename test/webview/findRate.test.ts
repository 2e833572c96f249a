import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

const code = useWorkbench({ folder: fixtures });

/** The fixture, (x² + 4y²)/2, has λmax = 4: gradient descent is stable up to 2/4. */
const stable = 0.5;

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
  await code.workbench.panel().locator('[data-run="run-0"]').first().click();
});

const rateLine = (kind: string) => code.workbench.panel().locator(`[data-rate="${kind}"]`);
const rateOf = async (kind: string) => {
  const text = (await rateLine(kind).textContent()) ?? "";
  return Number(/η = (\S+)/.exec(text)![1]);
};
const slider = () => code.panel.section("editor").getByRole("slider", { name: "η (lr), slider" });

test("finding a rate offers one with what it reaches, and shows where it is stable and where it blows up", async () => {
  const find = code.workbench.panel().getByRole("button", { name: "Find a rate …" });
  await find.focus();
  await code.workbench.page.keyboard.press("Enter");
  await rateLine("offer").waitFor();
  expect(await rateLine("offer").textContent()).toMatch(/^η = \S+ → L \S+ after 20/);
  expect(await rateOf("offer")).toBeLessThan(stable);
  // The curvature is the same everywhere: one line says so.
  expect(await rateOf("stableAlongPath")).toBeCloseTo(stable, 4);
  expect(await rateLine("stableAtStart").count()).toBe(0);
  // Beyond 2/λmax a run of 20 steps still ends below its start where it grows slowly enough.
  expect((await rateOf("blowsUp")) / stable).toBeGreaterThan(1);
  expect((await rateOf("blowsUp")) / stable).toBeLessThan(1.05);
  const chart = code.workbench.panel().locator(".rateChart [role=img]");
  expect(await chart.getAttribute("aria-label")).toContain(
    "curvature from the start on: up to η = 0.5",
  );
  await chart.scrollIntoViewIfNeeded();
  await code.workbench.screenshot("find-rate");
});

test("the line of the present rate is named, at the line", async () => {
  const [line, name] = await Promise.all(
    [".rateChart line.present", ".rateNow span"].map((selector) =>
      code.workbench.panel().locator(selector).boundingBox(),
    ),
  );
  // To the pixel: a text's middle may fall between two.
  expect(Math.abs(name!.x + name!.width / 2 - line!.x - line!.width / 2)).toBeLessThan(1);
  expect(name!.y + name!.height).toBeLessThanOrEqual(line!.y + 1);
});

test("dragging over the picture tries rates", async () => {
  const before = await slider().getAttribute("aria-valuetext");
  const box = (await code.workbench.panel().locator(".rateDrag").boundingBox())!;
  const { mouse } = code.workbench.page;
  await mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + 0.3 * box.width, box.y + box.height / 2, { steps: 3 });
  await mouse.up();
  await expect.poll(() => slider().getAttribute("aria-valuetext")).not.toBe(before);
  await code.panel.live();
});

test("nothing of it is cut off in a narrow panel", async () => {
  await code.workbench.resize(2 * 380 + 48, 900);
  await code.panel.drawn();
  await code.workbench.panel().locator(".rateMarks").scrollIntoViewIfNeeded();
  await code.workbench.screenshot("find-rate-380");
  const overflow = await code.workbench
    .panel()
    .locator("body")
    .evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await code.workbench.resize(1280, 800);
});

test("one press gives the run that rate, and another closes what was found", async () => {
  const chosen = await rateOf("offer");
  await rateLine("offer").getByRole("button").click();
  await expect.poll(() => slider().getAttribute("aria-valuetext")).toContain(String(chosen));
  await code.panel.live();
  // What was found stays on show, for comparing one rate with another.
  expect(await rateOf("stableAlongPath")).toBeCloseTo(stable, 4);
  await code.workbench.panel().getByRole("button", { name: "Close", exact: true }).click();
  await rateLine("offer").waitFor({ state: "detached" });
});
