import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readable } from "../../../../webview/store/readable";
import { followDrags, noteAdjusting } from "../../../../webview/store/sight";

type Listener = (event: { readonly buttons: number }) => void;

/** What the panel hears of the pointer, as the window tells it. */
let tell: Listener = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", {
    addEventListener: (name: string, listener: Listener) => {
      if (name === "pointermove") tell = listener;
    },
  });
  followDrags();
});

afterEach(() => {
  tell({ buttons: 0 });
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What is told of a value that grows by 1 in each of twenty frames of 16 ms. */
function heardInFrames(): number[] {
  const source = signal(0);
  const told = readable(source);
  const heard = [told.value];
  for (let frame = 1; frame <= 20; frame++) {
    vi.advanceTimersByTime(16);
    source.value = frame;
    if (heard.at(-1) !== told.value) heard.push(told.value);
  }
  return heard;
}

test("at rest every value is told at once", () => {
  const source = signal(1);
  const told = readable(source);
  source.value = 2;
  expect(told.value).toBe(2);
  source.value = 3;
  source.value = 4;
  expect(told.value).toBe(4);
});

test("while a setting is dragged, values are told every fifth of a second, with one that comes", () => {
  tell({ buttons: 1 });
  noteAdjusting();
  // What there was as the setting was taken, then every thirteenth: 12 · 16 ms is less than 200 ms, 13 · 16 ms is not.
  expect(heardInFrames()).toEqual([0, 13]);
});

test("while only the view is dragged, such as the step cursor, they are told twice as often", () => {
  tell({ buttons: 1 });
  // 6 · 16 ms is less than 100 ms, 7 · 16 ms is not.
  expect(heardInFrames()).toEqual([0, 7, 14]);
});

test("the last value of a drag is told once nothing more comes, and at its end at once", () => {
  const source = signal(0);
  const told = readable(source);
  tell({ buttons: 1 });
  noteAdjusting();
  source.value = 1;
  source.value = 2;
  vi.advanceTimersByTime(200);
  expect(told.value).toBe(2);
  source.value = 3;
  tell({ buttons: 0 });
  expect(told.value).toBe(3);
});
