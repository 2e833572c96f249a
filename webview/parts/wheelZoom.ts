/** Pixels of wheel movement for a zoom by e. */
const wheelPerZoom = 400;

/**
 * By what a wheel zooms, below 1 into the picture; undefined for a plain wheel, which belongs to the page.
 * A pinch arrives as a wheel with Ctrl.
 */
export function wheelFactor(event: WheelEvent): number | undefined {
  if (!event.ctrlKey && !event.metaKey) return undefined;
  return Math.exp(Math.max(-1, Math.min(1, event.deltaY / wheelPerZoom)));
}
