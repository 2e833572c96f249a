import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  searchProgram,
  type SearchLibrary,
  type SearchedRun,
} from "../../../src/codeExport/search/searchProgram";
import { BakedInError, searchedNumbers } from "../../../src/codeExport/search/settingCode";
import { finish } from "../../../src/languages/slices";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { parseSweep, sweepables } from "../../../src/options/parseSweep";
import type { RunOptions } from "../../../src/options/runOptions";
import type { SweepMeasure } from "../../../src/options/sweepOptions";
import { tuningAxes } from "../../../src/options/tuning";
import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { followOf, measured } from "../../../src/simulation/sweep/outcomes";
import { createSweep } from "../../../src/simulation/sweep/sweepCells";
import { missing, pythonWith } from "./codeExportPython";
import { graphObjective, rosenbrockGraph } from "../runs/fusedFunctions";
import { runOptions } from "../runs/lectureData";

const start = [-1.2, 1];
const steps = 40;
const objective = graphObjective(2, [rosenbrockGraph()]);
const context = {
  ...{ functionName: "rosenbrock", parameters: ["x", "y"], start, steps },
  text: "function rosenbrock(x, y) { return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2; }",
};

function knownOf(options: RunOptions) {
  const optimizer = optimizerById(options.optimizer)!;
  return sweepables(options, optimizer, ["x", "y"], { start, seed: 0 });
}

function swept(options: RunOptions, text: string): SearchedRun {
  const known = knownOf(options);
  return { options, numbers: searchedNumbers(parseSweep(text, known), known) };
}

function tuned(options: RunOptions): SearchedRun {
  const known = knownOf(options);
  return { options, numbers: searchedNumbers(tuningAxes(known, 30, 1), known) };
}

/** What our own sweep over the same axes has. */
function ours({ options, numbers }: SearchedRun, measure: SweepMeasure): number[] {
  const axes = numbers.map(({ axis }) => axis);
  const setting = { objective, start: Float64Array.from(start), steps, tolerance: 0 };
  const follow = followOf(measure);
  const sweep = createSweep({ options, axes, setting, find: runnableOptimizer, follow });
  const cells = Int32Array.from({ length: sweep.grid.count }, (_, cell) => cell);
  finish(sweep.run(cells));
  return Array.from(cells, (cell) => measured(measure, sweep.outcomes, cell));
}

/** Runs programs in one process, so that torch is loaded once, and returns the last column of the tables that each prints. */
function printed(python: string, programs: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-search-"));
  try {
    const files = programs.map((code, k) => {
      const file = join(folder, `search${k}.py`);
      writeFileSync(file, code);
      return file;
    });
    const each =
      "import runpy, sys\nfor p in sys.argv[1:]: runpy.run_path(p, run_name='__main__'); print('next')";
    const text = execFileSync(python, ["-c", each, ...files], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const tables = text.split(/^next$/m).slice(0, -1);
    return tables.map((table) => table.match(/(?<=^\w.*,)(?:inf|[-\d.e+]+)$/gm) ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program with its library left out, and a plain loop over all settings in place of its main part. */
function withoutLibrary(code: string): string {
  const plain = [
    "for label, run, ranges, settings in RUNS:",
    "    for setting in settings:",
    '        print(f"{label},{measured(run(setting))!r}")',
  ];
  const [before] = code.split('if __name__ == "__main__":');
  return `${before!.replace("import optuna\n", "").replace(/^def search[\s\S]*$/m, "")}\n${plain.join("\n")}\n`;
}

function expectEqual(values: readonly string[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, k) => {
    if (value === Infinity) expect(values[k]).toBe("inf");
    // Torch rounds sums in another order; 40 steps of a run that is not chaotic keep that below this share.
    else expect(Math.abs(Number(values[k]) / value - 1)).toBeLessThan(1e-8);
  });
}

const adam = swept(runOptions("adam", 0.01), "lr=1e-4..0.03:log:5,beta1=0..0.9:3");
const end: SweepMeasure = { kind: "end" };

/** Milliseconds: Ray starts a cluster of its own. */
const minutes = 600_000;

describe("the program of a search", () => {
  const python = pythonWith(["torch"]);
  const cases: readonly (readonly [string, readonly SearchedRun[], SweepMeasure])[] = [
    ["of torch's own optimizer", [adam], end],
    [
      "with a schedule, an extra and a coordinate of the start",
      [
        swept(
          {
            ...runOptions("gd", 0.001, {}, { id: "step", options: { gamma: 0.5 } }),
            extras: { clipNorm: 5 },
          },
          "gamma=0.1..0.9:3,x=-2..0:3",
        ),
      ],
      end,
    ],
    [
      "of an update that is written out",
      [swept(runOptions("yogi", 0.01), "lr=1e-4..0.02:3,beta2=0.9..0.99:2")],
      end,
    ],
    ["that diverges in places", [swept(runOptions("gd", 0.001), "lr=1e-4..1:log:5")], end],
    [
      "of steps to a loss",
      [swept(runOptions("gd", 0.001), "lr=1e-4..2e-3:5")],
      { kind: "steps", target: 4.5 },
    ],
    [
      "of the lowest loss",
      [swept(runOptions("momentum", 0.001), "lr=1e-4..2e-3:5")],
      { kind: "lowest" },
    ],
    [
      "of a tuning of two runs",
      [tuned(runOptions("gd", 0.001)), tuned(runOptions("signsgd", 0.01))],
      end,
    ],
  ];
  let found: readonly string[][] = [];
  beforeAll(() => {
    if (python === undefined) return;
    const programs = cases.map(([, runs, measure]) =>
      searchProgram(runs, context, measure, "optuna"),
    );
    found = printed(
      python,
      programs.map(({ code }) => withoutLibrary(code)),
    );
  }, 240_000);
  test.skipIf(python === undefined).each(cases)(
    "comes to what our own comes to, %s",
    (name, runs, measure) => {
      const values = found[cases.findIndex(([other]) => other === name)]!;
      expectEqual(
        values,
        runs.flatMap((run) => ours(run, measure)),
      );
    },
  );
  test.runIf(python === undefined)(missing(["torch"]), () => undefined);

  const libraries: readonly (readonly [SearchLibrary, string])[] = [
    ["optuna", "optuna"],
    ["ray", "ray"],
  ];
  describe.each(libraries)("for %s", (library, module) => {
    const whole = pythonWith(["torch", module]);
    test.skipIf(whole === undefined)(
      "prints the table that our own sweep has",
      { timeout: minutes },
      () => {
        const { code } = searchProgram([adam], context, end, library);
        const [values] = printed(whole!, [code]);
        expectEqual(values!, ours(adam, end));
      },
    );
    test.runIf(whole === undefined)(missing(["torch", module]), () => undefined);
  });

  test("is refused where a number is not to be found in the code", () => {
    const seeds = swept(runOptions("gd", 0.001), "seed=0..5:6");
    expect(() => searchProgram([seeds], context, end, "ray")).toThrow(BakedInError);
    // The foot of each cycle, unless it is given, is a tenth of η: a number of its own in the text.
    const schedule = { id: "cyclic", options: {} };
    const cycle = swept(runOptions("gd", 0.001, {}, schedule), "lr=1e-4..1e-3:3");
    expect(() => searchProgram([cycle], context, end, "ray")).toThrow(/computed from lr/);
  });
});
