import type { Row } from "../../src/protocol/series";

/** The value of a row that a chart draws. */
export function valueOf(row: Row, kind: string, parameter: number): number | undefined {
  const index = row.recorded.indexOf(parameter);
  switch (kind) {
    case "loss":
    case "gradientNorm":
    case "learningRate":
      return row[kind];
    case "theta":
    case "gradient":
    case "sigma":
    case "m":
      return row[kind][index];
    case "effectiveRate":
      return row.learningRate / (row.sigma[index] ?? NaN);
    default:
      return undefined;
  }
}
