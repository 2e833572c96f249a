import { expect, test } from "vitest";
import { useRunner } from "../runner/useRunner";

// Shapes that the text does not tell are found by running, and asked for where that does not decide.

const runner = useRunner({ limits: () => ({ time: 10_000, memory: 2048 }) });

async function opened(text: string) {
  const answer = await runner.client.open(runner.requestFor(text, "loss.js"));
  return answer.ok
    ? { names: answer.value.parameters, gradient: answer.value.gradient.kind }
    : answer.problem.message;
}

const names = (list: string, count: number) =>
  Array.from({ length: count }, (_, k) => `${list}[${k}]`);

test.each([
  [
    "an item beyond the loop's bound",
    `const D = 7;
     export function loss(w) {
       let s = w[D] ** 2;
       for (let k = 0; k < D; k++) s += (w[k] - k) ** 2;
       return s;
     }`,
    names("w", 8),
  ],
  [
    "a list that another function reads on and on, from a place that moves",
    `const net = { load(p) { let k = 0; this.w = [0, 1, 2].map(() => [p[k++], p[k++]]); this.b = p[k++]; } };
     const output = (x) => net.w.reduce((s, [a, b]) => s + a * Math.tanh(b * x), net.b);
     export function loss(p) {
       net.load(p);
       return [-1, 0, 1].reduce((s, x) => s + (output(x) - x * x) ** 2, 0);
     }`,
    names("p", 7),
  ],
  [
    "a list of more numbers than are tried",
    `const rows = [0, 1, 2].map((i) => Array.from({ length: 100 }, (_, k) => Math.sin(i * k)));
     export function loss(theta) {
       return rows.reduce((s, row) => s + row.reduce((z, x, d) => z + theta[d] * x, -1) ** 2, 0);
     }`,
    names("theta", 100),
  ],
  [
    "a bound that is the row's",
    `const rows = [[1, 2, 3, 9], [2, 1, 0, 4]];
     export function loss(theta) {
       let s = 0;
       for (const row of rows) {
         let z = -row[3];
         for (let d = 0; d < row.length - 1; d++) z += theta[d] * row[d];
         s += z * z;
       }
       return s;
     }`,
    names("theta", 3),
  ],
  [
    "numbers at which there is no loss",
    "export function loss(x, y) { return Math.log(-1 - x * x) + y; }",
    ["x", "y"],
  ],
])("%s", async (_, text, expected) => {
  expect(await opened(text)).toEqual({ names: expected, gradient: "exact" });
});

test.each([
  [
    "a copy of a list of any length",
    `export function loss(theta) {
       const t = Float64Array.from(theta);
       return t[0] ** 2 + t[4] ** 2;
     }`,
    "theta is used as a list, and how many numbers it holds is not known",
  ],
  [
    "a list that takes more than is tried",
    `export function loss(w) {
       return w.map((v, k) => v * k).reduce((s, v) => s + v, 0) * (w.length === 90 ? 1 : NaN);
     }`,
    "how many numbers w holds is not known: the loss is NaN with up to 64",
  ],
])("%s: the start is asked for", async (_, text, message) => {
  expect(await opened(text)).toContain(message);
});

test("code that reads a list until it ends comes to an end", async () => {
  const text = `export function loss(w) {
    let s = 0;
    for (let i = 0; w[i] !== undefined; i++) s += w[i] * w[i];
    return s;
  }`;
  expect(await opened(text)).toMatchObject({ gradient: "exact" });
});
