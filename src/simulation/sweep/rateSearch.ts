// simulation/sweep: the same run over many settings.
// What enters: the loss at the start, and where to look; the caller runs the rates that the search asks for. What leaves:
// loss against η, the rate to take, and the first one that blows up.
// Who may call: the runner.

import type { LostRun } from "../run/outcome";
import { RateCurve, type RatePoint } from "./rateCurve";

/** Loss against η, and what follows from it. */
export interface RateSearch {
  /** Ascending in η, from where a run hardly gets on to where every run blows up. */
  readonly points: readonly RatePoint[];
  /** The rate to take, in few digits, as it was tried; absent where no rate lowers the loss. */
  readonly offer?: RatePoint;
  /** The first η above it at which a run blows up or is lost. */
  readonly blowsUp?: number;
  /** What becomes of the run there, where it has no loss at its end. */
  readonly lost?: LostRun | undefined;
}

export interface RateSearchSettings {
  readonly startLoss: number;
  /** Where to look. */
  readonly from: number;
  readonly to: number;
}

/** Rates for each factor of ten: of the first look, and where rates matter. */
const coarseDensity = 4;
const fineDensity = 20;

/**
 * Low places that are looked at more closely, and how often the distance to the rates beside them is halved: a smooth
 * curve has one, that of runs which swing wildly has many.
 */
const lowPlaces = 8;
const halvings = 6;

/** The rate at which runs blow up is known to this factor. */
const blowUpWithin = 1.02;

/**
 * A rate has room if one larger by this factor does not undo what it gains. Where that of the lowest loss has none, one
 * smaller by up to so many of these factors is taken instead, whose loss is at most this many times as high.
 */
const room = 1.03;
const roomSteps = 6;
const roomCosts = 1.1;

/** Digits of a rate: nobody wants to read more, and every rate that is tried can be offered. */
const mostDigits = 4;

/** Runs that a search takes, about. */
export const usualRuns = 200;

/**
 * Looks for a good rate by trying: yields rates to try together, is told what became of each in their order, and returns
 * what it found. A first look over all rates finds the stretch where they matter; that is tried closely, its
 * lowest places more closely yet; and in the middle of the widest stretch as good as the best, or a little below where
 * that is on the brink of blowing up, the rate with the fewest digits is offered. One whose run ends above its start, or climbed far above it
 * on the way, is never offered.
 *
 * Unlike Smith's range test (arXiv:1506.01186, section 3.3), which raises η within one run, no rate
 * inherits what another did, so the curve means the same for methods with and without memory.
 *
 * Throws on a range that is empty or not positive.
 */
export function* searchRate({ startLoss, from, to }: RateSearchSettings): Trying<RateSearch> {
  if (!(from > 0) || !(to > from)) throw new RangeError(`a range of rates from ${from} to ${to}`);
  const tried = new Map<number, RatePoint>();
  const curve = (): RateCurve => new RateCurve(tried.values(), startLoss);
  function* tryRates(rates: readonly number[]): Trying<boolean> {
    const fresh = new Set(rates.map((rate) => rounded(rate)).filter((rate) => !tried.has(rate)));
    if (fresh.size === 0) return false;
    for (const point of yield [...fresh]) tried.set(point.learningRate, point);
    return true;
  }

  yield* tryRates(evenly(from, to, coarseDensity));
  const stretch = curve().stretchThatMatters;
  if (!stretch) return { points: curve().worthShowing };
  yield* tryRates(evenly(...stretch, fineDensity));
  for (let k = 0; k < halvings; k++) yield* tryRates(curve().besideLowPlaces(lowPlaces));
  const offer = yield* chooseRound(curve, tryRates);
  if (!offer) return { points: curve().points };
  while (yield* tryRates(nearBlowUp(curve(), offer.learningRate)));
  const { points } = curve();
  const fails = points[curve().firstBlowUpAbove(offer.learningRate)];
  return {
    points: points.filter(({ learningRate: rate }) => rate >= stretch[0] && rate <= stretch[1]),
    offer,
    ...(fails && { blowsUp: fails.learningRate, lost: fails.lost }),
  };
}

/** A part of the search. */
type Trying<Answer> = Generator<readonly number[], Answer, readonly RatePoint[]>;

/** The rate in the middle of where runs begin to blow up; none where that is known well enough. */
function nearBlowUp(curve: RateCurve, offered: number): number[] {
  const first = curve.firstBlowUpAbove(offered);
  const beyond = curve.points[first]?.learningRate;
  const before = curve.points[first - 1]?.learningRate;
  if (beyond === undefined || before === undefined || beyond / before <= blowUpWithin) return [];
  return [Math.sqrt(before * beyond)];
}

/** Of rates as good as the best, one with the fewest digits, and among those the one furthest from harm. */
function* chooseRound(
  curve: () => RateCurve,
  tryRates: (rates: readonly number[]) => Trying<boolean>,
): Trying<RatePoint | undefined> {
  const lowest = curve().lowest;
  if (!lowest) return undefined;
  const asGood = curve().widestAsGood(lowest);
  const isWide = asGood[1] / asGood[0] >= room ** 2;
  const best = isWide ? lowest : yield* withRoom(lowest, curve, tryRates);
  const most = best === lowest ? Infinity : best.learningRate;
  const [from, to] = curve().widestAsGood(best);
  const middle = Math.sqrt(from * Math.min(to, most));
  for (let digits = 1; digits < mostDigits; digits++) {
    const candidates = roundRates(middle, digits).filter((rate) => rate <= most);
    yield* tryRates(candidates);
    const now = curve();
    const good = now.points.filter(
      (point) => candidates.includes(point.learningRate) && now.isAsGood(point, best),
    );
    const away = ({ learningRate }: RatePoint) => Math.abs(Math.log(learningRate / middle));
    const nearest = good.sort((a, b) => away(a) - away(b))[0];
    if (nearest) return nearest;
  }
  return best;
}

/** The lowest point, or where it stands on the brink of far higher losses, one a little below it that does not. */
function* withRoom(
  lowest: RatePoint,
  curve: () => RateCurve,
  tryRates: (rates: readonly number[]) => Trying<boolean>,
): Trying<RatePoint> {
  const rates = Array.from({ length: roomSteps + 2 }, (_, k) =>
    rounded(lowest.learningRate * room ** (1 - k)),
  );
  yield* tryRates(rates);
  const now = curve();
  const [above, ...points] = rates.flatMap((rate) => now.at(rate) ?? []);
  let larger = above!;
  let best: RatePoint | undefined;
  for (const point of points) {
    const isCheap = point.loss <= lowest.loss + (roomCosts - 1) * Math.abs(lowest.loss);
    const isLower = now.holds(point) && point.loss < (best?.loss ?? Infinity);
    if (isCheap && isLower && now.staysLow(larger, point)) best = point;
    larger = point;
  }
  return best ?? lowest;
}

/** The three rates of so many digits around one. */
function roundRates(rate: number, digits: number): number[] {
  const unit = 10 ** (Math.floor(Math.log10(rate)) + 1 - digits);
  const units = Math.round(rate / unit);
  return [units - 1, units, units + 1]
    .filter((count) => count > 0)
    .map((count) => rounded(count * unit));
}

/** Evenly spaced in log η, both ends included, at least so many to a factor of ten. */
function evenly(from: number, to: number, density: number): number[] {
  const count = 1 + Math.ceil(density * Math.log10(to / from));
  return Array.from({ length: count }, (_, k) => from * (to / from) ** (k / (count - 1)));
}

function rounded(rate: number): number {
  return Number(rate.toPrecision(mostDigits));
}
