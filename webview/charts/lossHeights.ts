import { makeScale } from "./scale";

/** Losses above so many times the start's are cut off: they say no more than that it blows up. */
const ceiling = 3;

/**
 * How high losses stand between the least of them (0) and three times the start's (1), what is above or not a number
 * at 1. Logarithmic where all are positive.
 */
export function lossHeights(
  losses: ArrayLike<number>,
  startLoss: number,
): (loss: number) => number {
  const finite = Array.from(losses).filter(Number.isFinite);
  const least = Math.min(startLoss, ...finite);
  const scale = makeScale(least > 0 ? "log" : "linear");
  const low = scale.transform(least);
  const high = scale.transform(startLoss + (ceiling - 1) * Math.abs(startLoss));
  const length = high > low ? high - low : 1;
  return (loss) => (loss < Infinity ? Math.min(1, (scale.transform(loss) - low) / length) : 1);
}
