import type { Row } from "../../src/protocol/series";

/** The value of a row that a chart draws. */
export function valueOf(row: Row, kind: string, parameter: number): number | undefined {
  const index = row.recorded.indexOf(parameter);
  switch (kind) {
    case "loss":
    case "gradientNorm":
      return row[kind];
    case "learningRate":
      return rateOf(row, index);
    case "theta":
    case "gradient":
    case "sigma":
    case "m":
      return row[kind][index];
    case "effectiveRate":
      return rateOf(row, index) / (row.sigma[index] ?? NaN);
    default:
      return undefined;
  }
}

/** η of the parameter at a position in `recorded`. */
function rateOf({ rates, learningRate }: Row, index: number): number {
  return rates?.[index] ?? learningRate;
}
