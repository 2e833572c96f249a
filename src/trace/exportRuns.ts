import type { RunRecord } from "./runRecord";

/** Rows written between two breaths, so that a long export never blocks its process. */
const rowsPerChunk = 2000;

export interface ExportedRun {
  readonly optimizer: string;
  readonly label: string;
  readonly record: RunRecord;
}

/**
 * All runs as CSV, every raw row: `run,t,loss,gradientNorm,learningRate` and then θ, g, σ, m of every recorded
 * parameter. Yields text in chunks. An absent value (the last row leaves nowhere) is an empty field.
 */
export function* csvChunks(
  runs: readonly ExportedRun[],
  parameters: readonly string[],
): Generator<string> {
  const recorded = runs[0]?.record.recorded ?? [];
  const names = recorded.map((index) => parameters[index] ?? `[${index}]`);
  const heads = ["theta", "gradient", "sigma", "m"].flatMap((head) =>
    names.map((name) => csvField(`${head} ${name}`)),
  );
  yield ["run", "t", "loss", "gradientNorm", "learningRate", ...heads].join(",") + "\n";
  for (const { label, record } of runs) {
    for (let from = 0; from < record.rows; from += rowsPerChunk) {
      let chunk = "";
      for (let t = from; t < Math.min(record.rows, from + rowsPerChunk); t++) {
        const row = record.row(t);
        const numbers = [
          row.loss,
          row.gradientNorm,
          row.learningRate,
          ...row.theta,
          ...row.gradient,
          ...row.sigma,
          ...row.m,
        ];
        const last = t === record.rows - 1;
        chunk += `${csvField(label)},${t},${numbers.map((value) => csvNumber(value, last)).join(",")}\n`;
      }
      yield chunk;
    }
  }
}

function csvField(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvNumber(value: number, lastRow: boolean): string {
  return Number.isNaN(value) && lastRow ? "" : String(value);
}

/** A number as JSON can hold it: NaN and ±Infinity become strings of that name. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
