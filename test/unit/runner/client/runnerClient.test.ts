import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findLossFunctions } from "../../../../src/languages/javascript/find/find";
import type { OpenRequest } from "../../../../src/protocol/runner";
import { RunnerClient } from "../../../../src/runner/client/runnerClient";

// What the client makes of a runner that does not do as it should: small scripts stand in for it.

const text = "export function loss(x: number) { return x; }";
const request: OpenRequest = {
  ...{ session: "test", file: "/project/loss.ts", text, overlays: {}, optimizers: [] },
  function: findLossFunctions(text, { language: ".ts" }).functions[0]!,
};

let folder = "";
let client: RunnerClient | undefined;
let logged: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "optimizer-lens-client-"));
  logged = [];
});
afterEach(() => {
  client?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** A client of a runner that answers each call with what `answer` gives: `r` a result, `e` an error. */
function clientOf(answer: string, mostSilence?: number): RunnerClient {
  const script = join(folder, "runner.cjs");
  writeFileSync(
    script,
    `const answer = ${answer};
    process.on("message", (calls) => {
      for (const { m, i } of calls) {
        const given = answer(m, i);
        if (given) process.send([{ t: "s", i, ...given }]);
      }
    });`,
  );
  return new RunnerClient({
    ...{ script, limits: () => ({ time: 1000, memory: 500 }), onSlice: () => undefined },
    log: (line) => logged.push(line),
    ...(mostSilence !== undefined && { mostSilence }),
  });
}

test("an error inside the runner is a problem, and the process goes on", async () => {
  client = clientOf(`(call) => call === "open" ? { e: new Error("no bundler") } : {}`);
  const opened = await client.open(request);
  expect(opened).toEqual({ ok: false, problem: { kind: "internal", message: "no bundler" } });
  expect(logged.join()).toContain("no bundler");
  const { pid } = client;
  await client.open(request);
  expect(client.pid).toBe(pid);
});

test("a runner that is caught in work of its own is ended", async () => {
  client = clientOf(`(call) => { if (call === "open") for (;;); return {}; }`, 1500);
  const opened = await client.open(request);
  expect(opened).toMatchObject({
    ok: false,
    problem: { kind: "timeout", message: expect.stringMatching(/took too long/) as string },
  });
  expect(client.pid).toBeUndefined();
});

test("a runner that works for long and answers meanwhile is let go on", async () => {
  client = clientOf(
    `(call, id) => {
      if (call !== "open") return {};
      setTimeout(() => process.send([{ t: "s", i: id, r: { ok: true, value: { parameters: [] } } }]), 3500);
    }`,
    1500,
  );
  expect(await client.open(request)).toMatchObject({ ok: true });
});
