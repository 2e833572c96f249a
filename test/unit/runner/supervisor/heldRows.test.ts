import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { optimizerById } from "../../../../src/optimizers/catalogue";
import { runWithDefaults } from "../../../../src/options/defaultRuns";
import type { RunRequest, RunSlice } from "../../../../src/protocol/runner";
import { HeldRows } from "../../../../src/runner/supervisor/heldRows";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const picture = { series: { from: 0, to: 10, buckets: 10 }, details: { withinShare: 0 } };

function request(job: number, looks: Pick<RunRequest, "picture"> = { picture }): RunRequest {
  const options = runWithDefaults(optimizerById("gd")!, {});
  return {
    ...{ session: "s", job, runs: [{ id: "run-0", options }], start: [0], steps: 10 },
    ...{ seed: 0, tolerance: 0, noise: 0 },
    ...looks,
  };
}

function slice(job: number, from: number, loss: readonly number[]): RunSlice {
  const column = () => Float64Array.from(loss);
  return {
    ...{ session: "s", job, runId: "run-0", from, recorded: [0], evaluations: from + loss.length },
    columns: {
      ...{ loss: column(), gradientNorm: column(), learningRate: column() },
      ...{ theta: [column()], gradient: [column()], sigma: [column()], m: [column()] },
    },
  };
}

/** Notes what is sent; an answer comes only when it is given. */
function receiver() {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const held = new HeldRows(({ job, from }) => {
    sent.push(`${job}:${from}`);
    return new Promise((resolve) => answers.push(resolve));
  });
  const answer = async () => {
    for (const resolve of answers.splice(0)) resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { held, sent, answer };
}

/** A job that has ended well, with one row. */
async function endedJob(held: HeldRows, job: number): Promise<void> {
  const asked = request(job);
  held.begin(asked);
  await held.take(slice(job, 0, [9]));
  await held.end(asked);
}

test("a job that ends soon gives a picture, and its rows when they are asked for", async () => {
  const { held, sent, answer } = receiver();
  const first = request(1);
  held.begin(first);
  await held.take(slice(1, 0, [4, 3]));
  await held.take(slice(1, 2, [2]));
  const drawn = await held.end(first);
  expect(drawn?.series[0]?.curves.loss?.values).toEqual(Float64Array.of(4, 3, 2));
  expect(drawn?.details.rows[0]?.loss).toBe(2);
  expect(sent).toEqual([]);
  const released = held.release({ session: "s", job: 1 });
  expect(sent).toEqual(["1:0", "1:2"]);
  await answer();
  expect(await released).toBe(true);
  expect(await held.release({ session: "s", job: 1 })).toBe(false);
});

test("a job that goes on sends what it has, then every slice, in their order", async () => {
  const { held, sent, answer } = receiver();
  const first = request(1);
  held.begin(first);
  for (let from = 0; from < 5; from++) await held.take(slice(1, from, [from]));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual(["1:0", "1:1", "1:2", "1:3"]);
  const late = held.take(slice(1, 5, [5]));
  await answer();
  expect(sent.slice(4)).toEqual(["1:4"]);
  await answer();
  expect(sent.slice(5)).toEqual(["1:5"]);
  await answer();
  await late;
  void held.take(slice(1, 6, [6]));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)).toBe("1:6");
  expect(await held.end(first)).toBeUndefined();
});

test("rows are held until a newer job has ended well", async () => {
  const { held, sent, answer } = receiver();
  const [second, third] = [request(2), request(3)];
  await endedJob(held, 1);
  held.begin(second);
  await held.take(slice(2, 0, [3]));
  held.begin(third);
  // The second was overtaken: what it still sends goes through, for others to drop.
  expect(await held.end(second)).toBeUndefined();
  void held.take(slice(2, 1, [2]));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.splice(0)).toEqual(["2:1"]);
  void held.release({ session: "s", job: 1 });
  expect(sent.splice(0)).toEqual(["1:0"]);
  await answer();
  await held.take(slice(3, 0, [1]));
  await held.end(third);
  expect(await held.release({ session: "s", job: 1 })).toBe(false);
});

test("without a wish for a picture, and of a session that was closed, nothing is held", async () => {
  const { held, sent } = receiver();
  const plain = request(1, {});
  held.begin(plain);
  void held.take(slice(1, 0, [4]));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(["1:0"]);
  expect(await held.end(plain)).toBeUndefined();
  await endedJob(held, 2);
  held.close("s");
  expect(await held.release({ session: "s", job: 2 })).toBe(false);
});

test("a job that ends while its rows are being sent is answered after them", async () => {
  const { held, sent, answer } = receiver();
  await endedJob(held, 1);
  const second = request(2);
  held.begin(second);
  for (let from = 0; from < 5; from++) await held.take(slice(2, from, [from]));
  await vi.advanceTimersByTimeAsync(1000);
  let isAnswered = false;
  const end = held.end(second).then((drawn) => {
    isAnswered = true;
    return drawn;
  });
  await answer();
  expect([sent.length, isAnswered]).toEqual([5, false]);
  await answer();
  expect(await end).toBeUndefined();
  // A newer job has ended well: what was held of the first is not wanted any more.
  expect(await held.release({ session: "s", job: 1 })).toBe(false);
});

test("of a job that failed nothing is sent, and the one before is still there", async () => {
  const { held, sent, answer } = receiver();
  await endedJob(held, 1);
  const second = request(2);
  held.begin(second);
  await held.take(slice(2, 0, [8]));
  held.fail(second);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([]);
  const released = held.release({ session: "s", job: 1 });
  await answer();
  expect(await released).toBe(true);
  expect(sent).toEqual(["1:0"]);
});
