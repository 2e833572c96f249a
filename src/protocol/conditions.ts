/** What decides runs on a function beside their own options: what all that are shown together have in common. */
export interface RunConditions {
  /** θ⁰, flat. */
  readonly start: readonly number[];
  readonly steps: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly noise: number;
  readonly batchSize?: number | undefined;
}

/** Them alone, of something that has more. */
export function conditionsOf(of: RunConditions): RunConditions {
  const { start, steps, seed, tolerance, noise, batchSize } = of;
  return { start, steps, seed, tolerance, noise, batchSize };
}
