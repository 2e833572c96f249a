import type { PanelFinding, PanelRemedy } from "../protocol/diagnosis";
import type { RangeTestResult } from "../protocol/rangeTest";
import type { Row } from "../protocol/series";
import type { RunRecord } from "./runRecord";

/** Rows written between two breaths, so that a long export never blocks its process. */
const rowsPerChunk = 2000;

export interface ExportedRun {
  readonly optimizer: string;
  readonly label: string;
  readonly record: RunRecord;
  /** What the run shows; absent where nobody asked. */
  readonly findings?: readonly ExportedFinding[];
  /** What other learning rates do; absent where nobody asked. */
  readonly rates?: ExportedRates;
}

/** A finding with its remedies as they would be written in a comment. */
export type ExportedFinding = Omit<PanelFinding, "runId" | "remedies"> & {
  readonly remedies: readonly (Pick<PanelRemedy, "label" | "loss" | "steps"> & {
    readonly run: Readonly<Record<string, unknown>>;
  })[];
};

/** A search for a rate, with all rates that were tried. */
export type ExportedRates = Omit<RangeTestResult, "rates" | "losses"> & {
  readonly tried: readonly { readonly learningRate: number; readonly loss: number }[];
};

/** What stands above the runs in a JSON export. */
export interface ExportHead {
  readonly function: string;
  readonly parameters: readonly string[];
  readonly gradient: { readonly kind: "exact" | "numeric"; readonly reason?: string | undefined };
}

/** Rows 0, `every`, 2·`every`, … and the last one. */
export function* rowsOf(record: RunRecord, every = 1): Generator<Row> {
  const last = record.rows - 1;
  for (let t = 0; t < last; t += every) yield record.row(t);
  if (last >= 0) yield record.row(last);
}

/**
 * Runs as CSV: `run,t,loss,gradientNorm,learningRate` and then θ, g, σ, m of every recorded parameter, and η of each
 * where those of some run have rates of their own. Yields text in chunks. What the last row does not have, as it leaves nowhere, is an empty field.
 */
export function* csvChunks(
  runs: readonly ExportedRun[],
  parameters: readonly string[],
  every = 1,
): Generator<string> {
  const recorded = runs[0]?.record.recorded ?? [];
  const names = recorded.map((index) => parameters[index] ?? `[${index}]`);
  const hasOwn = runs.some(({ record }) => record.rows > 0 && record.row(0).rates !== undefined);
  const vectors = ["theta", "gradient", "sigma", "m", ...(hasOwn ? ["rate"] : [])];
  const heads = vectors.flatMap((head) => names.map((name) => csvField(`${head} ${name}`)));
  yield ["run", "t", "loss", "gradientNorm", "learningRate", ...heads].join(",") + "\n";
  for (const { label, record } of runs) {
    const last = record.rows - 1;
    yield* chunked(rowsOf(record, every), (row) => {
      const ofStep = (values: readonly number[]) =>
        row.step === last ? values.map(() => "") : values;
      const fields = [
        csvField(label),
        row.step,
        row.loss,
        row.gradientNorm,
        ...ofStep([row.learningRate]),
        ...row.theta,
        ...row.gradient,
        ...ofStep(row.sigma),
        ...ofStep(row.m),
        ...(hasOwn ? ofStep(row.rates ?? names.map(() => row.learningRate)) : []),
      ];
      return `${fields.join(",")}\n`;
    });
  }
}

/** Runs as JSON. NaN and ±Infinity, which JSON cannot hold, become strings of that name. */
export function* jsonChunks(
  runs: readonly ExportedRun[],
  head: ExportHead,
  every = 1,
): Generator<string> {
  const { kind, reason } = head.gradient;
  const { function: name, parameters } = head;
  const fields = { function: name, parameters, gradient: kind, ...(reason ? { reason } : {}) };
  yield `${JSON.stringify(fields).slice(0, -1)},"runs":[`;
  let first = true;
  for (const { optimizer, label, record, findings, rates } of runs) {
    const stop = record.stop ?? { reason: "cancelled", step: record.rows - 1 };
    const about = { optimizer, label, stop, findings, rates };
    yield `${first ? "" : ","}${JSON.stringify(about, finiteOrName).slice(0, -1)},"rows":[`;
    first = false;
    const last = record.rows - 1;
    let separator = "\n";
    yield* chunked(rowsOf(record, every), (row) => {
      const text = separator + JSON.stringify(exportedRow(row, row.step === last), finiteOrName);
      separator = ",\n";
      return text;
    });
    yield "]}";
  }
  yield "]}\n";
}

/** A row as the JSON export has it; the last row has no learning rate, σ and m. */
function exportedRow(row: Row, isLast: boolean): Record<string, unknown> {
  const { step: t, theta, loss, gradientNorm, learningRate, rates, sigma, m } = row;
  const point = { t, theta, loss, gradientNorm };
  return isLast ? point : { ...point, learningRate, ...(rates && { rates }), sigma, m };
}

function finiteOrName(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function* chunked(rows: Iterable<Row>, write: (row: Row) => string): Generator<string> {
  let chunk = "";
  let count = 0;
  for (const row of rows) {
    chunk += write(row);
    if (++count % rowsPerChunk === 0) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk) yield chunk;
}

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
