import { converged } from "./pace";
import type { Finding } from "./finding";
import type { Trace } from "../run/record";
import type { RunView } from "./runView";

/** The share of the steps by whose end the descent is judged. */
const lastShare = 0.1;

/** What the loss still gains must be this share of its descent to be worth a word. */
const littleGain = 1e3 * converged;

/**
 * Still descending: the steps are used up while the loss falls. Told where nothing else is found, so that a run without
 * a finding is one that has done what it could. A loss that climbs by more than it gains bounces, whatever its two ends
 * are. No judgement but a fact, so it is not among the detectors.
 */
export function descending({ trace, last, range, noisy }: RunView): Finding | undefined {
  const steps = Math.ceil(lastShare * last);
  if (noisy || trace.stop.reason !== "steps" || steps === 0) return undefined;
  const from = last - steps;
  const loss = trace.loss[last]!;
  const gain = trace.loss[from]! - loss;
  if (!(gain > littleGain * range) || climbed(trace, from) > gain) return undefined;
  return {
    id: "descending",
    severity: "info",
    span: [from, last],
    evidence: [
      { name: "loss", value: trace.loss[from]!, at: from },
      { name: "loss", value: loss, at: last },
    ],
    messageKey: "descending",
    arguments: { steps, gain, percent: (100 * gain) / range },
    remedies: [],
  };
}

/** The sum of all rises from a row on. */
function climbed({ loss, rows }: Trace, from: number): number {
  let sum = 0;
  for (let t = from + 1; t < rows; t++) sum += Math.max(0, loss[t]! - loss[t - 1]!);
  return sum;
}
