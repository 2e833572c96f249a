import { describe, expect, test } from "vitest";
import { runAsCode, type CodeContext, type CodeLibrary } from "../../../src/codeExport/runAsCode";
import { optimizers, optimizerById } from "../../../src/optimizers/catalogue";
import { schedules } from "../../../src/schedules/catalogue";
import {
  type Variant,
  byArgumentVariants,
  extraVariants,
  layeredVariants,
  optimizerVariants,
  runOf,
  scheduleVariants,
} from "./codeExportCases";
import {
  compileErrors,
  missing,
  missingFor,
  numpyStandIn,
  pythonFor,
  pythonWith,
  runScripts,
  type ScriptResult,
} from "./codeExportPython";
import { contextOf, reference, type Reference } from "./codeExportReference";

/**
 * Sums and bias corrections are rounded in another order in each library; 50 steps of a run that is not chaotic keep
 * that below this share of θ.
 */
const tolerance = 1e-10;

/** Prodigy measures θ − θ⁰, at first a difference of a few units in the last place: its rounding is seen for long. */
const toleranceOfProdigy = 1e-8;

const variants: readonly Variant[] = [
  ...optimizerVariants(),
  ...layeredVariants(),
  ...scheduleVariants(
    schedules.map(({ id }) => id),
    optimizerById("sgd")!,
  ),
  ...scheduleVariants(
    schedules.map(({ id }) => id),
    optimizerById("yogi")!,
  ),
  // Those that keep η in a memory or divide by it, with an η that changes but never reaches 0.
  ...["sgd", "momentum"].flatMap((id) =>
    scheduleVariants(["exponential"], optimizerById(id)!, { convention: "keras" }),
  ),
  ...["ftrl", "lars"].flatMap((id) => scheduleVariants(["exponential"], optimizerById(id)!)),
  ...extraVariants(),
  ...byArgumentVariants(schedules.map(({ id }) => id)),
];

const references = new Map(variants.map((variant) => [variant.name, reference(variant)]));

test("the cases cover the catalogue, and their runs can be compared", () => {
  expect(references.size).toBe(variants.length);
  expect(new Set(variants.map(({ optimizer }) => optimizer.id)).size).toBe(optimizers.length);
  const rows = [...references.values()].map(({ trajectory }) => trajectory.length);
  expect(rows.filter((count) => count === 51).length / rows.length).toBeGreaterThan(0.9);
  // A line search decides by differences of nearly equal losses: near a minimum, rounding decides for it.
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(5);
  for (const [name, { trajectory }] of references) {
    const moved = trajectory.at(-1)!.map((value, i) => Math.abs(value - trajectory[0]![i]!));
    expect(Math.max(...moved), name).toBeGreaterThan(1e-5);
  }
});

const libraries = ["pytorch", "optax", "keras"] as const satisfies readonly CodeLibrary[];

describe.each(libraries)("%s", (library) => {
  const scripts = new Map(
    variants.map((variant) => {
      const { lr } = references.get(variant.name)!;
      const { code } = runAsCode(runOf(variant, lr), contextOf(variant), library);
      return [variant.name, code];
    }),
  );
  const isWrittenOut = (code: string): boolean => code.includes("The update is written out.");

  const anyPython = pythonWith([]);
  test.skipIf(anyPython === undefined)("is Python", { timeout: 120_000 }, () => {
    expect(compileErrors(anyPython!, scripts)).toEqual([]);
  });

  test("uses the library's own optimizers", () => {
    const own = variants.filter(({ name }) => !isWrittenOut(scripts.get(name)!));
    expect(new Set(own.map(({ optimizer }) => optimizer.id))).toEqual(
      new Set(ownOptimizers[library]),
    );
  });

  const python = pythonFor(library);
  test.skipIf(python === undefined)(
    python === undefined ? missingFor(library) : "takes the steps of the run",
    { timeout: 1_200_000 },
    () => {
      // JAX compiles for each script: what NumPy has run below is run on JAX once per optimizer.
      const chosen = [...scripts].filter(
        ([name, code]) => library === "pytorch" || !isWrittenOut(code) || isDefault(name),
      );
      expect(differences(runScripts(python!, new Map(chosen)))).toEqual([]);
    },
  );

  const plain = library === "pytorch" ? python : pythonWith(["numpy"]);
  test.skipIf(plain === undefined)(
    plain === undefined ? missing(["numpy"]) : "takes the steps of the run with a translated loss",
    { timeout: 120_000 },
    () => {
      const newton = variants.find(({ name }) => name === "newton")!;
      const { functionName, parameters, start, steps } = contextOf(newton);
      const { lr } = references.get("newton")!;
      const path = library === "pytorch" ? undefined : numpyStandIn;
      for (const source of sources) {
        const { code, notes } = runAsCode(
          runOf(newton, lr),
          { functionName, parameters, start, steps, ...source },
          library,
        );
        expect(notes.join(" ")).not.toContain("Fill in");
        expect(differences(runScripts(plain!, new Map([["newton", code]]), path))).toEqual([]);
      }
    },
  );

  if (library === "pytorch") return;
  const numpy = pythonWith(["numpy"]);
  test.skipIf(numpy === undefined)(
    numpy === undefined
      ? missing(["numpy"])
      : "takes the steps of the run on NumPy, where the update is written out",
    { timeout: 300_000 },
    () => {
      const chosen = [...scripts].filter(([, code]) => isWrittenOut(code));
      expect(chosen.length).toBeGreaterThan(50);
      expect(differences(runScripts(numpy!, new Map(chosen), numpyStandIn))).toEqual([]);
    },
  );
});

/** Rosenbrock's function as people write it. */
const sources: readonly Pick<CodeContext, "text" | "language">[] = [
  {
    language: "javascript",
    text: `function loss(x: number, y: number): number {
  const valley = y - x * x; // 0 along it
  return (1 - x) ** 2 + 100 * Math.pow(valley, 2);
}`,
  },
  {
    language: "python",
    text: `def loss(x: float, y: float) -> float:
    """0 at (1, 1)."""
    valley = y - x * x  # 0 along it
    return (1 - x) ** 2 + 100 * np.power(valley, 2)
`,
  },
];

/** The optimizers that each library is trusted with, at least for some settings. */
const ownOptimizers: Readonly<Record<CodeLibrary, readonly string[]>> = {
  pytorch: [
    ...["gd", "momentum", "sgd", "adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "adamw"],
    ...["adamax", "radam", "asgd", "rprop", "lbfgs"],
  ],
  optax: [
    ...["gd", "momentum", "sgd", "adagrad", "rmsprop", "adadelta", "adam", "amsgrad", "adamw"],
    ...["adamax", "adabelief", "yogi", "nadamw", "lion", "signsgd", "signum", "lamb", "lars"],
    ...["ademamix", "adopt", "prodigy", "nadam", "radam"],
  ],
  keras: [
    ...["gd", "momentum", "sgd", "adagrad", "rmsprop", "adadelta", "adam", "ftrl", "lion", "lamb"],
    ...["adamw", "adamax"],
  ],
};

function isDefault(name: string): boolean {
  return variants.some((variant) => variant.name === name && variant.optimizer.id === name);
}

function toleranceOf(name: string): number {
  return name.startsWith("prodigy") ? toleranceOfProdigy : tolerance;
}

function differences(results: ReadonlyMap<string, ScriptResult>): string[] {
  return [...results].flatMap(([name, { trajectory, error }]) => {
    const found = trajectory
      ? firstDifference(references.get(name)!, trajectory, toleranceOf(name))
      : error;
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}

/** Where two trajectories part, in words. */
function firstDifference(
  expected: Reference,
  actual: readonly (readonly (number | string)[])[],
  most: number,
): string | undefined {
  if (actual.length < expected.trajectory.length) return `only ${actual.length} rows`;
  const size = Math.max(...expected.trajectory[0]!.map(Math.abs));
  for (const [t, row] of expected.trajectory.entries())
    for (const [i, value] of row.entries()) {
      const difference = Math.abs(Number(actual[t]![i]) - value);
      const share = difference / Math.max(Math.abs(value), 1e-3 * size);
      if (!(share < most)) return `θ_${i} at t = ${t}: ${actual[t]![i]!} instead of ${value}`;
    }
  return undefined;
}
