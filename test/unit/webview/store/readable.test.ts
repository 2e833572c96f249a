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

test("at rest, and while only the view is dragged, every value is told at once", () => {
  const source = signal(1);
  const told = readable(source);
  source.value = 2;
  expect(told.value).toBe(2);
  tell({ buttons: 1 });
  source.value = 3;
  source.value = 4;
  expect(told.value).toBe(4);
});

test("while a setting is dragged, values are told every fifth of a second, with one that comes", () => {
  const source = signal(0);
  const told = readable(source);
  vi.advanceTimersByTime(1000);
  tell({ buttons: 1 });
  noteAdjusting();
  const heard: number[] = [];
  for (let frame = 1; frame <= 20; frame++) {
    vi.advanceTimersByTime(16);
    source.value = frame;
    if (heard.at(-1) !== told.value) heard.push(told.value);
  }
  // What there was as the setting was taken, then every thirteenth: 12 · 16 ms is less than 200 ms, 13 · 16 ms is not.
  expect(heard).toEqual([0, 13]);
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
