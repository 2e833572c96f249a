import { goalRow, reportGoals, type GoalRow } from "./goals";
import { BenchPanel } from "./panel/benchPanel";
import { measureGesture, type FrameWork } from "./panel/frameWork";
import { dragOfStart, dragOfStep } from "./panel/gestures";
import { growthOfMemory } from "./panel/memory";
import { findPanelProcesses } from "./panel/processes";
import { timeFirstPaint, timeUpdate } from "./panel/updates";

/*
 * How fast the panel draws in a real VS Code, printed and not asserted. Milliseconds from a message with data to the end
 * of the frame that shows it, processor time per frame of a gesture, and what a thousand runs leave behind in memory.
 */

const openings = 7;
const updates = 7;
const reruns = 1000;

const rows: GoalRow[] = [];
for (const [file, steps, goal] of [
  ["hundredThousand.ts", "10⁵", 50],
  ["million.ts", "10⁶", 150],
] as const) {
  rows.push(
    await onPanel("test/fixtures/bench", file, async (panel) => {
      await panel.simulate();
      await timeUpdate(panel);
      const times = await repeat(updates, () => timeUpdate(panel));
      return goalRow(`update of 5 runs × ${steps} steps, data to frame`, times, goal);
    }),
  );
}
rows.unshift(
  ...(await onPanel("media/examples", "rosenbrock.ts", async (panel) => {
    const paints = await repeat(openings, async () => {
      const time = await timeFirstPaint(panel);
      await panel.closePanel();
      return time;
    });
    await panel.simulate();
    const processes = findPanelProcesses();
    const scrub = await measureGesture(panel, processes, await dragOfStep(panel));
    const drag = await measureGesture(panel, processes, await dragOfStart(panel));
    return [
      goalRow("first paint of a new panel, data to frame", paints, 100),
      ...workRows("scrubbing the step cursor", scrub),
      ...workRows("dragging the start, four runs of Rosenbrock", drag),
      ...(await growthOfMemory(panel, processes, reruns)),
    ];
  })),
);
reportGoals(rows);

async function onPanel<T>(
  folder: string,
  file: string,
  measure: (panel: BenchPanel) => Promise<T>,
): Promise<T> {
  const panel = await BenchPanel.open(folder, file);
  try {
    return await measure(panel);
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
