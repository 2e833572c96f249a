import { describe, expect, it } from "vitest";
import { rankTuning } from "../../../src/options/tuningRanks";

const run = (name: string, scores: readonly number[], dimension = 1) => ({
  name,
  scores,
  dimension,
});

describe("the ranks of a tuning", () => {
  it("go by the best score of each, and runs that are as good share one", () => {
    const runs = [
      run("a", [3, 2, 9]),
      run("b", [5, 1]),
      run("c", [Infinity, 1 + 1e-12]),
      run("d", [4]),
    ];
    const { ranks } = rankTuning(runs, 10);
    expect(ranks.map(({ run: { name }, rank, best }) => [name, rank, best])).toEqual([
      ...[
        ["b", 1, 1],
        ["c", 1, 1],
        ["a", 3, 1],
        ["d", 4, 0],
      ],
    ]);
  });

  it("put runs without any score last, and tell nothing where no run has one", () => {
    const none = run("none", [Infinity, Infinity]);
    expect(rankTuning([none, run("a", [1])], 5).ranks.map(({ run: { name } }) => name)).toEqual([
      ...["a", "none"],
    ]);
    expect(rankTuning([none], 5)).toMatchObject({ isTold: false, confidence: 0 });
  });
});

describe("the confidence", () => {
  it("is the share of halves of the budget in which the first is first too", () => {
    // Halves of a: {1, 3} {1, 7} {1, 9} {3, 7} {3, 9} {7, 9}: best 1, 1, 1, 3, 3, 7.
    // Halves of b: {2, 4} {2, 6} {2, 8} {4, 6} {4, 8} {6, 8}: best 2, 2, 2, 4, 4, 6.
    // a is below b: at 1 always, at 3 in three of six, at 7 never: (3·6 + 2·3 + 0)/36.
    const { confidence } = rankTuning([run("b", [6, 2, 8, 4]), run("a", [9, 7, 1, 3])], 10);
    expect(confidence).toBeCloseTo(24 / 36, 12);
  });

  it("is all where every score of one is below every score of the other", () => {
    const low = Array.from({ length: 40 }, (_, k) => 1 + k / 1000);
    const high = Array.from({ length: 40 }, (_, k) => 5 + k / 1000);
    const verdict = rankTuning([run("high", high), run("low", low)], 10);
    expect(verdict.confidence).toBeCloseTo(1, 12);
    expect(verdict.isTold).toBe(true);
    // Too few for two numbers each, and too few at all.
    expect(rankTuning([run("high", high, 2), run("low", low, 2)], 10)).toMatchObject({
      ...{ isTold: false, doubt: "budget" },
    });
    const fewer = rankTuning([run("high", high.slice(20)), run("low", low.slice(20))], 10);
    expect(fewer.doubt).toBe("budget");
  });

  it("does not count where the other still gains more than what is between them", () => {
    const slow = Array.from({ length: 40 }, (_, k) => 1 + k / 1000);
    // Its best is far below its second: half the budgets miss it, so that a doubling gains as much again.
    const steep = [1.1, ...Array.from({ length: 39 }, (_, k) => 9 + k / 1000)];
    const { doubt, confidence, ranks } = rankTuning([run("steep", steep), run("slow", slow)], 10);
    expect([ranks[0]!.run.name, confidence > 0.95, doubt]).toEqual(["slow", true, "others"]);
  });
});
