import { beforeAll, describe, expect, test } from "vitest";
import type { Nested } from "../../../../../src/languages/lossFunction";
import { LocatedError } from "../../../../../src/text/place";
import { bundler, objectiveOf } from "../support";

beforeAll(bundler, 60_000);

/** Code whose value depends on earlier calls, the name of what it keeps, and the line it does so on. */
const stateful: readonly [string, string, string, number][] = [
  [
    "a running minimum",
    `let best = Infinity;
     function loss(x) { const f = (x - 1) ** 2;
       best = Math.min(best, f);
       return best; }`,
    "best",
    3,
  ],
  [
    "a running minimum kept by an if",
    `let best = 1e9;
     function loss(x) { const f = (x - 1) ** 2;
       if (f < best) best = f;
       return best; }`,
    "best",
    3,
  ],
  [
    "a counter beyond any number of calls that one would try",
    `let calls = 0;
     function loss(x) {
       if (calls++ > 20) return 0;
       return x * x; }`,
    "calls",
    3,
  ],
  [
    "a counter far beyond that, in a branch that does more",
    `const state = { calls: 0 };
     function loss(x) { let f = x * x;
       state.calls += 1;
       if (state.calls > 1e6) { console.log("tired"); f = 0; }
       return f; }`,
    "state.calls",
    3,
  ],
  [
    "the first argument ever seen",
    `let prev;
     function loss(x) {
       prev ??= x;
       return (x - prev) ** 2 + x; }`,
    "prev",
    3,
  ],
  [
    "a history whose length decides",
    `const history = [];
     function loss(x) {
       history.push(x * x);
       return history.length > 500 ? 0 : x * x; }`,
    "history.length",
    4,
  ],
  [
    "a history that is averaged",
    `const history = [];
     function loss(x) {
       history.push(x * x);
       return history.reduce((a, b) => a + b, 0) / history.length; }`,
    "history.length",
    4,
  ],
  [
    "a private field of an object that outlives the call",
    `class Model { #calls = 0; value(x) {
         this.#calls++;
         return this.#calls > 1000 ? x : x * x; } }
     const model = new Model();
     function loss(x) { return model.value(x); }`,
    "this.#calls",
    2,
  ],
  [
    "a closure made when the module was loaded",
    `const make = () => { let velocity = 0; return (x) => {
         velocity = 0.9 * velocity + x;
         return velocity ** 2; }; };
     const loss = make();`,
    "velocity",
    2,
  ],
  [
    "a counter in a map",
    `const seen = new Map([["calls", 0]]);
     function loss(x) {
       seen.set("calls", seen.get("calls") + 1);
       return seen.get("calls") > 300 ? 1 : x * x; }`,
    "seen",
    3,
  ],
  [
    "a generator of random numbers that is not seeded anew",
    `let seed = 42;
     const random = () => {
       seed = (seed * 16807) % 2147483647;
       return seed / 2147483647; };
     function loss(x) { return x * x + 1e-3 * random(); }`,
    "seed",
    3,
  ],
  [
    "a generator of random numbers of whole numbers",
    `const make = (a) => () => {
       a = (a + 0x6d2b79f5) | 0;
       return ((Math.imul(a ^ (a >>> 15), 1 | a) >>> 0) % 2) / 2; };
     const random = make(7);
     function loss(x) { return x * x + 1e-3 * random(); }`,
    "a",
    2,
  ],
  [
    "a text that grows",
    `let log = "";
     function loss(x) { log += ".";
       return log.length > 400 ? 0 : x * x; }`,
    "log.length",
    3,
  ],
  [
    "a generator that goes on where it was",
    `function* count() { let i = 0; while (true) {
         i++;
         yield i; } }
     const counter = count();
     function loss(x) { return counter.next().value > 400 ? 0 : x * x; }`,
    "i",
    2,
  ],
  [
    "a property of the global object",
    `function loss(x) {
       globalThis.calls = (globalThis.calls ?? 0) + 1;
       return globalThis.calls > 400 ? 0 : x * x; }`,
    "globalThis.calls",
    2,
  ],
  [
    "the best so far, kept as an object made anew",
    `let best = { f: Infinity };
     function loss(x) { const f = (x - 1) ** 2;
       if (f < best.f) best = { f };
       return best.f; }`,
    "best",
    3,
  ],
  [
    "the last arguments, beside counts in an integer array",
    `const counts = new Int32Array(2); let last = null;
     function loss(x) { counts[0]++; const moved = last === null ? 0 : (x - last) ** 2;
       last = x;
       return x * x + moved; }`,
    "last",
    3,
  ],
  [
    "a counter that decides late, beside counts in an integer array",
    `const counts = new Int32Array(2); let calls = 0;
     function loss(x) { counts[0]++;
       calls++;
       return calls > 1e5 ? 0 : x * x; }`,
    "calls",
    3,
  ],
  [
    "a switch that is turned at each call",
    `let even = false;
     function loss(x) {
       even = !even;
       return even ? x * x : x * x + 1e-12; }`,
    "even",
    3,
  ],
];

describe("a value that depends on earlier calls is not deterministic", () => {
  test.each(stateful)("%s", async (_, text, name, line) => {
    const failure: unknown = await objectiveOf(text, [3], { path: "/project/loss.js" }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(failure).toBeInstanceOf(LocatedError);
    const fault = failure as LocatedError;
    expect(fault.kind).toBe("notDeterministic");
    expect(fault.message).toMatch(/^not deterministic: /);
    // Because of it, where tracing shows so; else it is the one thing that calls change.
    expect(fault.message).toMatch(/(, because|elsewhere \S+;) calls change \S+$/);
    expect(fault.message.endsWith(` calls change ${name}`)).toBe(true);
    expect(fault.place).toMatchObject({ file: "/project/loss.js", line });
  });

  test("state in what cannot be traced is seen by its values", async () => {
    const made = objectiveOf(
      `let first: string | undefined;
       function loss(x: number) { first ??= JSON.stringify(x); return (x - Number(first)) ** 2; }`,
      [3],
    );
    await expect(made).rejects.toThrow(/^not deterministic: a first call gave .*, and after calls/);
  });
});

/** Code that keeps something and is a function all the same: value and gradient by calculus. */
const harmless: readonly {
  readonly name: string;
  readonly text: string;
  readonly start: readonly Nested<number>[];
  readonly value: number;
  readonly gradient: readonly number[];
}[] = [
  {
    name: "a buffer that is overwritten before it is read",
    text: `const buffer = new Float64Array(2);
      function loss(w) { for (let i = 0; i < 2; i++) buffer[i] = w[i] * w[i]; return buffer[0] + 3 * buffer[1]; }`,
    start: [[2, 3]],
    value: 31,
    gradient: [4, 18],
  },
  {
    name: "a sum that is set to 0 at its end",
    text: `let sum = 0; function loss(w) { for (const x of w) sum += x * x; const result = sum; sum = 0; return result; }`,
    start: [[2, 3]],
    value: 13,
    gradient: [4, 6],
  },
  {
    name: "a list that is emptied, whose length depends on the arguments",
    text: `const active = [];
      function loss(w) { active.length = 0; for (const x of w) if (x > 0) active.push(x);
        return active.reduce((a, b) => a + b, 0) / active.length; }`,
    start: [[2, 3, -1]],
    value: 2.5,
    gradient: [0.5, 0.5, 0],
  },
  {
    name: "a counter that only says when to print",
    text: `let calls = 0; function loss(x) { if (calls++ % 100 === 0) console.log("call", calls); return x * x; }`,
    start: [3],
    value: 9,
    gradient: [6],
  },
  {
    name: "a counter and a log that nobody reads",
    text: `const stats = { calls: 0, last: 0 }, log = [];
      function loss(x) { stats.calls++; stats.last = x; log.push(x); if (log.length > 1000) log.shift(); return x * x; }`,
    start: [3],
    value: 9,
    gradient: [6],
  },
  {
    name: "data that are made at the first call",
    text: `let table; const data = () => { if (!table) { table = []; for (let i = 0; i < 4; i++) table.push(i); } return table; };
      let ready = false, scale = 0;
      function loss(x) { if (!ready) { scale = 2; ready = true; } return scale * data().reduce((s, d) => s + (x - d) ** 2, 0); }`,
    start: [1],
    // 2·((1)² + 0 + 1 + 4), 4·Σ(x − d)
    value: 12,
    gradient: [4 * (1 + 0 - 1 - 2)],
  },
  {
    name: "a cache by the text of the arguments",
    text: `const cache = new Map();
      function square(x) { const key = String(x); if (cache.has(key)) return cache.get(key); const y = x * x; cache.set(key, y); return y; }
      function loss([x, y]) { return square(x) + 2 * square(y) + square(x); }`,
    start: [[2, 3]],
    value: 26,
    gradient: [8, 12],
  },
  {
    name: "a cache of numbers that depend on no argument",
    text: `const known = {}; const factorial = (n) => known[n] ?? (known[n] = n < 2 ? 1 : n * factorial(n - 1));
      function loss(x) { let s = 0; for (let k = 0; k < 4; k++) s += x ** k / factorial(k); return s; }`,
    start: [2],
    value: 1 + 2 + 2 + 8 / 6,
    gradient: [1 + 2 + 2],
  },
  {
    name: "a cache by the arguments, joined",
    text: `const cache = {}; const power = (a, b) => { const key = [a, b].join("|"); return (cache[key] ??= a ** 2 * b); };
      function loss([x, y]) { return power(x, y) + power(y, x); }`,
    start: [[2, 3]],
    // x²y + y²x
    value: 30,
    gradient: [12 + 9, 4 + 12],
  },
  {
    name: "a ring of results, and a property of the global object, that nobody reads",
    text: `const ring = [0, 0, 0]; let head = 0;
      function loss(x) { const f = x * x; ring[head] = f; head = (head + 1) % 3;
        globalThis.last = f; globalThis.calls = (globalThis.calls ?? 0) + 1; return f; }`,
    start: [3],
    value: 9,
    gradient: [6],
  },
  {
    name: "the last arguments and their result",
    text: `let lastX, lastY; function expensive(x) { if (x === lastX) return lastY; lastX = x; lastY = x ** 3; return lastY; }
      function loss(x) { return expensive(x) + expensive(x); }`,
    start: [2],
    value: 16,
    gradient: [24],
  },
  {
    name: "a generator of random numbers that is seeded anew",
    text: `let seed; const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
      function loss(x) { seed = 1; return x * x + random() * 0 + x * Math.round(random()); }`,
    // 16807² mod 2³¹ − 1 = 282475249, over 2³¹: 0.13, rounded: 0
    start: [3],
    value: 9,
    gradient: [6],
  },
  {
    name: "objects and closures made in the call",
    text: `class Sum { total = 0; add(x) { this.total += x; return this; } }
      function loss(w) { let n = 0; const s = new Sum(); const list = [];
        w.forEach((x) => { n++; s.add(x * x); list.push(x); });
        const push = (list) => list.push(s.total); push(list); return list.at(-1) / n; }`,
    start: [[2, 4]],
    value: 10,
    gradient: [2, 4],
  },
];

describe("what keeps something without using it stays exact", () => {
  test.each(harmless)("$name", async ({ text, start, value, gradient }) => {
    const objective = await objectiveOf(text, start, { path: "/project/loss.js" });
    expect(objective.reason).toBeUndefined();
    const theta = Float64Array.from(start.flat() as number[]);
    const found = new Float64Array(theta.length);
    for (let turn = 0; turn < 3; turn++) {
      expect(objective.valueAndGradient(theta, found)).toBeCloseTo(value, 12);
      expect(Array.from(found, (slope) => Number(slope.toPrecision(13)))).toEqual(gradient);
    }
    // At another point, by differences of a few units in the eighth place.
    const there = theta.map((x) => x + 0.25);
    const slope = new Float64Array(theta.length);
    objective.valueAndGradient(there, slope);
    for (let i = 0; i < theta.length; i++) {
      const [ahead, behind] = [1e-5, -1e-5].map((h) =>
        objective.value(there.map((x, j) => (j === i ? x + h : x))),
      );
      expect(slope[i]).toBeCloseTo((ahead! - behind!) / 2e-5, 6);
    }
    expect(objective.gradientKind).toBe("exact");
  });
});
