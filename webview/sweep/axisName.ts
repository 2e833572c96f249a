import type { SweepTarget } from "../../src/options/sweepOptions";
import { spokenName } from "../parts/spokenName";
import { say } from "../../l10n/words";
import { formatNumber } from "../charts/numbers";

/** What of a run is swept, as it is written and as what it is. */
export interface NamedTarget {
  readonly name: string;
  readonly target: SweepTarget;
}

/** What is swept, named as its control is: "lr" is η (lr), "lr.x" is η x, "beta1" is β₁, a coordinate of θ⁰ is Start x. */
export function axisName({ name, target }: NamedTarget): string {
  switch (target.kind) {
    case "lr":
      return say("editor.rate");
    case "argument":
      return `η ${name.slice(name.indexOf(".") + 1)}`;
    case "start":
      return say("settings.start", { name });
    case "seed":
      return say("settings.seed");
    default:
      return spokenName(name);
  }
}

/** A value of what is swept, with its name. */
export function axisValue(named: NamedTarget, value: number): string {
  return `${axisName(named)} ${formatNumber(value, 4)}`;
}
