import type { RunOptions } from "../options/runOptions";
import { spreadOf } from "../options/spread";
import type { SweepAxis, SweepMeasure } from "../options/sweepOptions";
import type { stopReasons } from "../protocol/sweep";

/** One cell: the values of its axes, and the outcome of each seed. */
export interface SweptCell {
  readonly at: readonly number[];
  readonly values: number[];
  readonly reasons: (typeof stopReasons)[number][];
  readonly steps: number[];
}

export interface SweptRun {
  readonly options: RunOptions;
  readonly axes: readonly SweepAxis[];
  readonly names: readonly string[];
  readonly measure: SweepMeasure;
  readonly cells: readonly SweptCell[];
}

/** A line a cell: the run, the values of its axes, then the measure, why the run ended and at which step, or the spread. */
export function sweepCsv(runs: readonly SweptRun[], repeated: boolean): string {
  const [first] = runs;
  const heads = repeated
    ? ["median", "lowerQuartile", "upperQuartile", "share"]
    : [first?.measure.kind ?? "end", "stop", "step"];
  const lines = [["run", ...(first?.names ?? []), ...heads].map(csvField).join(",")];
  for (const { options, cells } of runs) {
    for (const { at, values, reasons, steps } of cells) {
      const { median, lower, upper, share } = spreadOf(values);
      const outcome = repeated
        ? [median, lower, upper, share]
        : [values[0]!, reasons[0]!, steps[0]!];
      lines.push([csvField(options.label), ...at, ...outcome].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}

export function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same as JSON, columns rather than rows; numbers that it cannot hold are texts. */
export function sweepJson(
  runs: readonly SweptRun[],
  head: { readonly function: string; readonly steps: number },
  repeated: boolean,
): string {
  const sweeps = runs.map(({ options, axes, names, measure, cells }) => {
    const spreads = cells.map(({ values }) => spreadOf(values));
    return {
      ...{ run: options.label, optimizer: options.optimizer, measure },
      axes: axes.map(({ values }, k) => ({ name: names[k], values })),
      ...(repeated
        ? {
            median: spreads.map(({ median }) => median),
            lowerQuartile: spreads.map(({ lower }) => lower),
            upperQuartile: spreads.map(({ upper }) => upper),
            share: spreads.map(({ share }) => share),
          }
        : {
            values: cells.map(({ values }) => values[0]),
            stop: cells.map(({ reasons }) => reasons[0]),
            step: cells.map(({ steps }) => steps[0]),
          }),
    };
  });
  return `${JSON.stringify({ ...head, sweeps }, plainNumbers)}\n`;
}

/** For JSON: numbers that it cannot hold as texts. */
export function plainNumbers(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** Cells that a table has room for. */
const mostLines = 12;

/** For a terminal: a run's best cells, and how many diverged or never reached the target. */
export function sweepTable(runs: readonly SweptRun[], repeated: boolean): string {
  return `${runs.map((run) => tableOf(run, repeated)).join("\n\n")}\n`;
}

function tableOf({ options, names, measure, cells }: SweptRun, repeated: boolean): string {
  const spreads = cells.map((cell) => ({ cell, spread: spreadOf(cell.values) }));
  const good = spreads.filter(({ spread }) => Number.isFinite(spread.median));
  const best = good.sort((a, b) => a.spread.median - b.spread.median).slice(0, mostLines);
  const heads = [...names, measureName(measure, repeated)];
  if (repeated) heads.push("lower quartile", "upper quartile", "share");
  const lines = best.map(({ cell, spread: { median, lower, upper, share } }) =>
    [...cell.at, median, ...(repeated ? [lower, upper, share] : [])].map(shown),
  );
  const without = cells.length - good.length;
  const lost = measure.kind === "steps" ? "never reached the loss" : "diverged";
  const title = `${options.label}: ${cells.length} settings, ${without} ${lost}`;
  return [title, ...table(heads, lines)].join("\n");
}

/** Lines of columns, each flush right. */
export function table(heads: readonly string[], lines: readonly (readonly string[])[]): string[] {
  const widths = heads.map((head, k) =>
    Math.max(head.length, ...lines.map((line) => line[k]!.length)),
  );
  return [heads, ...lines].map((line) =>
    line.map((field, k) => field.padStart(widths[k]!)).join("  "),
  );
}

export function measureName({ kind }: SweepMeasure, repeated: boolean): string {
  const name = { end: "loss", lowest: "lowest loss", steps: "steps" }[kind];
  return repeated ? `median ${name}` : name;
}

export function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
