/** Ranges on the axes of a surface; of a curve only `x` counts. */
export interface ShownWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Share of an automatic window that is room beside what it must show: 8 % of that on each side. */
const room = 0.08 / 1.16;

/** A window that is so many times as long as needed hides in a corner what it is for. */
const tooLong = 2.5;

/**
 * Should the automatic window that suits the runs as they are take the place of the one on show? Not for a small
 * difference, since a picture that moves is hard to follow: only when something would lie outside of what is shown,
 * or all of it in less than 1/2.5 of an axis.
 */
export function isWindowDue(shown: ShownWindow, automatic: ShownWindow, axes: 1 | 2): boolean {
  const names = axes === 1 ? (["x"] as const) : (["x", "y"] as const);
  return names.some((name) => isRangeDue(shown[name], automatic[name]));
}

function isRangeDue(
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
): boolean {
  const needed = high - low;
  const inside = low + room * needed >= from && high - room * needed <= to;
  return !inside || to - from > tooLong * needed;
}
