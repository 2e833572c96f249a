import { beforeAll, describe, expect, test } from "vitest";
import type { Nested } from "../../../../src/languages/lossFunction";
import { bundler, objectiveOf } from "./support";

/** What people write: each is traced exactly, and its gradient is the one worked out by hand. */
interface Form {
  readonly name: string;
  readonly text: string;
  readonly start: readonly Nested<number>[];
  /** The value and the gradient at the start, from calculus. */
  readonly value: number;
  readonly gradient: readonly number[];
  /** Ways that are guarded rather than merged. */
  readonly guards?: boolean;
  /** Values become texts, so that each evaluation is compared with the function's own. */
  readonly labels?: boolean;
}

const forms: readonly Form[] = [
  {
    name: "compound assignments",
    text: `function loss(x, y) { let s = x; s += y; s *= 2; s -= 1; s /= 4; s **= 2; return s; }`,
    start: [1, 2],
    // s = (2(x + y) − 1)/4, L = s²: at 5/4, ∂L = 2s·(1/2) = s
    value: 25 / 16,
    gradient: [1.25, 1.25],
  },
  {
    name: "++ and −− on variables, properties and elements",
    text: `function loss(x) { const o = { n: x }, a = [x]; let k = 0; o.n++; --a[k]; a[k++] += 3;
      return o.n++ * a[0] + o.n * k; }`,
    start: [2],
    // (x + 1)(x + 2) + (x + 2)·1
    value: 16,
    gradient: [8],
  },
  {
    name: "an index with a side effect is evaluated once",
    text: `function loss([x, y]) { const a = [x, y, 0]; let i = 0; a[i++] *= 3; a[i++] += x;
      return a[0] * a[1] + i; }`,
    start: [[2, 5]],
    // 3x(y + x) + 2
    value: 44,
    gradient: [27, 6],
  },
  {
    name: "destructuring, defaults, rest and spread",
    text: `function loss({ w: [a, ...rest], b = 1 }, scale = 10) { const [p = 5, q] = rest;
      const all = [...rest, a]; return scale * all.length + p * q + a * b; }`,
    start: [{ w: [2, 3, 4], b: 7 }],
    value: 30 + 12 + 14,
    gradient: [7, 4, 3, 2],
  },
  {
    name: "defaults and rests in patterns of parameters",
    text: `function loss([a, b = 9, ...[c, ...rest]], { k = 5, layer: { w: [p, q = 8] = [], ...others } = {} }) {
      return a * b + c * rest[1] + k * p + others.bias * (q - 7); }`,
    start: [[2, 3, 4, 5, 6], { k: 7, layer: { w: [1, 8], bias: 2 } }],
    value: 6 + 24 + 7 + 2,
    gradient: [3, 2, 6, 0, 4, 1, 7, 2, 1],
  },
  {
    name: "array methods",
    text: `function loss(w) {
      const squares = w.map((x) => x * x);
      const positive = squares.filter((x) => x > 1);
      const total = positive.reduce((a, b) => a + b, 0);
      const flat = [[w[0]], [w[1], [w[2]]]].flat(2);
      const rest = Array.from({ length: 2 }, (_, i) => w[i] * i).concat(flat.slice(1));
      return total + rest.reduce((a, b) => a + b) + new Array(2).fill(w[0]).length;
    }`,
    start: [[0.5, 2, 3]],
    // squares above 1: y², z²; rest: 0, y, y, z; fill: 2
    value: 4 + 9 + 2 + 2 + 3 + 2,
    gradient: [0, 2 * 2 + 2, 2 * 3 + 1],
    guards: true,
  },
  {
    name: "some, every, find, includes on numbers",
    text: `function loss(w) {
      if (w.some((x) => x > 5) || !w.every((x) => x > 0)) throw new RangeError("bad");
      return w.find((x) => x > 1) * w.findIndex((x) => x > 1);
    }`,
    start: [[0.5, 2, 3]],
    value: 2,
    gradient: [0, 1, 0],
    guards: true,
  },
  {
    name: "sorting by traced keys",
    text: `function loss(w) { const s = [...w].sort((a, b) => a - b); return s[0] + 10 * s[1] + 100 * s[2]; }`,
    start: [[3, 1, 2]],
    value: 321,
    gradient: [100, 1, 10],
    guards: true,
  },
  {
    name: "closures, recursion and default parameters",
    text: `const power = (x, n) => n === 0 ? 1 : x * power(x, n - 1);
      function adder(y) { return (x, times = 2) => x + times * y; }
      function loss(x, y) { return power(x, 3) + adder(y)(x); }`,
    start: [2, 5],
    value: 8 + 12,
    gradient: [13, 2],
  },
  {
    name: "classes with fields, methods, getters, statics and inheritance",
    text: `class Shape { static scale = 3; #w; constructor(w) { this.#w = w; this.calls = 0; }
        get squared() { return this.#w ** 2; } bump(by) { this.#w += by; this.calls++; return this; } }
      class Sum extends Shape { area(x) { return super.squared * Shape.scale + x; } }
      function loss(x) { return new Sum(x).bump(1).area(x); }`,
    start: [2],
    // 3(x + 1)² + x
    value: 29,
    gradient: [19],
  },
  {
    name: "generators and iterators",
    text: `function* powers(x) { let p = 1; for (;;) { yield p; p *= x; } }
      function loss(x) { let s = 0, n = 0; for (const p of powers(x)) { s += p; if (++n === 4) break; } return s; }`,
    start: [2],
    // 1 + x + x² + x³
    value: 15,
    gradient: [1 + 4 + 12],
  },
  {
    name: "while loops that the values decide",
    text: `function loss(x) { let n = 0; while (x > 1) { x /= 2; n++; } return x * x + n; }`,
    start: [12],
    // four halvings: (x/16)² + 4
    value: 0.5625 + 4,
    gradient: [(2 * 12) / 256],
    guards: true,
  },
  {
    name: "do-while, labels, continue and switch",
    text: `function loss(x) { let s = 0, i = 0;
      outer: do { for (let j = 0; j < 3; j++) { if (j === 2) continue outer; if (i > 3) break outer;
        switch (j) { case 0: s += x; break; case 1: s += x * x; default: s += 1; } } } while (++i < 5);
      return s; }`,
    start: [3],
    // four rounds of x + x² + 1
    value: 4 * 13,
    gradient: [4 * 7],
  },
  {
    name: "&&, ||, ?? and ! as values",
    text: `function loss(x, y) { const none = undefined; const a = x || 9, b = x && y, c = none ?? y;
      return (!x ? 100 : 0) + a + 10 * b + 100 * c + (x > 1 && y > 2 ? x * y : 0); }`,
    start: [2, 3],
    value: 2 + 30 + 300 + 6,
    gradient: [1 + 3, 110 + 2],
  },
  {
    name: "nested selects and early returns",
    text: `function piece(x) { if (x < 0) return -x; if (x < 1) { const s = x * x; return s; } else if (x < 2) return 2 * x - 1; return x + 1; }
      function loss([a, b, c, d]) { return piece(a) + piece(b) + piece(c) + piece(d); }`,
    start: [[-2, 0.5, 1.5, 5]],
    value: 2 + 0.25 + 2 + 6,
    gradient: [-1, 1, 2, 1],
  },
  {
    name: "typed arrays",
    text: `function loss(w) { const a = new Float64Array(3); a[0] = w[0]; a.set([w[1], w[1]], 1);
      const half = a.subarray(1); half[0] *= 2; const b = Float64Array.from(w, (x) => x + 1);
      let s = 0; for (let i = 0; i < a.length; i++) s += a[i] * (i + 1);
      return s + b.reduce((p, q) => p * q) + Float64Array.of(w[0], 2).length + a.fill(w[0], 0, 1)[0]; }`,
    start: [[2, 3]],
    // x + 2·2y + 3y + (x + 1)(y + 1) + 2 + x
    value: 2 + 12 + 9 + 12 + 2 + 2,
    gradient: [1 + 4 + 1, 4 + 3 + 3],
  },
  {
    name: "matrices as nested arrays",
    text: `const multiply = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((s, a, k) => s + a * B[k][j], 0)));
      function loss(A) { const P = multiply(A, A); return P[0][0] + P[1][1]; }`,
    start: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    // trace(A²) = a² + 2bc + d²
    value: 1 + 12 + 16,
    gradient: [2, 6, 4, 8],
  },
  {
    name: "Map, Set, JSON constants and optional chaining",
    text: `const config = JSON.parse('{"gain": 3, "none": null}');
      function loss(x) { const m = new Map([["x", x]]); const s = new Set(["x"]); let t = 0;
        for (const name of s) t += m.get(name) * config.gain; return t + (config.none?.deep ?? x); }`,
    start: [2],
    value: 8,
    gradient: [4],
  },
  {
    name: "texts in error paths, typeof and predicates",
    text: `function check(x, name) { if (typeof x !== "number" || Number.isNaN(x) || !isFinite(x)) throw new TypeError(\`\${name} is \${x}\` + x); return x; }
      function loss(x) { const label = \`at \${x}, \${x.toFixed(2)}\` + x; if (label.length === 0) return 0;
        return check(x, "x") ** 2 + (Number.isInteger(x) ? 1 : 0) + (typeof (x > 1) === "boolean" ? 0 : 5); }`,
    start: [1.5],
    value: 2.25,
    gradient: [3],
    labels: true,
  },
  {
    name: "a number's own value, asked for by name",
    text: `function loss(x) { return x.valueOf() ** 2 + Number(x) * 2; }`,
    start: [3],
    value: 15,
    gradient: [8],
  },
  {
    name: "truth values as numbers",
    text: `function loss(x) { return (x > 1) * x + (x > 5) * 100 + +(x < 5) + Number(x > 0) + ~~x + (x | 0); }`,
    start: [2.5],
    value: 2.5 + 0 + 1 + 1 + 2 + 2,
    gradient: [1],
  },
  {
    name: "an index that depends on a parameter",
    text: `const TABLE = [10, 20, 30]; function loss(x) { return TABLE[Math.floor(x)] * x; }`,
    start: [1.5],
    value: 30,
    gradient: [20],
    guards: true,
  },
  {
    name: "rounded numbers where the language wants plain ones",
    text: `function loss([x, y]) { const list = Array.from({ length: Math.round(x) }, (_, i) => i * y);
      return list.slice(0, Math.floor(x) + 1).reduce((s, v) => s + v, 0) * x + "-".repeat(-Math.floor(-y)).length
        + new Float64Array(Math.trunc(y)).length + Number(BigInt(Math.round(x)) ** 2n) * x; }`,
    start: [[3.25, 2.5]],
    // (0 + 1 + 2)·y·x + 3 + 2 + 9·x
    value: 24.375 + 5 + 29.25,
    gradient: [7.5 + 9, 9.75],
    guards: true,
  },
  {
    name: "swapping and sequences",
    text: `function loss([x, y]) { const a = [x, y]; [a[0], a[1]] = [a[1], a[0]]; let z; return (z = a[0] * 2, z + a[1] * 3); }`,
    start: [[1, 10]],
    value: 23,
    gradient: [3, 2],
  },
  {
    name: "logical assignments and void",
    text: `function loss(x) { let a = x, b = null, c = 0; a &&= a * 2; b ??= x; c ||= x * x; return a + b + c + (void 0 === undefined ? 0 : 9); }`,
    start: [3],
    value: 6 + 3 + 9,
    gradient: [2 + 1 + 6],
  },
  {
    name: "objects of arrays as parameters, and getters in literals",
    text: `function loss({ layer: { weights, bias } }) { const o = { get sum() { return weights[0] + weights[1]; }, [\`k\${1}\`]: bias }; return o.sum * o.k1; }`,
    start: [{ layer: { weights: [1, 2], bias: 3 } }],
    value: 9,
    gradient: [3, 3, 3],
  },
  {
    name: "try, catch and finally around arithmetic",
    text: `function loss(x) { let s = 0; try { s += x * x; if (x > 100) throw new Error("large"); } catch { s = 0; } finally { s += 1; } return s; }`,
    start: [3],
    value: 10,
    gradient: [6],
    guards: true,
  },
];

describe("what people write is traced exactly", () => {
  beforeAll(bundler, 60_000);
  test.each(forms)("$name", async ({ text, start, value, gradient, guards, labels }) => {
    const objective = await objectiveOf(text, start, { path: "/project/loss.js" });
    expect(objective.reason).toBeUndefined();
    const theta = Float64Array.from(numbersOf(start));
    const found = new Float64Array(theta.length);
    // Every operation here is exact in binary or rounds once: a few units in the last place.
    expect(objective.valueAndGradient(theta, found)).toBeCloseTo(value, 12);
    expect(Array.from(found, (slope) => Number(slope.toPrecision(13)))).toEqual(gradient);
    const graph = objective.graphAt(theta);
    if (labels) expect(graph).toBeUndefined();
    else expect(graph!.guards.length > 0).toBe(guards ?? false);
  });
});

function numbersOf(value: Nested<number> | readonly Nested<number>[]): number[] {
  if (typeof value === "number") return [value];
  return Object.values(value).flatMap((part: Nested<number>) => numbersOf(part));
}
