/** Median, quartiles and the share of seeds that have a value: that neither diverged nor missed the target. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly share: number;
}

/** Quantiles by linear interpolation between order statistics, as numpy's default. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.slice().sort((a, b) => a - b);
  const quantile = (level: number): number => {
    const at = level * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
    return below === above ? below : below + (at - Math.floor(at)) * (above - below);
  };
  const finite = values.filter(Number.isFinite).length;
  return {
    ...{ median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75) },
    share: finite / values.length,
  };
}
