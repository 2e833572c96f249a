import { formatCount, formatNumber } from "../charts/numbers";
import { saySweep } from "../../l10n/sweepWords";
import { axisValue } from "./axisName";
import type { AxisChoice } from "./sweepModel";
import type { FoundSweep } from "./sweepSearch";

/** A cell in words: where it is, and what its run came to. */
export function cellText(
  { axes, found, measure }: FoundSweep,
  names: readonly AxisChoice[],
  cursor: number,
): string {
  const { columns, values, diverged, steps } = found;
  const places = [cursor % columns, Math.floor(cursor / columns)];
  const place = axes
    .map((axis, k) =>
      axisValue({ name: names[k]!.name, target: axis.target }, axis.values[places[k]!]!),
    )
    .join(", ");
  const value = values[cursor]!;
  if (Number.isNaN(value)) return place;
  const isLost = diverged[cursor] === 1 && value === Infinity;
  if (isLost)
    return saySweep("cell", { place, value: saySweep("divergedAt", { step: steps[cursor]! }) });
  if (measure.kind === "steps") {
    const shown = value === Infinity ? saySweep("never") : formatCount(value);
    return saySweep("cell", { place, value: shown });
  }
  return saySweep("cell", { place, value: `L ${formatNumber(value, 5)}` });
}
