import type { Landscape, RunSeries } from "../../src/protocol/series";
import type { PlotFrame } from "./plotFrame";
import { pathColumns } from "./trajectory";

/** Height of the surface's picture for a width, in pixels. */
export function surfaceHeight(width: number, oneParameter: boolean): number {
  const wanted = Math.round(width * (oneParameter ? 0.6 : width < 460 ? 0.95 : 0.78));
  return Math.max(230, Math.min(oneParameter ? 360 : 520, wanted));
}

/** Room for tick labels and axis names around the plot. */
export function surfaceFrame(
  width: number,
  height: number,
  window: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
): PlotFrame {
  const left = 62;
  const bottom = 40;
  const top = 8;
  const right = 10;
  return {
    left,
    top,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - top - bottom),
    x: window.x,
    y: window.y,
  };
}

/** The losses a curve picture must show: those of the curve in the window and of the steps that lie in it. */
export function lossRange(
  landscape: Landscape,
  window: readonly [number, number],
  series: readonly RunSeries[],
): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const include = (loss: number): void => {
    if (!Number.isFinite(loss)) return;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  };
  landscape.values.forEach(include);
  for (const run of series) {
    const columns = pathColumns(run, landscape.axes);
    columns?.[0].forEach((x, k) => {
      if (x >= window[0] && x <= window[1]) include(columns[1][k]!);
    });
  }
  if (!(high >= low)) return [0, 1];
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}
