import { type ExportedRun, type ExportHead, rowsOf } from "../rows/exportRuns";
import type { Row } from "../protocol/series";
import { ungroupedText } from "../text/number";

/** Parameters that a table has room for. */
const columnsOfParameters = 6;

/** The runs as text for a terminal: a table a run, and how each ended. */
export function tables(runs: readonly ExportedRun[], head: ExportHead, every: number): string {
  const { kind, reason } = head.gradient;
  const title = `${head.function}(${listed(head.parameters)})  gradient: ${kind}${reason ? ` (${reason})` : ""}`;
  return [title, ...runs.map((run) => table(run, head.parameters, every))].join("\n\n") + "\n";
}

/** The first parameters, as many as a table has columns for. */
function listed(parameters: readonly string[]): string {
  const shown = parameters.slice(0, columnsOfParameters).join(", ");
  return parameters.length > columnsOfParameters ? `${shown}, …` : shown;
}

function table(
  { label, record }: ExportedRun,
  parameters: readonly string[],
  every: number,
): string {
  const shown = record.recorded.slice(0, columnsOfParameters);
  const names = shown.map((index) => parameters[index] ?? `[${index}]`);
  const hasOwn = record.rows > 0 && record.row(0).rates !== undefined;
  const rates = hasOwn ? names.map((name) => `η ${name}`) : ["η"];
  const heads = ["t", ...names, "loss", "|g|", ...rates, ...names.map((name) => `σ ${name}`)];
  const last = record.rows - 1;
  const lines = [...rowsOf(record, every)].map((row) =>
    cells(row, shown.length, row.step === last),
  );
  const widths = heads.map((name, k) =>
    Math.max(name.length, ...lines.map((line) => line[k]!.length)),
  );
  const format = (line: readonly string[]) =>
    line.map((cell, k) => cell.padStart(widths[k]!)).join("  ");
  const { stop } = record;
  const end = stop ? `${stop.reason} at step ${stop.step}${faultInWords(stop)}` : "running";
  const more =
    record.recorded.length > shown.length
      ? `  (first ${shown.length} of ${parameters.length} parameters)`
      : "";
  return [`${label}: ${end}${more}`, format(heads), ...lines.map(format)].join("\n");
}

/** ": too small in /project/loss.ts:2:9". */
function faultInWords({ fault }: NonNullable<ExportedRun["record"]["stop"]>): string {
  if (fault === undefined) return "";
  const { message, place } = fault;
  return `: ${message}${place ? ` in ${place.file}:${place.line}:${place.column}` : ""}`;
}

function cells(row: Row, parameters: number, isLast: boolean): string[] {
  const step = (values: readonly number[]) =>
    values.slice(0, parameters).map((value) => (isLast ? "" : shown(value)));
  return [
    String(row.step),
    ...row.theta.slice(0, parameters).map(shown),
    shown(row.loss),
    shown(row.gradientNorm),
    ...step(row.rates ?? [row.learningRate]),
    ...step(row.sigma),
  ];
}

export function shown(value: number): string {
  return ungroupedText(value, 8);
}
