import { median } from "./median";

/** A figure in the form that all benchmarks report; the goal stands in for the peer that others are compared with. */
export interface GoalRow {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: "goal";
  readonly peerNsPerStep: number;
  readonly ratio: number;
  readonly samples: readonly number[];
  /** What the samples are in; `nsPerStep` holds nanoseconds, or bytes where this is MB. */
  readonly unit: "ms" | "MB";
}

/** Median of the samples against the goal, both in `unit`. */
export function goalRow(
  name: string,
  samples: readonly number[],
  goal: number,
  unit: GoalRow["unit"] = "ms",
): GoalRow {
  const middle = median(samples);
  return {
    name,
    nsPerStep: middle * 1e6,
    peer: "goal",
    peerNsPerStep: goal * 1e6,
    ratio: middle / goal,
    samples: [...samples].sort((a, b) => a - b),
    unit,
  };
}

/** Prints rows as JSON where that was asked for, else as lines. */
export function reportGoals(rows: readonly GoalRow[]): void {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify(rows));
    return;
  }
  reportLines(rows);
}

/** Prints a line for each row. */
export function reportLines(rows: readonly GoalRow[]): void {
  for (const { name, nsPerStep, peerNsPerStep, samples, unit } of rows) {
    const spread = `${short(samples[0])} to ${short(samples.at(-1))}, n = ${samples.length}`;
    console.log(
      `${name}: median ${short(nsPerStep / 1e6)} ${unit} (${spread}); goal ${peerNsPerStep / 1e6} ${unit}`,
    );
  }
}

function short(value = NaN): string {
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0);
}
