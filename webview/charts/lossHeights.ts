import { makeScale, makeTicks, type Tick } from "./scale";

/** Losses above so many times the start's are cut off: they say no more than that it blows up. */
const ceiling = 3;

/** A loss of 0 stands as far below the start's: what is deeper is rounding to most eyes. */
const depth = 1e-12;

/** How high losses stand in a picture: 0 at its bottom, 1 at its top. */
export interface LossAxis {
  readonly heightOf: (loss: number) => number;
  /** About `count` ticks, each at its height. */
  readonly ticks: (count: number) => Tick[];
}

/**
 * From the least loss to three times the start's, with what is above or not a number at the top. Logarithmic where none
 * is negative.
 */
export function lossAxis(losses: ArrayLike<number>, startLoss: number): LossAxis {
  const finite = Array.from(losses).filter(Number.isFinite);
  const least = Math.min(startLoss, ...finite);
  const floor = least === 0 ? depth * startLoss : least;
  const scale = makeScale(floor > 0 ? "log" : "linear");
  const low = scale.transform(floor);
  const high = scale.transform(startLoss + (ceiling - 1) * Math.abs(startLoss));
  const length = high > low ? high - low : 1;
  return {
    heightOf: (loss) =>
      loss < Infinity ? Math.min(1, (scale.transform(Math.max(floor, loss)) - low) / length) : 1,
    ticks: (count) =>
      makeTicks(scale, low, low + length, count).map(({ at, label }) => ({
        at: (at - low) / length,
        label,
      })),
  };
}

/** How high losses stand. */
export function lossHeights(
  losses: ArrayLike<number>,
  startLoss: number,
): (loss: number) => number {
  return lossAxis(losses, startLoss).heightOf;
}
