import type { Finding } from "./finding";
import { placeInBrackets } from "./notFinite";
import type { RunView } from "./runView";

/** The run came to a point at which the loss function throws: a fact, so it is not among the detectors. */
export function threw({ trace }: RunView): Finding | undefined {
  const { reason, step, fault } = trace.stop;
  if (reason !== "threw" || fault === undefined) return undefined;
  return {
    id: "threw",
    severity: "error",
    span: [Math.max(0, step - 1), step],
    evidence: step > 0 ? [{ name: "loss", value: trace.loss[step - 1]!, at: step - 1 }] : [],
    messageKey: step > 0 ? "threw" : "threwAtStart",
    arguments: { step, message: fault.message, place: placeInBrackets(fault.place) },
    remedies: [],
  };
}
