import { expect, test } from "vitest";
import { runnerProcesses } from "../../extension/support/processes";
import { useRunner } from "./useRunner";

// Code that never ends costs its limit, and the code after it no new process: that one is there by then.

const runner = useRunner({ limits: () => ({ time: 4000, memory: 1000 }) });

const valid = "export const loss = (x: number) => x * x;";
const endless = "export function loss(x: number) {\n  for (;;) x += 0;\n}";

test("while code does not come to an end the next process is started, and takes over", async () => {
  const { client } = runner;
  expect(await client.open(runner.requestFor(valid))).toHaveProperty("ok", true);
  const first = client.pid!;
  expect(await runnerProcesses()).toEqual([first]);
  const opening = client.open(runner.requestFor(endless));
  await expect.poll(runnerProcesses, { timeout: 30_000 }).toHaveLength(2);
  const spare = (await runnerProcesses()).find((id) => id !== first);
  expect(await opening).toMatchObject({ ok: false, problem: { kind: "timeout" } });
  expect(await client.open(runner.requestFor(valid))).toHaveProperty("ok", true);
  expect(client.pid).toBe(spare);
  expect(await runnerProcesses()).toEqual([spare]);
}, 120_000);

test("both processes end with the client", async () => {
  const { client } = runner;
  const opening = client.open(runner.requestFor(endless));
  await expect.poll(runnerProcesses, { timeout: 30_000 }).toHaveLength(2);
  client.dispose();
  expect(await opening).toHaveProperty("ok", false);
  await expect.poll(runnerProcesses, { timeout: 30_000 }).toEqual([]);
}, 120_000);
