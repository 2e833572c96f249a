import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";

// What a result has or has not, and how it is looked at, changes what is in a place and not where the places are.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const { panel, tool, mouse } = handsOn(code);

/** So few steps that no axis ends above its least value, which takes a line to say. */
const source = `/** @simulate { start: [2, 1], steps: 6, window: [[-2, 4], [-3, 3]], runs: ["gd", "adam"] } */
export function loss(x: number, y: number): number {
  return Math.log(x) ** 2 + y * y;
}
`;

/** Where pictures, their buttons and the card begin, and how high the pictures are. */
const places = () =>
  panel()
    .locator("body")
    .evaluate((body) =>
      [
        ...body.querySelectorAll(
          ".surfaceSection .tools button, .surfaceCanvas, .chartGroup, .stepAxis, .stepBar, .card",
        ),
      ].map((element) => {
        const { x, y, height } = element.getBoundingClientRect();
        return [x, y, element.matches(".card") ? 0 : height].map(Math.round).join();
      }),
    );

beforeEach(async () => {
  await writeFile(join(code.workbench.folder, "steady.ts"), source);
  await code.workbench.runCommand("View: Close All Editor Groups");
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate("steady.ts");
  if (await code.workbench.page.locator(".part.sidebar").isVisible()) {
    await code.workbench.runCommand("View: Close Primary Side Bar");
  }
  await code.panel.resize(616, 800);
  await panel().locator("[data-finding]").first().waitFor();
});

test("where no run can take a step, the place of the curves says why, and nothing moves", async () => {
  const stability = code.panel.section("chart.stability");
  await tool("chart.stability", /^Stability/).click();
  await stability.locator(".chartValue").first().waitFor();
  await code.panel.openSettings();
  await code.panel.drawn();
  const before = await places();
  await code.panel.type("Start x", "-1");
  const notice = code.panel.section("charts").getByRole("status");
  await notice.getByText("No run can take a step from x = -1, y = 1.").waitFor();
  await notice.getByText("Math.log(-1) is NaN").waitFor();
  await stability.getByText("The curvature along these runs is not known").waitFor();
  await code.workbench.screenshot("no-step");
  expect(await places()).toEqual(before);
  await code.panel.closePopover();
  await notice.getByRole("link", { name: "Start and steps" }).click();
  await code.panel.type("Start x", "2");
  await notice.waitFor({ state: "detached" });
  await stability.getByText("The curvature").waitFor({ state: "detached" });
  expect(await places()).toEqual(before);
});

test("the surface in three dimensions stands where the map stood", async () => {
  const before = await places();
  await tool("surface", "3-D").click();
  await panel().locator(".relief").waitFor();
  expect(await places()).toEqual(before);
  await tool("surface", "map").click();
});

test("curves as a table leave the surface as large as it was", async () => {
  const surface = () => panel().locator(".surfaceCanvas").boundingBox();
  const before = await surface();
  await tool("charts", "View as table").click();
  await code.panel.section("table").waitFor();
  await code.panel.drawn();
  expect(await surface()).toEqual(before);
  await tool("charts", "View as table").click();
});

test("what was found of code that is broken since, and its runs, are dimmed as its curves are", async () => {
  const colours = () =>
    panel()
      .locator(".runLabel, .runFindings strong, .runFindings .link")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
  const bright = await colours();
  await code.workbench.replace("y * y", "y * * y");
  await code.panel.status("stale").waitFor();
  const dimmed = await colours();
  expect(dimmed).toHaveLength(bright.length);
  for (const [k, colour] of dimmed.entries()) expect(colour).not.toBe(bright[k]);
  await code.workbench.replace("y * * y", "y * y");
  await code.panel.live();
  expect(await colours()).toEqual(bright);
});

test("what an axis leaves out while the start is dragged is said over the curves, which keep their places", async () => {
  const valleys = `/** @simulate { start: [1, 1], steps: 6, window: [[-4, 4], [-3, 3]], runs: [{ optimizer: "gd", lr: 0.5 }] } */
export function loss(x: number, y: number): number {
  return y * y + (x > 0 ? (x - 2) ** 2 + 1 : (x + 2) ** 2);
}
`;
  await writeFile(join(code.workbench.folder, "valleys.ts"), valleys);
  await code.panel.simulate("valleys.ts");
  const note = code.panel.section("chart.loss").locator(".chartNote");
  expect(await note.count()).toBe(0);
  const surface = panel().locator(".surfaceCanvas");
  await surface.locator(".placeholder").waitFor({ state: "detached" });
  const { x, y, width, height } = (await surface.boundingBox())!;
  const at = (share: number) => [x + share * width, y + 0.4 * height] as const;
  await mouse().click(...at(0.7));
  const discard = panel().getByRole("button", { name: "Discard changes" });
  await discard.and(panel().locator(":enabled")).waitFor();
  const before = await places();
  // The second press of a double click, which selects no text that would be dragged instead.
  await mouse().move(...at(0.7));
  await mouse().down();
  await mouse().move(...at(0.3), { steps: 6 });
  await note.waitFor();
  await code.workbench.screenshot("note-while-dragged");
  expect(await places()).toEqual(before);
  await mouse().up();
  await expect.poll(places).not.toEqual(before);
});
