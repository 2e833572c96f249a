import { computed, signal } from "@preact/signals";
import { lastStep } from "./panelData";
import { goToStep, look, step } from "./view";

/** Is the step cursor moving by itself? */
export const playing = signal(false);

/** Speeds to choose from; 1 walks through the whole run in ten seconds. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

/** Rows a second at the chosen speed. */
export const rowsPerSecond = computed(() => Math.max(1, (lastStep.value / 10) * look("speed")));

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
  let last = performance.now();
  const tick = (now: number): void => {
    position += ((now - last) / 1000) * rowsPerSecond.value;
    last = now;
    if (Math.abs(step.value - position) > rowsPerSecond.value + 1) position = step.value;
    goToStep(position);
    if (position >= lastStep.value) stopPlaying();
    else frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
}

export function stopPlaying(): void {
  cancelAnimationFrame(frame);
  playing.value = false;
}
