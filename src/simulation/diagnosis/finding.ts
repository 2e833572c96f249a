import type { RunOptions } from "../../options/runOptions";
import type { Place } from "../../text/place";
import type { RunView } from "./runView";

/** What a run can be found to do. */
export type FindingId =
  | "notFinite"
  | "threw"
  | "diverging"
  | "bouncing"
  | "crawling"
  | "plateau"
  | "saddle"
  | "localMinimum"
  | "burst"
  | "limitCycle"
  | "sigmaOnlyGrows"
  | "earlySigmaUnreliable"
  | "momentumOvershoot"
  | "converged"
  | "noiseFloor"
  | "relativeThreshold"
  | "descending"
  | "nearlyThere";

/** A number that supports a finding; `at` is the row it is true of. */
export interface Evidence {
  readonly name: EvidenceName;
  readonly value: number;
  readonly at?: number;
}

export type EvidenceName =
  | "loss"
  | "startLoss"
  | "bestLoss"
  | "lowerLoss"
  | "gradientNorm"
  | "largestGradientNorm"
  | "stability"
  | "stabilityLimit"
  | "largestCurvature"
  | "smallestCurvature"
  | "minimumRatio"
  | "stepsNeeded"
  | "steps"
  | "gap"
  | "amplitude"
  | "learningRate"
  | "sigmaFirst"
  | "sigmaLast"
  | "sigmaSpread"
  | "rebound"
  | "bursts"
  | "alternations"
  | "signalToNoise";

/** A change to the run that should help, as a new run beside the old one. */
export interface Remedy {
  readonly labelKey: RemedyKey;
  readonly arguments: Readonly<Record<string, number | string>>;
  readonly change: Partial<RunOptions>;
}

export type RemedyKey =
  | "lowerRate"
  | "raiseRate"
  | "decay"
  | "warmUp"
  | "constantRate"
  | "scaledRates"
  | "constantRates"
  | "useAdam"
  | "useMomentum"
  | "useRmsprop"
  | "lessMomentum";

/** A finding is data: its words come from `messages.ts` in the reader's language. */
export interface Finding {
  readonly id: FindingId;
  readonly severity: "info" | "warning" | "error";
  /** Rows it spans, both included. */
  readonly span: readonly [number, number];
  /** The parameter it shows in most. */
  readonly parameter?: number;
  readonly evidence: readonly Evidence[];
  readonly messageKey: MessageKey;
  readonly arguments: Readonly<Record<string, number | string>>;
  readonly remedies: readonly Remedy[];
  /** Where in the code it comes from, whatever the method: it is underlined there. */
  readonly place?: Place | undefined;
}

export type MessageKey =
  | FindingId
  | "divergingOutOfDomain"
  | "divergingLater"
  | "divergingWithinLimit"
  | "divergingAtCall"
  | "bouncingWithinLimit"
  | "bouncingUnsettled"
  | "threwAtStart"
  | "convergedFlat"
  | "convergedNearly"
  | "notFiniteCall"
  | "slopeNotFinite"
  | "divergingUnbounded"
  | "limitCycleKink"
  | "localMinimumPlace"
  | "localMinimumNear"
  | "localMinimumNearPlace"
  | "saddleRidge"
  | "plateauZero"
  | "plateauOvershot"
  | "crawlingStopped"
  | "crawlingInValley"
  | "saddlePassed"
  | "burstAhead";

/** A finding as its detector tells it, in the words of its id unless it has others. */
export interface Found extends Omit<Finding, "id" | "messageKey"> {
  readonly messageKey?: MessageKey;
}

/** Looks for one kind of finding. */
export interface Detector {
  readonly id: FindingId;
  /** Findings that this one explains: they are dropped where both are found. */
  readonly explains: readonly FindingId[];
  /** Whether it makes sense where the gradient is noisy. */
  readonly worksOnNoise: boolean;
  detect(view: RunView): Found | undefined;
}
