import { beforeAll, describe, expect, test } from "vitest";
import { bundler, createRealm, objectiveOf } from "./support";

beforeAll(bundler, 60_000);

/** Code that compares by identity, two points where it goes different ways, value and gradient at each. */
const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly at: readonly (readonly [readonly number[], number, readonly number[]])[];
}[] = [
  {
    name: "the index of the largest",
    text: `function loss(w) { const k = w.indexOf(Math.max(...w)); return w[k] ** 2 + 10 * k; }`,
    at: [
      [[3, 1], 9, [6, 0]],
      [[1, 4], 26, [0, 8]],
    ],
  },
  {
    name: "includes and lastIndexOf among plain and typed numbers",
    text: `const known = new Int32Array([2, 4]);
      function loss([x, y]) { const r = Math.round(x); return (known.includes(r) ? 3 : 1) * x * y + [1, 2, 2].lastIndexOf(r); }`,
    at: [
      [[2.25, 5], 3 * 2.25 * 5 + 2, [15, 6.75]],
      [[1.25, 5], 1.25 * 5, [5, 1.25]],
      [[4.25, 1], 3 * 4.25 - 1, [3, 12.75]],
    ],
  },
  {
    name: "the number of different values",
    text: `function loss(w) { return new Set(w.map(Math.round)).size * w[0] * w[1]; }`,
    at: [
      [[1.25, 1.125], 1.25 * 1.125, [1.125, 1.25]],
      [[1.25, 3.5], 2 * 1.25 * 3.5, [7, 2.5]],
    ],
  },
  {
    name: "groups in a map",
    text: `function loss(w) { const groups = new Map();
        for (const x of w) groups.set(Math.floor(x), (groups.get(Math.floor(x)) ?? 0) + x);
        let s = 0; for (const [k, sum] of groups) s += (k + 1) * sum ** 2; return s; }`,
    at: [
      [[0.5, 0.25], 0.75 ** 2, [1.5, 1.5]],
      [[0.5, 1.25], 0.25 + 2 * 1.25 ** 2, [1, 5]],
    ],
  },
  {
    name: "the order in typed arrays",
    text: `function loss(w) { const a = Float64Array.from(w).sort(); return a[0] + 2 * a[1] ** 2; }`,
    at: [
      [[3, 1], 1 + 2 * 9, [12, 1]],
      [[1, 4], 1 + 2 * 16, [1, 16]],
    ],
  },
  {
    name: "a switch and Object.is",
    text: `function loss([x, y]) { switch (Math.sign(x)) { case 1: return Object.is(x, y) ? x : x * y; default: return y ** 2; } }`,
    at: [
      [[2, 3], 6, [3, 2]],
      [[-1, 3], 9, [0, 6]],
    ],
  },
  {
    name: "a conversion of an object's own",
    text: `function loss([x, y]) { const o = { [Symbol.toPrimitive]: (hint) => (hint === "number" ? x * y : x) }; return o * 2 + (o + y); }`,
    at: [[[2, 3], 12 + 5, [7, 5]]],
  },
];

describe("identity on traced values is decided as that of numbers", () => {
  test.each(cases)("$name", async ({ text, at }) => {
    const objective = await objectiveOf(text, [at[0]![0]], { path: "/project/loss.js" });
    for (const [point, value, gradient] of at) {
      const found = new Float64Array(point.length);
      // Every number here is exact in binary.
      expect(objective.valueAndGradient(Float64Array.from(point), found)).toBe(value);
      expect([...found]).toEqual(gradient);
    }
    expect(objective.reason).toBeUndefined();
  });
});

describe("what a branch does besides giving a value is found out", () => {
  test.each([
    [
      "lists that are changed under another name",
      `function loss([x, y]) { const a = [x], b = [y]; const t = x > y ? a : b; t[0] *= 2; return a[0] + 3 * b[0]; }`,
      [
        [[1, 2], 1 + 12, [1, 6]],
        [[3, 1], 6 + 3, [2, 3]],
      ],
    ],
    [
      "a method of one's own under the name of a harmless one",
      `class List { reads = 0; at(x) { this.reads++; return x; } }
       function loss([x, y]) { const list = new List(); const a = x > y ? list.at(x) : y; return a * list.reads + y; }`,
      [
        [[1, 2], 2, [0, 1]],
        [[3, 1], 3 + 1, [1, 1]],
      ],
    ],
  ] as const)("%s", async (_, text, at) => {
    const objective = await objectiveOf(text, [[...at[0][0]]], { path: "/project/loss.js" });
    for (const [point, value, gradient] of at) {
      const found = new Float64Array(2);
      expect(objective.valueAndGradient(Float64Array.from(point), found)).toBe(value);
      expect([...found]).toEqual(gradient);
    }
    expect(objective.reason).toBeUndefined();
  });
});

describe("what reads a number from a text is never taken for exact where it is not", () => {
  test.each([
    ["rounded by a text", "return Number(w[0].toFixed(0)) * w[0] + w[1];"],
    ["chosen by a text", 'return w[0].toFixed(0) === "1" ? w[0] ** 2 + w[1] : 3 * w[1];'],
    ["looked up by a text", "return ({ 1: 4, 2: 9 })[w[0].toFixed(0)] * w[0] + w[1];"],
    ["by the length of a text", "return w[0].toFixed(0).length * w[1] + w[0];"],
  ])("%s", async (_, body) => {
    // All points that are looked at when the trace is made are rounded to 1.
    const objective = await objectiveOf(`function loss(w: number[]) { ${body} }`, [[1, 2]]);
    const plain = createRealm().evaluate(`(w) => { ${body} }`, "plain.js") as (
      w: readonly number[],
    ) => number;
    const gradient = new Float64Array(2);
    expect(objective.graphAt(Float64Array.of(1, 2))).toBeUndefined();
    for (const x of [1, 1.75, 12.25, 2]) {
      const point = Float64Array.of(x, 2);
      // Neither 1 nor 2: nothing is there to be looked up, and a loss must be a number.
      if (x === 12.25 && body.includes("({")) continue;
      expect(objective.value(point)).toBe(plain([...point]));
      expect(objective.valueAndGradient(point, gradient)).toBe(plain([...point]));
    }
    expect(objective.gradientKind).toBe("numeric");
    expect(objective.reason).toBe("a number is read from the text of a value in loss.ts:1");
  });

  test("a text that only labels stays exact", async () => {
    const objective = await objectiveOf(
      `function loss(w: number[]) { const label = "at " + w[0].toFixed(3); if (w[0] > 1e6) throw new Error(label); return w[0] ** 2; }`,
      [[1]],
    );
    const gradient = new Float64Array(1);
    for (const x of [1, 2, 30, -4]) {
      objective.valueAndGradient(Float64Array.of(x), gradient);
      expect(gradient[0]).toBe(2 * x);
    }
    expect(objective.gradientKind).toBe("exact");
  });
});
