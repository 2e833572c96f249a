import { type PlotFrame, toPixelX, toPixelY } from "../../../webview/charts/plotFrame";
import { surfaceFrame } from "../../../webview/charts/surfaceLayout";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** The map's frame, and where its corner is on the page. */
export type SurfaceOnPage = PlotFrame & { readonly page: { x: number; y: number } };

/** Where values are on the page, read from the ranges that the surface names. */
export async function surfaceOnPage(code: Shared): Promise<SurfaceOnPage> {
  const box = await handsOn(code).boxOf('[data-section="surface"] [role=img]');
  const label = await code.panel.surfaceLabel();
  const ranges = /over x from (\S+) to (\S+) and y from (\S+) to (\S+),/.exec(label);
  const [x0, x1, y0, y1] = ranges!.slice(1).map(Number) as [number, number, number, number];
  const inside = surfaceFrame(box.width, box.height, { x: [x0, x1], y: [y0, y1] });
  return { ...inside, page: { x: box.x, y: box.y } };
}

/** A point of the map on the page. */
export function onPage(place: SurfaceOnPage, [x, y]: readonly [number, number]) {
  return [place.page.x + toPixelX(place, x), place.page.y + toPixelY(place, y)] as const;
}
