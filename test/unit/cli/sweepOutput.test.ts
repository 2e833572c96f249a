import { describe, expect, it } from "vitest";
import { sweepCsv, sweepJson, sweepTable } from "../../../src/cli/sweepOutput";
import { runOptions } from "../../contract/runs/lectureData";

const cell = (at: number, values: number[]) => ({
  at: [at],
  values,
  reasons: values.map((value): "diverged" | "steps" => (value === Infinity ? "diverged" : "steps")),
  steps: values.map((value) => (value === Infinity ? 7 : 100)),
});
const run = (cells: ReturnType<typeof cell>[]) => [
  {
    options: { ...runOptions("gd", 0.1), label: 'a, "b"' },
    axes: [{ target: { kind: "lr" } as const, values: [0.1, 1] }],
    names: ["lr"],
    measure: { kind: "end" } as const,
    cells,
  },
];

describe("a sweep as text", () => {
  const cells = [cell(0.1, [0.25]), cell(1, [Infinity])];

  it("is a line a cell in CSV", () => {
    expect(sweepCsv(run(cells), false)).toBe(
      'run,lr,end,stop,step\n"a, ""b""",0.1,0.25,steps,100\n"a, ""b""",1,Infinity,diverged,7\n',
    );
    expect(sweepCsv(run([cell(0.1, [1, 3])]), true)).toBe(
      'run,lr,median,lowerQuartile,upperQuartile,share\n"a, ""b""",0.1,2,1.5,2.5,1\n',
    );
  });

  it("is columns in JSON, with what it cannot hold as texts", () => {
    const { sweeps, ...head } = JSON.parse(
      sweepJson(run(cells), { function: "loss", steps: 100 }, false),
    ) as { sweeps: unknown[] };
    expect(head).toEqual({ function: "loss", steps: 100 });
    expect(sweeps).toEqual([
      {
        ...{ run: 'a, "b"', optimizer: "gd", measure: { kind: "end" } },
        axes: [{ name: "lr", values: [0.1, 1] }],
        ...{ values: [0.25, "Infinity"], stop: ["steps", "diverged"], step: [100, 7] },
      },
    ]);
  });

  it("is the best cells in a table, and how many diverged", () => {
    expect(sweepTable(run(cells), false)).toBe(
      'a, "b": 2 settings, 1 diverged\n lr  loss\n0.1  0.25\n',
    );
  });
});
