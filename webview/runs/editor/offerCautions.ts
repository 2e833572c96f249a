import { say } from "../../../l10n/words";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { formatNumber } from "../../charts/numbers";
import { rateWorthNaming } from "./rateMarks";

/** A rate above the offered one by up to this factor is hardly larger. */
const hardlyLarger = 1.05;

/** It ends far higher if so many times as high, by a share of the descent that shows. */
const farHigher = 10;
const shareThatShows = 1e-6;

/** What to know of an offered rate before it is taken: that it stands on a brink, or above what curvature allows. */
export function offerCautions(found: RangeTestResult): string[] {
  const { offer } = found;
  if (!offer) return [];
  const brink = brinkAbove(found);
  const allowed = rateWorthNaming(found, "stableAlongPath");
  const isPastCurvature = allowed !== undefined && allowed < offer.learningRate;
  return [
    ...(brink ? [say(brink.words, brink)] : []),
    ...(isPastCurvature ? [say("rate.pastCurvature")] : []),
  ];
}

/** The first tried rate that is hardly larger than the offered one and ends far higher. */
function brinkAbove(found: RangeTestResult) {
  const { rates, losses, offer, startLoss } = found;
  const { learningRate, loss } = offer!;
  const bound =
    loss + Math.max((farHigher - 1) * Math.abs(loss), shareThatShows * (startLoss - loss));
  const at = rates.findIndex(
    (rate, k) => rate > learningRate && rate <= hardlyLarger * learningRate && losses[k]! > bound,
  );
  if (at < 0) return undefined;
  const lost = losses[at] === Infinity ? (found.lost ?? "grew") : undefined;
  return {
    words: lost ? (`rate.brink.${lost}` as const) : ("rate.brink" as const),
    rate: formatNumber(rates[at]!, 4),
    percent: formatNumber(100 * (rates[at]! / learningRate - 1), 2),
    loss: formatNumber(losses[at]!, 4),
  };
}
