import { describe, expect, test } from "vitest";
import type { RatePoint } from "../../../../src/simulation/sweep/rateCurve";
import { searchRate, type RateSearch } from "../../../../src/simulation/sweep/rateSearch";

interface Searched extends RateSearch {
  readonly tried: readonly RatePoint[];
}

/** Searches a curve that is given by what a run at a rate ends at and the highest it climbs to. */
function search(
  startLoss: number,
  run: (rate: number) => Pick<RatePoint, "loss" | "lost"> & { readonly highest?: number },
  from = 1e-6,
  to = 1e3,
): Searched {
  const tried: RatePoint[] = [];
  const job = searchRate({ startLoss, from, to });
  let next = job.next();
  while (!next.done) {
    const points = next.value.map((learningRate) => {
      const { loss, highest = Math.max(startLoss, loss), lost } = run(learningRate);
      return { learningRate, loss, highest, lost };
    });
    tried.push(...points);
    next = job.next(points);
  }
  return { ...next.value, tried };
}

/** ½(x² + 10y²) after 20 steps of gradient descent from (1, 1). */
const bowl = (rate: number) => ({
  loss: ((1 - rate) ** 40 + 10 * (1 - 10 * rate) ** 40) / 2,
});

describe("on a bowl with curvatures 1 and 10", () => {
  const { offer, blowsUp, points, tried } = search(5.5, bowl);

  test("the offer ends within 2 % of the least, at nearly that rate", () => {
    // A search a thousand times as close.
    const rates = Array.from({ length: 60_000 }, (_, k) => 0.15 + k * 1e-6);
    const least = rates.reduce((best, rate) => (bowl(rate).loss < bowl(best).loss ? rate : best));
    expect(offer!.loss / bowl(least).loss).toBeLessThan(1.02);
    expect(Math.abs(offer!.learningRate / least - 1)).toBeLessThan(0.01);
    expect(offer!.loss).toBe(bowl(offer!.learningRate).loss);
  });

  test("it blows up where a run ends above its start, just beyond 2/10", () => {
    expect(blowsUp! / 0.2).toBeGreaterThan(1);
    expect(blowsUp! / 0.2).toBeLessThan(1.03);
  });

  test("what is shown ascends from where runs hardly get on to where all blow up", () => {
    const rates = points.map(({ learningRate }) => learningRate);
    expect(rates).toEqual([...new Set(rates)].sort((a, b) => a - b));
    expect(5.5 - points[0]!.loss).toBeLessThan(0.01 * 5.5);
    expect(points.at(-1)!.loss).toBeGreaterThan(5.5);
  });

  test("no rate is tried twice, all have four digits, and there are fewer than 200", () => {
    const rates = tried.map(({ learningRate }) => learningRate);
    expect(new Set(rates).size).toBe(rates.length);
    for (const rate of rates) expect(Number(rate.toPrecision(4))).toBe(rate);
    expect(rates.length).toBeLessThan(200);
  });
});

test("of rates that are all as good, one digit near the middle is offered", () => {
  // Zero from 0.02 to 0.5: the middle in log η is 0.1.
  const { offer } = search(1, (rate) => ({
    loss: rate < 0.02 ? 1 - 50 * rate : rate <= 0.5 ? 0 : 2,
  }));
  expect([0.09, 0.1, 0.2]).toContain(offer!.learningRate);
});

test("a rate on the brink of blowing up is not offered where one a little below it is nearly as good", () => {
  // The loss falls until 1/3, where runs blow up.
  const run = (rate: number) => ({ loss: rate <= 1 / 3 ? 0.5 - rate : 3 });
  const { offer } = search(0.5, run);
  expect(run(1.03 * offer!.learningRate).loss).toBeLessThan(0.5);
  // A tenth more than the least, 1/6, and 2 % of that, which rounding may cost.
  expect(offer!.loss).toBeLessThanOrEqual((1.1 * 1.02) / 6);
  // Where that costs too much, the brink it is: of 1/3 − η, nothing is left there.
  const steep = search(1 / 3, (rate) => ({ loss: rate <= 1 / 3 ? 1 / 3 - rate : 3 }));
  expect(steep.offer!.learningRate).toBeGreaterThan(0.33);
});

test("a rate that climbed far above the start is not offered, whatever it ends at", () => {
  const climbs = (rate: number) => rate > 0.3 && rate < 0.4;
  const { offer, blowsUp } = search(1, (rate) => ({
    loss: climbs(rate) ? 0 : rate < 1 ? 1 - rate / 2 : 3,
    highest: climbs(rate) ? 100 : rate < 1 ? 1 : 3,
  }));
  expect(offer!.learningRate).toBeGreaterThan(0.9);
  expect(offer!.loss).toBeCloseTo(0.5, 1);
  expect(blowsUp!).toBeGreaterThanOrEqual(1);
});

test("a narrow low place between two that were tried first is found", () => {
  // Lowest at η = 0.0432, a factor of 1.02 wide; the curve leads there from far away.
  const { offer } = search(10, (rate) => {
    const away = Math.abs(Math.log(rate / 0.0432));
    return { loss: Math.min(20, 1e-6 + away) };
  });
  expect(Math.abs(Math.log(offer!.learningRate / 0.0432))).toBeLessThan(0.003);
});

test("where no rate lowers the loss nothing is offered", () => {
  const { offer, blowsUp, points } = search(1, () => ({ loss: 2 }), 1, 10);
  expect(offer).toBeUndefined();
  expect(blowsUp).toBeUndefined();
  expect(points.length).toBeGreaterThan(3);
});

test("what becomes of runs without a loss is told of the first rate that has none", () => {
  const { blowsUp, lost } = search(1, (rate) =>
    rate < 0.1 ? { loss: 0.5 } : { loss: Infinity, lost: rate < 1 ? "undefined" : "grew" },
  );
  expect(blowsUp! / 0.1).toBeLessThan(1.03);
  expect(lost).toBe("undefined");
});

test("where no rate lowers the loss, it is shown to a decade beyond the first of those that all fail", () => {
  const { points, tried } = search(1, (rate) => ({ loss: rate < 0.01 ? 1 : 3 }));
  expect(tried.at(-1)!.learningRate).toBe(1000);
  // Tried are 4 rates to a factor of ten: the first that fails may stand 10^(1/4) beyond 0.01.
  expect(points.at(-1)!.learningRate).toBeGreaterThan(0.01 * 10 ** 0.75);
  expect(points.at(-1)!.learningRate).toBeLessThan(0.01 * 10 ** 1.3);
});

test("runs that end at infinity are none that is offered, and a range that is empty is refused", () => {
  const { offer, blowsUp } = search(1, (rate) =>
    rate < 0.1 ? { loss: 0.5 } : { loss: Infinity, highest: Infinity },
  );
  expect(offer!.learningRate).toBeLessThan(0.1);
  expect(blowsUp! / 0.1).toBeLessThan(1.03);
  expect(() => search(1, bowl, 0, 10)).toThrow("from 0 to 10");
  expect(() => search(1, bowl, 10, 10)).toThrow("from 10 to 10");
});
