import { expect, test } from "vitest";
import { useRunner } from "./useRunner";

// The rate at which gradient descent starts where the code names none, tried in the real runner process without a call of
// the user's code.

const runner = useRunner({ limits: () => ({ time: 400, memory: 1000 }) });

type Loss = (...theta: readonly number[]) => number;

/** Opens a function from a start, and gives the rate and the lines that its calls have printed meanwhile. */
async function open(text: string, start: number[], wantsRate = true) {
  const opened = await runner.client.open({ ...runner.requestFor(text), start, wantsRate });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { startRate, gradient, printed } = opened.value;
  return { startRate, kind: gradient.kind, lines: new Set(printed.lines) };
}

test.each([
  ["a loop that never ends", "let y = x; while (y > 2.5) y = y + 0; return (y - 3) ** 2;"],
  ["a branch that never ends", "if (x > 2.5) while (x < 9); return (x - 3) ** 2;"],
  ["an exception", 'if (x > 2.5) throw new Error("too far"); return (x - 3) ** 2;'],
])("stays 1/λ = 1/2 beside %s", { timeout: 60_000 }, async (_, body) => {
  // The first step leads from 1 to 3.
  const { startRate, kind } = await open(`export function loss(x: number) { ${body} }`, [1]);
  expect([startRate, kind]).toEqual([0.5, "exact"]);
});

test("is not looked for where the code cannot be followed", { timeout: 60_000 }, async () => {
  const body = "if (x > 2.5) for (;;); return (x - 3) ** 2;";
  const { startRate, kind } = await open(`export function loss(x: number) { ${body} }`, [1]);
  expect([startRate, kind]).toEqual([undefined, "numeric"]);
});

test("is found without calling the code anywhere else", { timeout: 60_000 }, async () => {
  const text = `export function loss(x: number, y: number) {
  console.log(x, y);
  return (x * x - 1) ** 2 + y * y;
}`;
  const untried = await open(text, [0.6, 1], false);
  expect(untried.startRate).toBeUndefined();
  const tried = await open(text, [0.6, 1]);
  expect(tried.lines.size).toBeGreaterThan(1);
  expect(tried.lines).toEqual(untried.lines);
});

const functions: Readonly<Record<string, { loss: Loss; start: number[] }>> = {
  "log²x + √x": { start: [30], loss: (x = 0) => Math.log(x) ** 2 + Math.sqrt(x) },
  "a double well": { start: [0.6], loss: (x = 0) => (x * x - 1) ** 2 },
  Ackley: {
    start: [2, 1.5],
    loss: (x = 0, y = 0) => {
      const root = Math.sqrt((x * x + y * y) / 2);
      const waves = (Math.cos(2 * Math.PI * x) + Math.cos(2 * Math.PI * y)) / 2;
      return 20 - 20 * Math.exp(-root / 5) + Math.E - Math.exp(waves);
    },
  },
};

test.each(Object.entries(functions))(
  "leads down on %s to where the slope is 0",
  { timeout: 60_000 },
  async (_, { loss, start }) => {
    const { startRate } = await open(`export const loss = ${String(loss)};`, start);
    const theta = [...start];
    const at = (i: number, x: number) => loss(...theta.map((other, j) => (i === j ? x : other)));
    const slope = (x: number, i: number, h = 1e-5) => (at(i, x + h) - at(i, x - h)) / (2 * h);
    for (let t = 0; t < 1000; t++) {
      const gradient = theta.map((x, i) => slope(x, i));
      gradient.forEach((g, i) => (theta[i]! -= startRate! * g));
      expect(loss(...theta)).toBeLessThanOrEqual(loss(...start));
    }
    // Differences of losses of order 1 over 2e-5 are known to 1e-11.
    expect(Math.hypot(...theta.map((x, i) => slope(x, i)))).toBeLessThan(1e-6);
  },
);
