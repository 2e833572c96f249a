/** Median, quartiles and the share of seeds that have a value: that neither diverged nor missed the target. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly share: number;
}

/** By linear interpolation between the order statistics of ascending values, as numpy's default. */
export function quantileOf(sorted: readonly number[], level: number): number {
  const at = level * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below === above ? below : below + (at - Math.floor(at)) * (above - below);
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.slice().sort((a, b) => a - b);
  const finite = values.filter(Number.isFinite).length;
  return {
    median: quantileOf(sorted, 0.5),
    lower: quantileOf(sorted, 0.25),
    upper: quantileOf(sorted, 0.75),
    share: finite / values.length,
  };
}
