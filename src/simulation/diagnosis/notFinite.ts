import type { NonFiniteCause } from "../../objective/objective";
import type { Finding } from "./finding";
import type { RunView } from "./runView";

/**
 * Not finite at the start: the run could not take a step, for the loss or its slope is not a finite number there. That is
 * no judgement but a fact, so it is not among the detectors.
 */
export function notFinite({ trace, objective }: RunView): Finding | undefined {
  if (trace.rows > 1 || trace.stop.reason !== "nonFinite") return undefined;
  const loss = trace.loss[0]!;
  const cause = Number.isFinite(loss) ? undefined : objective.nonFiniteCause?.(trace.end);
  return {
    id: "notFinite",
    severity: "error",
    span: [0, 0],
    evidence: [],
    messageKey: Number.isFinite(loss) ? "slopeNotFinite" : cause ? "notFiniteCall" : "notFinite",
    arguments: { loss: String(loss), ...(cause && causeArguments(cause)) },
    remedies: [],
    place: cause?.place,
  };
}

/** What a sentence says of a cause; its place in brackets behind it. */
export function causeArguments({ call, result, place }: NonFiniteCause): Record<string, string> {
  return { call, result: String(result), place: placeInBrackets(place) };
}

/** " (loss.ts:5:10)" behind what it is the place of; nothing where it is not known. */
export function placeInBrackets(place: NonFiniteCause["place"]): string {
  const file = place?.file.split(/[\\/]/).at(-1);
  return place ? ` (${file ?? ""}:${place.line}:${place.column})` : "";
}
