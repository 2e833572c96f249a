import { expect, test } from "vitest";
import { argumentsOf } from "./argumentsOf";
import { openCode } from "../../../../src/languages/javascript/evaluate/openCode";
import { EXPOSE } from "../../../../src/languages/javascript/bundle/script";
import { input } from "./dual";
import { randomProgram } from "./randomProgram";
import { createRealm } from "./support";

/** 1,000 programs in the normal run, 100,000 with DEEP=1; SEED=n starts at another program. */
const deep = process.env["DEEP"] === "1";
const count = deep ? 100_000 : 1_000;
// The same programs in every ordinary run; others each time in the deep one.
const usual = deep ? Math.floor(Date.now() / 1000) % 1_000_000_000 : 1;
const firstSeed = Number(process.env["SEED"] ?? usual);
const emptyMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });

test(
  `the exact gradient of ${count} random programs, from seed ${firstSeed}`,
  { timeout: 3_600_000 },
  () => {
    console.log(`random programs: seeds ${firstSeed} to ${firstSeed + count - 1}`);
    let realm = createRealm();
    let differenced = 0;
    let skipped = 0;
    for (let seed = firstSeed; seed < firstSeed + count; seed++) {
      if (seed % 500 === 0) realm = createRealm();
      const program = randomProgram(seed);
      const inputs = Float64Array.from(
        { length: program.dimension },
        (_, i) => Math.sin(seed + 17 * i) * 1.5,
      );
      const point = Array.from(inputs);
      const reference = program.evaluate(point.map((x, i) => input(x, i, point.length)));
      // Where rounding is amplified this much, no two ways of computing agree to 1e-12.
      if (!(reference.scale < 1e4 && reference.size < 1e3)) {
        skipped++;
        continue;
      }
      const { isDecidedByRounding } = program;
      const shifted = point.map((x, i) => input(x * (1 - 2 ** -45), i, point.length));
      const nearby = program.evaluate(shifted);
      const code = `${program.text}\n;${EXPOSE}({ target: () => loss });`;
      const objective = openCode({
        bundle: { code, sourceMap: emptyMap },
        realm,
        ...argumentsOf([point]),
      });
      const gradient = new Float64Array(point.length);
      const value = objective.valueAndGradient(inputs, gradient);
      const context = `seed ${seed} at [${point.join(", ")}]\n${program.text}`;
      // Nor need they agree on which of two values is larger that are equal but for rounding: then
      // the trace is refused.
      if (isDecidedByRounding && objective.reason !== undefined) {
        skipped++;
        continue;
      }
      expect(objective.reason, context).toBeUndefined();
      // The text itself, run by JavaScript, gives the value; sums may be regrouped.
      const plain = realm.evaluate(`(() => { ${program.text}\nreturn loss; })()`, "plain.js") as (
        w: readonly number[],
      ) => number;
      const expected = plain(point);
      // What is rounded on the way is amplified as the inputs are.
      const scale = Math.max(1, reference.scale);
      expect(relative(value, expected, scale), context).toBeLessThan(1e-12);
      for (const [i, slope] of gradient.entries()) {
        // Both modes round each operation once: the error is relative to the terms that are added,
        // and where some hundred roundings of the inputs turn the slope itself, it turns as much.
        const slopeThere = reference.slopes[i] ?? 0;
        const turned = relative(nearby.slopes[i] ?? 0, slopeThere, scale);
        expect(relative(slope, slopeThere, scale), context).toBeLessThan(1e-12 + turned);
        const difference = centralDifference(plain, point, i);
        if (difference === undefined) continue;
        differenced++;
        expect(relative(slope, difference, scale), context).toBeLessThan(1e-6);
      }
    }
    expect(skipped).toBeLessThan(0.1 * count);
    // Differences that do not settle (a kink nearby) are passed over; most of them do.
    expect(differenced).toBeGreaterThan(count);
  },
);

function relative(actual: number, expected: number, scale: number): number {
  if (Object.is(actual, expected)) return 0;
  return Math.abs(actual - expected) / Math.max(scale, Math.abs(expected));
}

/**
 * Richardson's extrapolation; undefined where two steps disagree, as they do around a kink, and where
 * the point itself is a kink or a jump: what bends there does not shrink with the step.
 */
function centralDifference(
  plain: (w: readonly number[]) => number,
  point: readonly number[],
  i: number,
): number | undefined {
  const at = (h: number): number => plain(point.map((x, j) => (j === i ? x + h : x)));
  const slope = (h: number): number => (at(h) - at(-h)) / (2 * h);
  const bend = (h: number): number => Math.abs(at(h) - 2 * at(0) + at(-h)) / h;
  // f″·h halves with h; 1e-7 is what rounding leaves of values up to 1e5.
  if (bend(1e-4) > 0.75 * bend(2e-4) + 1e-7) return undefined;
  const [wide, narrow] = [slope(2e-4), slope(1e-4)];
  const extrapolated = (4 * narrow - wide) / 3;
  const settled = Math.abs(wide - narrow) < 1e-5 * Math.max(1, Math.abs(narrow));
  return settled ? extrapolated : undefined;
}
