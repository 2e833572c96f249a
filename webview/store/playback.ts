import { signal } from "@preact/signals";
import { lastStep } from "./panelData";
import type { SavedView } from "./savedView";
import { goToStep, look, step } from "./view";

/** Is the step cursor moving by itself? */
export const playing = signal(false);

/** All steps in ten seconds; the same on a logarithmic axis, so that the first ones are seen; or steps a second. */
export type Pace = SavedView["pace"];

export const paces: readonly Pace[] = ["whole", "log", 1, 5, 20, 100, 1000, 10_000];

/** Seconds that a run of any length takes. */
const wholeRun = 10;

/** Where a cursor at `position` is after some seconds. */
export function advanced(position: number, seconds: number, pace: Pace, last: number): number {
  if (pace === "log") return (1 + position) * (1 + last) ** (seconds / wholeRun) - 1;
  return position + seconds * (pace === "whole" ? Math.max(1, last / wholeRun) : pace);
}

let frame = 0;

/** Starts or stops the cursor; at the end it starts again from 0. */
export function togglePlaying(): void {
  if (playing.value) {
    stopPlaying();
    return;
  }
  if (lastStep.value === 0) return;
  if (step.value >= lastStep.value) goToStep(0);
  playing.value = true;
  let position = step.value;
  let shown = position;
  let before = performance.now();
  const tick = (now: number): void => {
    // Somebody has moved the cursor meanwhile.
    if (step.value !== shown) position = step.value;
    position = advanced(position, (now - before) / 1000, look("pace"), lastStep.value);
    before = now;
    goToStep(position);
    shown = step.value;
    if (position >= lastStep.value) stopPlaying();
    else frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
}

export function stopPlaying(): void {
  cancelAnimationFrame(frame);
  playing.value = false;
}
