import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  makeScale,
  makeStepScale,
  makeTicks,
  stepTicks,
  symlogThreshold,
} from "../../../../webview/charts/scale";

describe("scales", () => {
  test.each(["linear", "symlog"] as const)("%s can be inverted everywhere", (mode) => {
    const scale = makeScale(mode, 1e-3);
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (value) => {
        const back = scale.invert(scale.transform(value));
        // log and power each lose some units in the last place of a number of up to 35.
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value) + 1e-15);
      }),
    );
  });

  test("log has no place for 0 and below", () => {
    const { transform } = makeScale("log");
    expect(transform(100)).toBe(2);
    expect(transform(0)).toBeNaN();
    expect(transform(-1)).toBeNaN();
  });

  test("symlog is odd, and 1 is where the value is nine thresholds", () => {
    const { transform } = makeScale("symlog", 0.5);
    expect(transform(4.5)).toBeCloseTo(1, 14);
    expect(transform(-4.5)).toBe(-transform(4.5));
    expect(transform(0)).toBe(0);
  });

  test("the step axis keeps a place for step 0", () => {
    const { transform } = makeStepScale("log");
    expect(transform(0)).toBe(0);
    expect(transform(9)).toBeCloseTo(1, 14);
  });

  test("the linear part of symlog is a power of ten, six decades below the largest at least", () => {
    expect(symlogThreshold(0.02, 50)).toBe(1e-2);
    expect(symlogThreshold(1e-30, 1)).toBe(1e-6);
    expect(symlogThreshold(Infinity, 0)).toBe(1);
  });
});

describe("ticks", () => {
  const labels = (
    ...[mode, from, to, count]: [Parameters<typeof makeScale>[0], number, number, number]
  ) => makeTicks(makeScale(mode), from, to, count).map(({ label }) => label);

  test("linear ticks are round and carry the digits that tell them apart", () => {
    expect(labels("linear", -200, -100, 4)).toEqual([
      "-200",
      "-180",
      "-160",
      "-140",
      "-120",
      "-100",
    ]);
    expect(labels("linear", 0, 1, 5)).toEqual(["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    expect(labels("linear", 2.4834, 2.4836, 2)).toEqual(["2.4834", "2.4835", "2.4836"]);
  });

  test("log ticks are powers of ten, thinned evenly", () => {
    expect(labels("log", -3, 3, 3)).toEqual(["10⁻²", "1", "100"]);
  });

  test("a log axis with fewer than two powers of ten gets 1, 2 and 5 times them, with room between", () => {
    const ticks = makeTicks(makeScale("log"), Math.log10(2), Math.log10(5), 3);
    expect(ticks.map(({ label }) => label)).toEqual(["2", "5"]);
    expect(ticks[0]!.at).toBeCloseTo(Math.log10(2), 14);
    // 0.01 would stand 0.30 decades below 0.02, less than a quarter of the axis's 1.4.
    expect(labels("log", -2.7, -1.3, 3)).toEqual(["0.002", "0.005", "0.02", "0.05"]);
  });

  test("a log axis on which not even those fit gets even values", () => {
    // Tenths are 0.024 to 0.027 decades apart; labels need a quarter of log₁₀(1.94/1.51) = 0.109.
    expect(labels("log", Math.log10(1.51), Math.log10(1.94), 3)).toEqual(["1.7", "1.9"]);
  });

  test("a symlog axis of less than a decade has round values", () => {
    const scale = makeScale("symlog", 1);
    const ticks = makeTicks(scale, scale.transform(3.9), scale.transform(4.1), 3);
    expect(ticks.map(({ label }) => label)).toEqual(["3.90", "3.95", "4.00", "4.05", "4.10"]);
    expect(scale.invert(ticks[2]!.at)).toBeCloseTo(4, 12);
  });

  test("symlog ticks lie on both sides of 0", () => {
    const ticks = makeTicks(makeScale("symlog", 1), -3, 3, 3).map(({ label }) => label);
    expect(ticks).toContain("0");
    expect(ticks).toContain("100");
    expect(ticks).toContain("-100");
  });

  test("steps are whole, in both spacings", () => {
    const linear = stepTicks(makeStepScale("linear"), 0, 5, 10);
    expect(linear.map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4", "5"]);
    const scale = makeStepScale("log");
    const log = stepTicks(scale, 0, scale.transform(1000), 9);
    expect(log.map(({ label }) => label)).toEqual(["0", "1", "10", "100", "1,000"]);
  });

  test("every tick lies on the axis", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("linear", "log", "symlog"),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 1e-3, max: 30, noNaN: true }),
        fc.integer({ min: 2, max: 8 }),
        (mode, from, length, count) => {
          const to = from + length;
          for (const { at } of makeTicks(makeScale(mode), from, to, count)) {
            expect(at).toBeGreaterThanOrEqual(from - 1e-6 * length);
            expect(at).toBeLessThanOrEqual(to + 1e-6 * length);
          }
        },
      ),
    );
  });
});
