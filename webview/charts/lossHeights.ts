import { makeScale } from "./scale";

/** Losses above so many times the start's are cut off: they say no more than that it blows up. */
const ceiling = 3;

/** A loss of 0 stands as far below the start's: what is deeper is rounding to most eyes. */
const depth = 1e-12;

/**
 * How high losses stand between the least of them (0) and three times the start's (1), what is above or not a number
 * at 1. Logarithmic where none is negative.
 */
export function lossHeights(
  losses: ArrayLike<number>,
  startLoss: number,
): (loss: number) => number {
  const finite = Array.from(losses).filter(Number.isFinite);
  const least = Math.min(startLoss, ...finite);
  const floor = least === 0 ? depth * startLoss : least;
  const scale = makeScale(floor > 0 ? "log" : "linear");
  const low = scale.transform(floor);
  const high = scale.transform(startLoss + (ceiling - 1) * Math.abs(startLoss));
  const length = high > low ? high - low : 1;
  return (loss) =>
    loss < Infinity ? Math.min(1, (scale.transform(Math.max(floor, loss)) - low) / length) : 1;
}
