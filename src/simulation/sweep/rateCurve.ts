import type { LostRun } from "../run/outcome";

/** One rate tried: a run of its own, from the same start, with the run's own schedule. */
export interface RatePoint {
  readonly learningRate: number;
  /** Loss at the end of the run; Infinity where it has none. */
  readonly loss: number;
  /** What became of a run that has none. */
  readonly lost?: LostRun | undefined;
  /** The highest loss on the way. */
  readonly highest: number;
}

/** A run that gains less than this share of the most that was gained hardly gets on. */
const hardly = 0.01;

/** A run that climbs above its start by so many times the most that was gained has blown up, whatever it ends at. */
const climb = 10;

/**
 * Losses apart by this share of themselves are as good as each other, if that is also little of what was gained (many
 * a loss is far from 0 at its minimum); and those apart by next to nothing of what was gained are, too.
 */
const asGoodShare = 0.02;
const littleGain = 1e-5;
const noGain = 1e-9;

/** Loss against η, as far as it was tried. */
export class RateCurve {
  /** Ascending in η. */
  readonly points: readonly RatePoint[];
  private readonly mostGained: number;

  constructor(
    points: Iterable<RatePoint>,
    readonly startLoss: number,
  ) {
    this.points = [...points].sort((a, b) => a.learningRate - b.learningRate);
    const losses = this.points.map(({ loss }) => loss);
    this.mostGained = Math.max(0, startLoss - Math.min(...losses));
  }

  /** Did the run end no higher than it started, without having climbed far above that? */
  holds({ loss, highest }: RatePoint): boolean {
    return loss <= this.startLoss && highest <= this.startLoss + climb * this.mostGained;
  }

  /** The point that ends lowest among those that hold and end below the start. */
  get lowest(): RatePoint | undefined {
    const good = this.points.filter((point) => this.holds(point) && point.loss < this.startLoss);
    return good.reduce<RatePoint | undefined>(
      (best, point) => (best && best.loss <= point.loss ? best : point),
      undefined,
    );
  }

  isAsGood(point: RatePoint, best: RatePoint): boolean {
    const gained = this.startLoss - best.loss;
    const share = Math.min(asGoodShare * Math.abs(best.loss), littleGain * gained);
    const tolerance = Math.max(share, noGain * gained);
    return this.holds(point) && point.loss <= best.loss + tolerance;
  }

  /** What became of a rate, if it was tried. */
  at(rate: number): RatePoint | undefined {
    return this.points.find(({ learningRate }) => learningRate === rate);
  }

  /** Does a point hold and keep all but next to nothing of what another one gains? */
  staysLow(point: RatePoint, other: RatePoint): boolean {
    return this.holds(point) && point.loss - other.loss <= hardly * (this.startLoss - other.loss);
  }

  /** From the last rate of those that hardly get on to the first of those that all blow up. */
  get stretchThatMatters(): readonly [number, number] | undefined {
    const { points, mostGained, startLoss } = this;
    if (!(mostGained > 0)) return undefined;
    let first = points.length;
    let last = -1;
    points.forEach((point, k) => {
      const gained = this.holds(point) ? startLoss - point.loss : 0;
      if (gained >= hardly * mostGained) first = Math.min(first, k);
      if (gained > 0) last = k;
    });
    const from = points[Math.max(0, first - 1)];
    const to = points[Math.min(points.length - 1, last + 1)];
    return from && to && from !== to ? [from.learningRate, to.learningRate] : undefined;
  }

  /** Index of the first rate above one that does not hold; −1 where there is none. */
  firstBlowUpAbove(rate: number): number {
    return this.points.findIndex((point) => point.learningRate > rate && !this.holds(point));
  }

  /**
   * All points, without those more than a decade beyond the first of which all that follow are lost: there nothing changes
   * any more.
   */
  get worthShowing(): readonly RatePoint[] {
    const { points } = this;
    const held = points.map((point) => this.holds(point));
    const end = 10 * (points[held.lastIndexOf(true) + 1]?.learningRate ?? Infinity);
    return points.filter(({ learningRate }) => learningRate <= end);
  }

  /** Rates in the middle between each of the `count` lowest places and the rates beside it that are not as good. */
  besideLowPlaces(count: number): number[] {
    const { points } = this;
    const lossAt = (k: number): number => {
      const point = points[k];
      return point && this.holds(point) ? point.loss : Infinity;
    };
    const places = points
      .map((point, k) => ({ point, k }))
      .filter(({ point, k }) => lossAt(k) < this.startLoss && point.loss <= lossAt(k - 1))
      .filter(({ point, k }) => point.loss <= lossAt(k + 1))
      .sort((a, b) => a.point.loss - b.point.loss)
      .slice(0, count);
    return places.flatMap(({ point, k }) =>
      [points[k - 1], points[k + 1]].flatMap((beside) =>
        beside && !this.isAsGood(beside, point)
          ? [Math.sqrt(beside.learningRate * point.learningRate)]
          : [],
      ),
    );
  }

  /** The widest stretch of rates that are all as good as the best. */
  widestAsGood(best: RatePoint): readonly [number, number] {
    let widest: readonly [number, number] = [best.learningRate, best.learningRate];
    let first: number | undefined;
    for (const point of this.points) {
      if (!this.isAsGood(point, best)) {
        first = undefined;
        continue;
      }
      first ??= point.learningRate;
      if (point.learningRate / first > widest[1] / widest[0]) widest = [first, point.learningRate];
    }
    return widest;
  }
}
