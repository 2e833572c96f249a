import { goalRow, reportGoals, type GoalRow } from "./goals";
import { BenchPanel } from "./panel/benchPanel";
import { measureWarm, type FrameWork } from "./panel/frameWork";
import { dragOfStart, dragOfStep } from "./panel/gestures";
import { growthOfMemory } from "./panel/memory";
import { findPanelProcesses } from "./panel/processes";
import { timeFirstPaint, timeUpdate } from "./panel/updates";

/*
 * How fast the panel draws in a real VS Code, printed and not asserted. Milliseconds from a message with data to the end
 * of the frame that shows it, processor time per frame of a gesture, and what a thousand runs leave behind in memory.
 */

const openings = 5;
const updates = 5;
const reruns = 1000;

const rows: GoalRow[] = [];

/** Says what was measured as soon as it was; JSON comes as one list. */
function note(measured: readonly GoalRow[]): void {
  rows.push(...measured);
  if (!process.argv.includes("--json")) reportGoals(measured);
}

await onPanel("media/examples", "rosenbrock.ts", async (panel) => {
  const paints = await repeat(openings, async () => {
    const time = await timeFirstPaint(panel);
    await panel.closePanel();
    return time;
  });
  note([goalRow("first paint of a new panel, data to frame", paints, 100)]);
});
await onPanel("test/fixtures/bench", "rosenbrock.ts", async (panel) => {
  await panel.simulate();
  const processes = await findPanelProcesses();
  const scrub = await measureWarm(panel, processes, await dragOfStep(panel));
  note(workRows("scrubbing the step cursor", scrub));
  const drag = await measureWarm(panel, processes, await dragOfStart(panel));
  note(workRows("dragging the start, four runs of 1,000 steps", drag));
});
await onPanel("media/examples", "rosenbrock.ts", async (panel) => {
  await panel.simulate();
  const processes = await findPanelProcesses();
  const drag = await measureWarm(panel, processes, await dragOfStart(panel));
  note(workRows("dragging the start, the example's four runs of 5,000 steps", drag));
  note(await growthOfMemory(panel, processes, reruns));
});
for (const [file, steps, goal] of [
  ["hundredThousand.ts", "10⁵", 50],
  ["million.ts", "10⁶", 150],
] as const) {
  await onPanel("test/fixtures/bench", file, async (panel) => {
    await panel.simulate();
    await panel.pause();
    await panel.lookAtCharts();
    await timeUpdate(panel);
    const times = await repeat(updates, () => timeUpdate(panel));
    note([goalRow(`update of 5 runs × ${steps} steps, data to frame`, times, goal)]);
  });
}
if (process.argv.includes("--json")) reportGoals(rows);

async function onPanel(
  folder: string,
  file: string,
  measure: (panel: BenchPanel) => Promise<void>,
): Promise<void> {
  const panel = await BenchPanel.open(folder, file);
  try {
    await measure(panel);
  } finally {
    await panel.close();
  }
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  while (results.length < times) results.push(await measure());
  return results;
}

/** The work of all parts together, which has the goal, and that of each. */
function workRows(name: string, frames: readonly FrameWork[]): GoalRow[] {
  const all = frames.map(({ host, runner, webview }) => host + runner + webview);
  return [
    goalRow(`${name}: work per frame`, all, 16),
    ...(["webview", "host", "runner"] as const).map((part) =>
      goalRow(
        `${name}: … of it ${part}`,
        frames.map((frame) => frame[part]),
        16,
      ),
    ),
    goalRow(
      `${name}: pointer to finished frame`,
      frames.map(({ latency }) => latency),
      100,
    ),
  ];
}
