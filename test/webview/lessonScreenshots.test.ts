import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";

// Pictures of three lessons for the README: the lesson's text, the surface and what the runs show.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });

const lessons = [
  { file: "02-a-convex-bowl-can-be-hard.ts", picture: "lesson-2", title: "bowl" },
  { file: "04-root-mean-square.ts", picture: "lesson-4", title: "mean square" },
  { file: "05-different-rates-at-different-times.ts", picture: "lesson-5", title: "times" },
];

beforeAll(async () => {
  await code.workbench.resize(1600, 1000);
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

test.each(lessons)("$picture", async ({ file, picture, title }) => {
  await code.workbench.openFile(`lessons/${file}`);
  await code.workbench.codeLens("Simulate Optimizer").click();
  const lesson = code.workbench.panel().locator('[data-section="lesson"]');
  await lesson.getByText(title).first().waitFor();
  await code.panel.live();
  // Curvature and findings come once the runs have been still for a moment.
  await code.workbench.panel().locator("[data-finding]").first().waitFor();
  await code.panel.scrollToTop();
  await code.panel.drawn();
  await code.workbench.screenshot(`media/screenshots/${picture}`);
  expect(await lesson.textContent()).toContain(title);
  await code.workbench.runCommand("View: Close All Editor Groups");
});
