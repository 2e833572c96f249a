import type { BenchPanel } from "./benchPanel";

/** Milliseconds from the first curves that arrive at a new panel to the end of the frame that draws them. */
export async function timeFirstPaint(panel: BenchPanel): Promise<number> {
  await panel.simulate();
  return timeToFrame(panel, "first");
}

/** Milliseconds from the arrival of the finished runs to the end of the frame that draws them. */
export async function timeUpdate(panel: BenchPanel): Promise<number> {
  await panel.rerun();
  await panel.rest();
  return timeToFrame(panel, "finished");
}

async function timeToFrame(panel: BenchPanel, which: "first" | "finished"): Promise<number> {
  const { arrivals, frames } = await panel.report();
  const arrival = arrivals.find(({ complete }) => complete || which === "first");
  if (!arrival) throw new Error("no data was seen");
  const drawn = frames.find(({ end, curves }) => curves && end > arrival.handled);
  if (!drawn) throw new Error("no frame with curves was seen after the data");
  return drawn.end - arrival.at;
}
