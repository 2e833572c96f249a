import { computed } from "@preact/signals";
import type { Curve } from "../../src/protocol/series";
import { runResults } from "../store/panelData";
import { look } from "../store/view";

/** L*: the least loss that any run found, hidden ones too; undefined unless losses are shown above it. */
export const leastLoss = computed<number | undefined>(() => {
  if (!look("lossGap")) return undefined;
  const found = runResults.value.map(({ series }) => series?.bestLoss.loss ?? Infinity);
  const least = Math.min(...found);
  return Number.isFinite(least) ? least : undefined;
});

/** A curve above `least`: each value less it. */
export function above(curve: Curve, least: number): Curve {
  return { steps: curve.steps, values: curve.values.map((value) => value - least) };
}
