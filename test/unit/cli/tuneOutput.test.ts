import { describe, expect, it } from "vitest";
import { tuneText, type TunedRun } from "../../../src/cli/tuneOutput";
import { runOptions } from "../../contract/runs/lectureData";

function tuned(optimizer: string, rates: readonly number[], scores: readonly number[]): TunedRun {
  return {
    options: runOptions(optimizer, rates[0]!),
    axes: [{ target: { kind: "lr" }, values: rates }],
    ...{ names: ["lr"], dimension: 1, scores },
  };
}
const runs = [
  tuned("gd", [0.1, 0.25, 4], [2, 1, Infinity]),
  tuned("signsgd", [0.5, 0.02, 3], [0.75, 0.5, Infinity]),
];
const head = {
  ...{ function: "loss", steps: 100, budget: 3, seed: 0, startLoss: 8 },
  measure: { kind: "end" as const },
};

describe("a tuning as text", () => {
  it("is a line a run in CSV, from the best, with the run that has its best setting", () => {
    expect(tuneText("csv", runs, head)).toBe(
      [
        "run,rank,best,present,setting",
        'signSGD,1,0.5,0.75,"{""optimizer"":""signsgd"",""lr"":0.02}"',
        'Gradient descent,2,1,2,"{""optimizer"":""gd"",""lr"":0.25}"\n',
      ].join("\n"),
    );
  });

  it("holds all that was tried in JSON", () => {
    expect(JSON.parse(tuneText("json", runs, head))).toMatchObject({
      ...{ function: "loss", budget: 3, isTold: false },
      runs: [
        { run: "signSGD", rank: 1, best: 0.5, present: 0.75 },
        { run: "Gradient descent", tried: { lr: [0.1, 0.25, 4], score: [2, 1, "Infinity"] } },
      ],
    });
  });

  it("is a table that says whether the budget tells", () => {
    const lines = tuneText("table", runs, head).split("\n");
    expect(lines[0]).toBe("3 settings of each run, 100 steps, by loss");
    expect(lines[2]).toMatch(/^ +1 +signSGD +0.5 +0.75 +lr 0.02$/);
    expect(lines[5]).toMatch(/^signSGD comes first, but 3 settings do not tell/);
    const low = Array.from({ length: 40 }, (_, k) => 1 + k / 1000);
    const rates = low.map((_, k) => 0.1 + k / 100);
    const clear = [
      tuned("gd", rates, low),
      tuned(
        "signsgd",
        rates,
        low.map((loss) => loss + 3),
      ),
    ];
    expect(tuneText("table", clear, head)).toContain("Gradient descent is best");
    const alike = [tuned("gd", rates, low), tuned("signsgd", rates, low)];
    expect(tuneText("table", alike, head)).toContain("are as good as each other");
  });
});
