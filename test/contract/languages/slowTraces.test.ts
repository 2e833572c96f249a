import { expect, test } from "vitest";
import { runWithDefaults } from "../../../src/options/defaultRuns";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { useRunner } from "../runner/useRunner";

// The limit is for the person's code as it is: tracing may take longer, and where it does not come to an end the code is
// differentiated numerically, with the reason, and never called an endless loop.

const time = 300;
const runner = useRunner({ limits: () => ({ time, memory: 500 }) });

async function open(text: string) {
  const opened = await runner.client.open(runner.requestFor(text, "loss.js"));
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.value;
}

test("code that never ends when it is traced is differentiated numerically", async () => {
  // What `eval` makes is not lifted: a traced value refuses to be a number there, again and again.
  const { gradient, start } = await open(
    `const size = eval("(x) => { for (;;) try { return x * x; } catch {} }");
     export function loss(x, y) { return size(x) + (y - 2) ** 2; }`,
  );
  expect(gradient).toEqual({ kind: "numeric", reason: "tracing it takes more than 3 s" });
  const ended = await runner.client.run({
    runs: [{ id: "0", options: runWithDefaults(optimizerById("gd")!) }],
    ...{ session: "test", job: 1, start, steps: 5, seed: 0, tolerance: 0, noise: 0 },
  });
  expect(ended).toMatchObject({ ok: true, value: { gradient: { kind: "numeric" } } });
  // Another text is another attempt.
  expect((await open("export const loss = (x) => x * x;")).gradient).toEqual({ kind: "exact" });
}, 60_000);

test("a call that never ends is still an endless loop, traced or not", async () => {
  const text = `export function loss(x) {
    if (x < -100) return 0;
    for (;;) x += 0;
  }`;
  const opened = await runner.client.open(runner.requestFor(text, "loss.js"));
  expect(opened).toMatchObject({
    ok: false,
    problem: {
      kind: "timeout",
      message: expect.stringContaining("took longer than 0.3 s") as string,
      place: { line: 3 },
    },
  });
}, 60_000);

test("a script that trains as it is loaded is no endless loop", async () => {
  const { gradient } = await open(
    `const began = performance.now();
     let w = 0;
     while (performance.now() - began < ${1.5 * time}) w -= 0.1 * (w - 3);
     export const loss = (x) => (x - w) ** 2;`,
  );
  expect(gradient).toEqual({ kind: "exact" });
}, 60_000);

test("a trace that takes longer than the limit is exact", async () => {
  const { gradient } = await open(
    `const W = (p, k) => p[k % 300];
     export function loss(p = Array.from({ length: 300 }, (_, i) => Math.sin(i) / 5)) {
       let h = new Array(40).fill(0.1);
       for (let t = 0; t < 60; t++) {
         h = h.map((_, j) => Math.tanh(h.reduce((z, x, i) => z + W(p, 7 * i + 11 * j) * x, 0)));
       }
       return h.reduce((sum, x) => sum + x * x, 0);
     }`,
  );
  expect(gradient).toEqual({ kind: "exact" });
}, 60_000);
