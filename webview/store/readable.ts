import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { isAdjusting, isDragging } from "./sight";

/** Milliseconds between two sets of numbers while a setting is dragged, or the step: more often nobody can read them. */
const pauses = { setting: 200, view: 100 };

/**
 * What a signal holds, for words and numbers: at once, but while something is dragged only every so often. Pictures follow
 * each frame; to lay out and paint text beside them would take as long as to draw them. Text follows with a picture, or
 * once nothing more comes.
 */
export function readable<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  const shown = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAt = -Infinity;
  const show = (value: T): void => {
    shownAt = performance.now();
    shown.value = value;
  };
  effect(() => {
    const { value } = source;
    const pause = isAdjusting() ? pauses.setting : isDragging() ? pauses.view : 0;
    clearTimeout(timer);
    if (performance.now() - shownAt < pause) timer = setTimeout(show, pause, value);
    else show(value);
  });
  return shown;
}
