import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { defaultRuns } from "../../../src/options/defaultRuns";
import type { OpenRequest, RunRequest } from "../../../src/protocol/runner";
import { RunnerClient } from "../../../src/runner/client/runnerClient";

// Work that is no longer wanted, in the real runner process: also where the user's code never comes back.

const script = resolve(import.meta.dirname, "../../../dist/runner.cjs");
let client: RunnerClient;
let folder: string;
let pipe: string;
/** Why runs ended. */
const ends: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "optimizer-lens-stopping-"));
  pipe = join(folder, "pipe");
  client = new RunnerClient({
    script,
    // No limit that could be what ends the code.
    limits: () => ({ time: 3_600_000, memory: 4000 }),
    onSlice: ({ stop }) => stop && ends.push(stop.reason),
    log: () => undefined,
  });
});

afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function requestFor(text: string, more: Partial<OpenRequest> = {}): OpenRequest {
  const fn = findLossFunctions(text, { language: ".ts" }).functions[0]!;
  const { session = "test" } = more;
  return {
    ...{ session, file: join(folder, `${session}.ts`), text, overlays: {}, root: folder },
    ...{ function: fn, optimizers: [], ...more },
  };
}

const run = (start: number, session = "test"): RunRequest => ({
  ...{ session, job: 1, runs: [{ id: "0", options: { ...defaultRuns[0]!, lr: 0.1 } }] },
  ...{ start: [start], steps: 50, seed: 0, tolerance: 0, noise: 0 },
});

const stopped = { ok: false, problem: { kind: "stopped" } };
const valid = "export const loss = (x: number) => x * x;";

/** A function that waits for ever where x is below 1: in a pipe that nobody writes to. */
const waiting = () => `import { readFileSync } from "node:fs";
export function loss(x: number): number {
  if (x < 1) readFileSync(${JSON.stringify(pipe)});
  return x * x;
}`;

/** Resolves once the code has come to where it waits; it goes on waiting until the pipe is closed. */
async function untilItWaits(): Promise<{ close(): Promise<void> }> {
  return open(pipe, "w");
}

describe.skipIf(process.platform === "win32")("code that never comes back", () => {
  beforeAll(() => execFileSync("mkfifo", [pipe]));

  test("is stopped while its function is being opened, and others go on", async () => {
    expect(await client.open(requestFor(valid, { session: "other" }))).toHaveProperty("ok", true);
    const opening = client.open(requestFor(waiting(), { start: [0] }));
    const writer = await untilItWaits();
    const pid = client.pid;
    client.cancel("test");
    expect(await opening).toMatchObject(stopped);
    await writer.close();
    expect(await client.run(run(3, "other"))).toHaveProperty("ok", true);
    expect(client.pid).not.toBe(pid);
  });

  test("is stopped while its function is being opened and its panel is closed", async () => {
    const opening = client.open(requestFor(waiting(), { start: [0] }));
    const writer = await untilItWaits();
    client.close("test");
    expect(await opening).toMatchObject(stopped);
    await writer.close();
  });

  test("is stopped for the function that its panel shows next, which is opened", async () => {
    expect(await client.open(requestFor(waiting(), { start: [3] }))).toHaveProperty("ok", true);
    const running = client.run(run(3));
    const writer = await untilItWaits();
    client.cancel("test");
    const opening = client.open(requestFor(valid));
    expect(await running).toMatchObject(stopped);
    expect(await opening).toHaveProperty("ok", true);
    await writer.close();
  });

  test("is stopped in the middle of a step of a run", async () => {
    expect(await client.open(requestFor(waiting(), { start: [3] }))).toHaveProperty("ok", true);
    const running = client.run(run(3));
    const writer = await untilItWaits();
    client.cancel("test");
    expect(await running).toMatchObject(stopped);
    await writer.close();
  });
});

test("a function that is stopped while it is being bundled is not opened", async () => {
  // A process that has just started has to start its bundler first.
  client.restart();
  const opening = client.open(requestFor(valid));
  // Calls are posted a moment later than events, such as a cancellation.
  await new Promise(setImmediate);
  client.cancel("test");
  expect(await opening).toMatchObject(stopped);
  expect(await client.open(requestFor(valid))).toHaveProperty("ok", true);
});

test("two openings of one function at once are none of the other's business", async () => {
  client.restart();
  const both = [client.open(requestFor(valid)), client.open(requestFor(valid))];
  for (const opened of await Promise.all(both)) expect(opened).toHaveProperty("ok", true);
});

test("a run is stopped with the rows it has, and its process goes on", async () => {
  await client.open(requestFor(valid));
  const pid = client.pid;
  ends.length = 0;
  const running = client.run({ ...run(3), steps: 10_000_000 });
  client.cancel("test");
  expect(await running).toHaveProperty("ok", true);
  expect(ends).toEqual(["cancelled"]);
  expect(client.pid).toBe(pid);
});
