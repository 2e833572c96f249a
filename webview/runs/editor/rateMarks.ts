import { say } from "../../../l10n/words";
import type { WordKey } from "../../../l10n/wordsEnglish";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { roundToDigits } from "../../../src/text/number";
import { lossHeights } from "../../charts/lossHeights";

/** A rate that is marked on the chart: up to `slow` runs hardly get on, from `blowsUp` they blow up. */
export interface RateMark {
  readonly kind: "slow" | "stableAlongPath" | "stableAtStart" | "blowsUp";
  readonly rate: number;
  readonly name: string;
}

/** The grounds first: they have room in one line. */
const markNames: readonly (readonly [RateMark["kind"], WordKey])[] = [
  ["slow", "rate.slow"],
  ["blowsUp", "rate.blowsUp.grew"],
  ["stableAlongPath", "rate.stableAlongPath"],
  ["stableAtStart", "rate.stableAtStart"],
];

/**
 * A rate as far as it is known and worth a word: what curvature at some places allows is none where runs at lower rates
 * have been seen to blow up.
 */
export function rateWorthNaming(
  found: RangeTestResult,
  kind: RateMark["kind"],
): number | undefined {
  const rate = kind === "slow" ? slowBelow(found) : found[kind];
  if (rate === undefined || !Number.isFinite(rate)) return undefined;
  return kind !== "blowsUp" && rate > (found.blowsUp ?? Infinity) ? undefined : rate;
}

/** The rates worth naming, to the four digits that are shown; where start and path allow the same, one mark says so. */
export function marksOf(found: RangeTestResult): RateMark[] {
  const marks = markNames.flatMap(([kind, word]) => {
    const rate = rateWorthNaming(found, kind);
    const name = say(kind === "blowsUp" ? `rate.blowsUp.${found.lost ?? "grew"}` : word);
    return rate === undefined ? [] : [{ kind, rate: roundToDigits(rate, 4), name }];
  });
  const rateOf = (kind: RateMark["kind"]) => marks.find((mark) => mark.kind === kind)?.rate;
  const alongPath = rateOf("stableAlongPath");
  if (alongPath === undefined || alongPath !== rateOf("stableAtStart")) return marks;
  return marks
    .filter(({ kind }) => kind !== "stableAtStart")
    .map((mark) =>
      mark.kind === "stableAlongPath" ? { ...mark, name: say("rate.stableThroughout") } : mark,
    );
}

/** The rate up to which runs end in the upper half of what lies between the start's loss and the offered rate's. */
function slowBelow({ rates, losses, startLoss, offer }: RangeTestResult): number | undefined {
  if (!offer) return undefined;
  const heightOf = lossHeights([offer.loss], startLoss);
  const isSlow = (loss: number): boolean => heightOf(loss) > heightOf(startLoss) / 2;
  const first = losses.findIndex((loss) => !isSlow(loss));
  return first > 0 ? rates[first] : undefined;
}
