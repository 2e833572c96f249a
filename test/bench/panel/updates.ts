import type { BenchPanel } from "./benchPanel";

/** Milliseconds from the first curves that arrive at a new panel to the end of the frame that draws them. */
export async function timeFirstPaint(panel: BenchPanel): Promise<number> {
  await panel.simulate();
  const { arrivals, frames } = await panel.report();
  const arrival = arrivals[0]?.at ?? NaN;
  const drawn = frames.find(({ end, curves }) => curves && end > arrival);
  if (!drawn) throw new Error("no frame with curves was seen");
  return drawn.end - arrival;
}

/** Milliseconds from the arrival of the finished runs to the end of the last frame that they cause. */
export async function timeUpdate(panel: BenchPanel): Promise<number> {
  await panel.forget();
  await panel.rerun();
  await panel.drawn("runs");
  await panel.rest();
  const { arrivals, frames } = await panel.report();
  const arrival = arrivals.filter(({ complete }) => complete).at(-1)!.at;
  const last = frames.at(-1);
  if (!last || last.end < arrival) throw new Error("no frame was seen after the data");
  return last.end - arrival;
}
