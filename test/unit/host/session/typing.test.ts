import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { editDelay, Typing } from "../../../../src/host/session/typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pause = 150;

test("an edit waits only where an opening takes longer than the next key, and never longer than a pause", () => {
  expect(editDelay(0, pause)).toBe(0);
  expect(editDelay(80, pause)).toBe(0);
  expect(editDelay(120, pause)).toBe(120);
  expect(editDelay(2000, pause)).toBe(pause);
  expect(editDelay(2000, 0)).toBe(0);
});

test("the first edit waits for a pause, since nothing is known of how long an opening takes", () => {
  const typing = new Typing(() => pause);
  const simulate = vi.fn();
  typing.edited(simulate);
  vi.advanceTimersByTime(100);
  typing.edited(simulate);
  vi.advanceTimersByTime(149);
  expect(simulate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(simulate).toHaveBeenCalledTimes(1);
});

test("once openings are quick every key is simulated", () => {
  const typing = new Typing(() => pause);
  typing.lastOpening = 20;
  const simulate = vi.fn();
  for (let key = 0; key < 5; key++) {
    typing.edited(simulate);
    vi.advanceTimersByTime(1);
  }
  expect(simulate).toHaveBeenCalledTimes(5);
});

test("a pause begins after the last key, and a newer text interrupts the wait for it", async () => {
  const typing = new Typing(() => pause);
  const resolved = vi.fn();
  typing.edited(() => undefined);
  void typing.paused().then(resolved);
  await vi.advanceTimersByTimeAsync(100);
  typing.edited(() => undefined);
  await vi.advanceTimersByTimeAsync(149);
  expect(resolved).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(resolved).toHaveBeenCalledTimes(1);
  typing.edited(() => undefined);
  void typing.paused().then(resolved);
  typing.interrupt();
  await vi.advanceTimersByTimeAsync(0);
  expect(resolved).toHaveBeenCalledTimes(2);
});
