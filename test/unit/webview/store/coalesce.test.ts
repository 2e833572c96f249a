import { expect, onTestFinished, test, vi } from "vitest";
import { latestOnly, oncePerFrame, withNext } from "../../../../webview/store/coalesce";

/** A request that is answered when told to. */
function controlled() {
  const sent: number[] = [];
  const answers: (() => void)[] = [];
  const failures: unknown[] = [];
  const ask = latestOnly<number>(
    (request) => {
      sent.push(request);
      return new Promise<void>((resolve, reject) => {
        answers.push(() => (request < 0 ? reject(new Error("refused")) : resolve()));
      });
    },
    (error) => failures.push(error),
  );
  const answer = async () => {
    answers.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { sent, failures, ask, answer };
}

test("of a hundred requests during one, only the last is sent", async () => {
  const { sent, ask, answer } = controlled();
  for (let k = 0; k <= 100; k++) ask(k);
  expect(sent).toEqual([0]);
  await answer();
  expect(sent).toEqual([0, 100]);
  await answer();
  ask(7);
  expect(sent).toEqual([0, 100, 7]);
});

test("a refusal is reported and does not stop later requests", async () => {
  const { sent, failures, ask, answer } = controlled();
  ask(-1);
  ask(2);
  await answer();
  expect(failures).toHaveLength(1);
  expect(sent).toEqual([-1, 2]);
});

test("work is done once a frame, with the newest value", () => {
  const frames: (() => void)[] = [];
  const done: number[] = [];
  const ask = oncePerFrame<number>(
    (value) => done.push(value),
    (callback) => frames.push(callback),
  );
  ask(1);
  ask(2);
  ask(3);
  expect(frames).toHaveLength(1);
  frames.shift()!();
  expect(done).toEqual([3]);
  ask(4);
  expect(frames).toHaveLength(1);
});

test("work waits for the next subject, but not for long, and the newest is done", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const done: string[] = [];
  const ask = withNext(24);
  const work = (name: string) => () => done.push(name);
  ask("a", true, work("first"));
  expect(done.splice(0)).toEqual(["first"]);
  ask("a", true, work("moved"));
  vi.advanceTimersByTime(16);
  ask("a", true, work("moved on"));
  expect(done).toEqual([]);
  vi.advanceTimersByTime(8);
  expect(done.splice(0)).toEqual(["moved on"]);
  ask("a", true, work("again"));
  ask("b", true, work("with b"));
  expect(done.splice(0)).toEqual(["with b"]);
  vi.advanceTimersByTime(100);
  ask("b", false, work("at once"));
  expect(done).toEqual(["at once"]);
});
