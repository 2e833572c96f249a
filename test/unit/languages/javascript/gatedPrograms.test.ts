import { expect, test } from "vitest";
import { argumentsOf } from "./argumentsOf";
import { openCode } from "../../../../src/languages/javascript/evaluate/openCode";
import { EXPOSE } from "../../../../src/languages/javascript/bundle/script";
import type { CodeObjective } from "../../../../src/objective/createObjective";
import { gatedProgram } from "./gatedProgram";
import { createRealm } from "./support";

/** 200 programs in the normal run, 20,000 with DEEP=1; SEED=n starts at another program. */
const deep = process.env["DEEP"] === "1";
const count = deep ? 20_000 : 200;
// The same programs in every ordinary run; others each time in the deep one.
const usual = deep ? Math.floor(Date.now() / 1000) % 1_000_000_000 : 1;
const firstSeed = Number(process.env["SEED"] ?? usual);
const emptyMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

/** From before the gate, where nothing of the parts is seen, through it and back; nowhere where bits or rounding jump. */
const path: readonly (readonly [number, number])[] = [
  ...([
    [-2, 0.3],
    [-0.7513, 0.2171],
    [-0.0817, -0.1033],
    [0.3519, 0.7127],
  ] as const),
  ...([
    [0.6231, -0.4119],
    [0.8521, -0.8233],
    [1.2573, -1.6217],
    [1.8119, 1.4373],
  ] as const),
  ...([
    [2.4637, 2.2191],
    [3.4729, -2.3117],
    [4.4381, 0.6173],
    [-0.3109, -0.6277],
  ] as const),
  ...([
    [0.4523, 0.4567],
    [1.1093, 0.1379],
  ] as const),
];

type Loss = (point: readonly number[]) => number;

test(
  `what ${count} gated random programs give, from seed ${firstSeed}`,
  { timeout: 3_600_000 },
  () => {
    console.log(`gated programs: seeds ${firstSeed} to ${firstSeed + count - 1}`);
    let exact = 0;
    let refused = 0;
    let compared = 0;
    for (let seed = firstSeed; seed < firstSeed + count; seed++) {
      const text = gatedProgram(seed);
      const realm = createRealm();
      const plain = realm.evaluate(`(() => { ${text}\nreturn loss; })()`, "plain.js") as Loss;
      const opened = open(text, realm);
      if (opened === undefined) {
        refused++;
        continue;
      }
      for (const point of path) {
        const gradient = new Float64Array(2);
        const value = given(() => opened.valueAndGradient(Float64Array.from(point), gradient));
        // What is not exact is measured on the function itself, and says why.
        if (opened.gradientKind !== "exact") break;
        const context = `seed ${seed} at [${point.join(", ")}]\n${text}`;
        const expected = given(() => plain([...point]));
        if (typeof expected === "string") {
          expect(value, context).toBe(expected);
          continue;
        }
        // Sums are regrouped; values are of size 10.
        if (Number.isFinite(expected)) expect(value, context).toBeCloseTo(expected, 9);
        else expect(value, context).toBe(expected);
        compared++;
        // Single precision moves by jumps: no difference of it settles.
        if (/fround|Float32/.test(text)) continue;
        for (const i of [0, 1]) {
          const slope = slopeOf(plain, point, i, expected);
          // Of a value that moves by 1e-4, rounded to 1e-15.
          if (slope !== undefined)
            expect(Math.abs(gradient[i]! - slope), context).toBeLessThan(
              1e-5 * Math.max(1, Math.abs(slope)),
            );
        }
      }
      if (opened.gradientKind === "exact") exact++;
    }
    // Texts that numbers are read from and the like are measured; most programs are traced.
    expect(exact).toBeGreaterThan(0.6 * count);
    expect(refused).toBeLessThan(0.05 * count);
    expect(compared).toBeGreaterThan(8 * count);
  },
);

function open(text: string, realm: ReturnType<typeof createRealm>): CodeObjective | undefined {
  try {
    const code = `${text}\n;${EXPOSE}({ target: () => loss });`;
    return openCode({
      bundle: { code, sourceMap: emptyMap },
      realm,
      ...argumentsOf([[...path[0]!]]),
    });
  } catch {
    return undefined;
  }
}

/** What a call gives, or "throws". */
function given(call: () => number): number | "throws" {
  try {
    return call();
  } catch {
    return "throws";
  }
}

/** Richardson's extrapolation; undefined at and around kinks and jumps, where it does not settle. */
function slopeOf(
  plain: Loss,
  point: readonly number[],
  i: number,
  here: number,
): number | undefined {
  try {
    const at = (h: number): number => plain(point.map((x, j) => (j === i ? x + h : x)));
    const slope = (h: number): number => (at(h) - at(-h)) / (2 * h);
    const bend = (h: number): number => Math.abs(at(h) - 2 * here + at(-h)) / h;
    if (bend(1e-4) > 0.75 * bend(2e-4) + 1e-7) return undefined;
    const [wide, narrow] = [slope(2e-4), slope(1e-4)];
    const settled = Math.abs(wide - narrow) < 1e-5 * Math.max(1, Math.abs(narrow));
    return settled ? (4 * narrow - wide) / 3 : undefined;
  } catch {
    return undefined;
  }
}
