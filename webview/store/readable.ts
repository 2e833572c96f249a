import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { isAdjusting } from "./sight";

/** Milliseconds between two sets of numbers while a setting is dragged: more often nobody can read them. */
const pause = 200;

/**
 * What a signal holds, for words and numbers: at once, but while a setting is dragged only every so often. Pictures follow
 * each frame; to lay out and paint text beside them would take as long as to draw them. Text follows with a picture, or
 * once nothing more comes.
 */
export function readable<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  const shown = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = -Infinity;
  const show = (value: T): void => {
    due = performance.now() + pause;
    shown.value = value;
  };
  effect(() => {
    const { value } = source;
    const wait = isAdjusting() ? due - performance.now() : 0;
    clearTimeout(timer);
    if (wait > 0) timer = setTimeout(show, pause, value);
    else show(value);
  });
  return shown;
}
