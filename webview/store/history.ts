import { computed, signal } from "@preact/signals";
import type { SettingsChange } from "../../src/protocol/panelCalls";
import { dropDrafts } from "./drafts";
import { isDragging } from "./sight";

/** A change of settings that can be taken back: what holds without it, and with it. */
interface Entry {
  readonly before: SettingsChange;
  readonly after: SettingsChange;
}

/** Milliseconds within which changes of the same settings by keys or in a box count as one. */
const pause = 500;

/** How many changes are remembered. */
const depth = 200;

const past = signal<readonly Entry[]>([]);
const future = signal<readonly Entry[]>([]);

/** The last change: when it came, and during which press of the pointer. */
let last = { time: -Infinity, press: 0 };
/** Counts presses of the pointer. */
let press = 0;

/** Is there a change to take back, or one to make again? */
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** Remembers a change. What one drag changes, or what quickly follows on the same settings, is one change. */
export function remember(before: SettingsChange, after: SettingsChange, time: number): void {
  const newest = past.value.at(-1);
  const continues =
    newest !== undefined &&
    last.press === press &&
    sameNames(newest.after, after) &&
    (isDragging() || time - last.time < pause);
  const entry = continues ? { before: newest.before, after } : { before, after };
  past.value = [...(continues ? past.value.slice(0, -1) : past.value), entry].slice(-depth);
  future.value = [];
  last = { time, press };
}

/** Takes the newest change back: what then holds; undefined where there is none. */
export function takeBack(): SettingsChange | undefined {
  return move(past, future)?.before;
}

/** Makes the change again that was taken back last: what then holds; undefined where there is none. */
export function makeAgain(): SettingsChange | undefined {
  return move(future, past)?.after;
}

/** Forgets all changes: they were of other code. */
export function forgetChanges(): void {
  past.value = [];
  future.value = [];
}

/** Follows presses of the pointer from now on. */
export function followPresses(): void {
  window.addEventListener("pointerdown", () => press++, { capture: true });
}

function move(from: typeof past, to: typeof past): Entry | undefined {
  const entry = from.value.at(-1);
  if (!entry) return undefined;
  from.value = from.value.slice(0, -1);
  to.value = [...to.value, entry];
  last = { time: -Infinity, press };
  dropDrafts();
  return entry;
}

function sameNames(a: SettingsChange, b: SettingsChange): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}
