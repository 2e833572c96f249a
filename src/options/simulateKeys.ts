/** The numbers of `@simulate`, with their bounds. */
export const simulateNumbers = {
  steps: { min: 1, max: 1e7, integer: true },
  seed: { min: 0, max: 4294967295, integer: true },
  tolerance: { min: 0, max: 1e6 },
  batchSize: { min: 1, max: 1e6, integer: true },
  noise: { min: 0, max: 1e6 },
  seeds: { min: 1, max: 1000, integer: true },
  jitter: { min: 0, max: 1e6 },
} as const;

export const simulateNumberNames = Object.keys(
  simulateNumbers,
) as readonly (keyof typeof simulateNumbers)[];

/** What belongs to all runs together. */
export const simulateKeys: readonly string[] = [
  "start",
  "runs",
  "window",
  "samples",
  ...simulateNumberNames,
];
