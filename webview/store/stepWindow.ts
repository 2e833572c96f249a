import { effect } from "@preact/signals";
import { lastStep } from "./panelData";
import { playing, stopPlaying } from "./playback";
import { stepRange } from "./requests";
import { changeView, clearView, goToStep, look, step } from "./view";
import { cursorShare, stepPositions, stepScale } from "./stepAxis";

/** Fewer steps than this are not zoomed into. */
const fewestSteps = 4;

/** Zooms the step axis about a share of its width; below 1 zooms in. */
export function zoomSteps(factor: number, about = cursorShare.value ?? 0.5): void {
  const [from, to] = stepPositions.value;
  const length = (to - from) * factor;
  const start = from + (to - from - length) * about;
  showSteps(stepScale.value.invert(start), stepScale.value.invert(start + length));
}

/** Moves the step axis by a share of its width. */
export function panSteps(share: number): void {
  const [from, to] = stepPositions.value;
  const { transform, invert } = stepScale.value;
  const [first, last] = [transform(0), transform(lastStep.value)];
  const distance = Math.max(first - from, Math.min(last - to, (to - from) * share));
  showSteps(invert(from + distance), invert(to + distance));
}

/** Shows the steps between two, within what there is; all of them if that is what it comes to. */
export function showSteps(from: number, to: number): void {
  const last = lastStep.value;
  const first = Math.max(0, Math.min(Math.floor(from), last - fewestSteps));
  const end = Math.min(last, Math.max(Math.ceil(to), first + fewestSteps));
  if (first <= 0 && end >= last) clearView("stepWindow");
  else changeView({ stepWindow: [first, end] });
}

/** Moves the zoomed steps as little as it takes to have the cursor in sight. */
function keepCursorInSight(): void {
  if (!look("stepWindow")) return;
  const [from, to] = stepRange();
  if (step.value < from) showSteps(step.value, step.value + to - from);
  else if (step.value > to) showSteps(step.value - (to - from), step.value);
}

/** Moves the cursor by hand, which stops playing. */
export function moveTo(wanted: number): void {
  stopPlaying();
  goToStep(wanted);
  keepCursorInSight();
}

/** While the cursor moves by itself, the zoomed steps go with it. */
export function followPlaying(): void {
  effect(() => {
    if (playing.value) keepCursorInSight();
  });
}
