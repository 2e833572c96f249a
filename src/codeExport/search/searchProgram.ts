import type { RunOptions } from "../../options/runOptions";
import type { SweepAxis, SweepMeasure } from "../../options/sweepOptions";
import type { CodeContext } from "../codeContext";
import { joinSections } from "../libraries/program";
import { commentLines, indented, pythonFloat, pythonInteger, pythonString } from "../python";
import { optunaMain } from "./optunaMain";
import { rayMain } from "./rayMain";
import { settingCode, type SearchedNumber } from "./settingCode";

/** Who runs a search on many machines. */
export const searchLibraries = ["optuna", "ray"] as const;
export type SearchLibrary = (typeof searchLibraries)[number];

/** A run, and over what it is searched: the axes of a sweep, or the joined ones of a tuning. */
export interface SearchedRun {
  readonly options: RunOptions;
  readonly numbers: readonly SearchedNumber[];
}

export interface SearchCode {
  readonly code: string;
  readonly notes: readonly string[];
}

/** What each library adds: its imports and the part that runs every setting and prints the table. */
const mains = {
  optuna: { imports: ["import optuna"], lines: optunaMain, name: "Optuna" },
  ray: { imports: ["from ray import tune"], lines: rayMain, name: "Ray Tune" },
} as const;

/**
 * A sweep or a tuning as a program over the PyTorch code of its runs: it tries every setting, on as many machines as
 * the library has, and prints a table of the settings, in our order, with what each comes to. Throws a `BakedInError`.
 */
export function searchProgram(
  runs: readonly SearchedRun[],
  context: CodeContext,
  measure: SweepMeasure,
  library: SearchLibrary,
): SearchCode {
  const { imports, lines, name } = mains[library];
  const written = runs.map(({ options, numbers }) => settingCode(options, context, numbers));
  const [first] = written;
  if (!first) throw new RangeError("a search of no run");
  const labels = runs.map(({ options: { label } }) => label).join(", ");
  const standard = [...new Set(["import math", ...written.flatMap(({ parts }) => parts.imports)])];
  // Imports first, then what torch is told.
  const isImport = (line: string): boolean => /^(?:import|from) /.test(line);
  const head = [
    ...commentLines(
      `${context.functionName}: ${labels} over many settings, for ${name}; ${context.steps} steps each`,
    ),
    ...[...standard.filter(isImport), ...imports],
    "",
    ...standard.filter((line) => line !== "" && !isImport(line)),
  ];
  const functions = written.map(({ parts }, k) => [
    `def run_${k + 1}(setting):`,
    ...indented([...trimmed(parts.functions), ...withoutReport(parts.loop)]),
    "    return trajectory",
  ]);
  const table = ["RUNS = [", ...runs.flatMap((run, k) => indented(tableEntry(run, k))), "]"];
  return {
    code: joinSections(head, first.parts.loss, ...functions, measured(measure), table, lines),
    notes: [...new Set(written.flatMap(({ notes }) => notes))],
  };
}

/** `(label, run, {name: (kind, low, high, log)}, settings)`. */
function tableEntry({ options, numbers }: SearchedRun, index: number): string[] {
  const ranges = numbers.map(({ name, axis: { values }, range, scale }) => {
    const isWhole = range.integer === true;
    const write = isWhole ? pythonInteger : pythonFloat;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const isLog = scale === "log" && low > 0;
    const kind = isWhole ? "int" : "float";
    return `${pythonString(name)}: ("${kind}", ${write(low)}, ${write(high)}, ${isLog ? "True" : "False"}),`;
  });
  return [
    "(",
    ...indented([
      `${pythonString(options.label)},`,
      `run_${index + 1},`,
      "{",
      ...indented(ranges),
      "},",
      ...settingsLines(numbers),
    ]),
    "),",
  ];
}

/** A list of all settings, the first axis the fastest. */
function settingsLines(numbers: readonly SearchedNumber[]): string[] {
  const entries = numbers.map(({ name }, k) => `${pythonString(name)}: v${k}`).join(", ");
  const dimensions: { readonly names: string[]; readonly lists: string[] }[] = [];
  numbers.forEach(({ axis, range }, k) => {
    const write = range.integer === true ? pythonInteger : pythonFloat;
    const list = `[${axis.values.map(write).join(", ")}]`;
    const last = dimensions.at(-1);
    if (isJoined(axis) && last) {
      last.names.push(`v${k}`);
      last.lists.push(list);
    } else dimensions.push({ names: [`v${k}`], lists: [list] });
  });
  const loops = dimensions
    .reverse()
    .map(({ names, lists }) =>
      lists.length === 1
        ? `for ${names[0]!} in ${lists[0]!}`
        : `for ${names.join(", ")} in zip(${lists.join(", ")})`,
    );
  return ["[", ...indented([`{${entries}}`, ...loops]), "],"];
}

function isJoined({ joined }: SweepAxis): boolean {
  return joined === true;
}

/** What a trajectory comes to, as a sweep tells it: infinite where it diverged, or never reached the loss. */
function measured(measure: SweepMeasure): string[] {
  const [broken, end] = {
    end: ["return math.inf", "return values[-1]"],
    lowest: ["break", "return min(values, default=math.inf)"],
    steps: ["break", "return math.inf"],
  }[measure.kind];
  const reached =
    measure.kind === "steps"
      ? [
          `        if value <= ${pythonFloat(measure.target)}:`,
          "            return float(len(values) - 1)",
        ]
      : [];
  return [
    "def measured(trajectory):",
    "    values = []",
    "    for point in trajectory:",
    "        value = float(loss_at(torch.tensor(point)))",
    "        limit = 1e60 * (1 + abs(values[0] if values else value))",
    "        if not math.isfinite(value) or abs(value) > limit:",
    `            ${broken!}`,
    "        values.append(value)",
    ...reached,
    `    ${end!}`,
  ];
}

function trimmed(lines: readonly string[]): string[] {
  const text = lines.join("\n").trimEnd();
  return text === "" ? [] : [...text.split("\n"), ""];
}

/** The loop without its last line, which prints where it ends. */
function withoutReport(loop: readonly string[]): string[] {
  const last = loop.at(-1) ?? "";
  if (!last.startsWith("print(")) throw new Error(`no report in ${last}`);
  return trimmed(loop.slice(0, -1)).slice(0, -1);
}
