// simulation/diagnosis: why a run did what it did.
// What enters: a run that has ended, with its objective and its options. What leaves: findings with steps and numbers as
// evidence, one file each, and remedies, which the runner tries before anybody reads of them (`remedyTrial.ts`). Their names
// are in `finding.ts`, their words are templates in `messagesEnglish.ts` and `messagesZhTw.ts`; what several detectors look
// at is computed once, in `runView.ts`.
// Who may call: the runner; everybody else sees findings as the protocol has them.

import { bouncing } from "./bouncing";
import { burst } from "./burst";
import { converged } from "./converged";
import { crawling } from "./crawling";
import { diverging } from "./diverging";
import { earlySigmaUnreliable } from "./earlySigmaUnreliable";
import { descending } from "./descending";
import type { Detector, Finding } from "./finding";
import { limitCycle } from "./limitCycle";
import { localMinimum } from "./localMinimum";
import { momentumOvershoot } from "./momentumOvershoot";
import { nearlyThere } from "./nearlyThere";
import { noiseFloor } from "./noiseFloor";
import { notFinite } from "./notFinite";
import { plateau } from "./plateau";
import { createRunView, type RunView } from "./runView";
import type { DiagnosisInput } from "./diagnosisInput";
import { relativeThreshold } from "./relativeThreshold";
import { saddle } from "./saddle";
import { sigmaOnlyGrows } from "./sigmaOnlyGrows";
import { threw } from "./threw";

/** The detectors, most serious first; findings come in this order. */
export const detectors: readonly Detector[] = [
  diverging,
  burst,
  limitCycle,
  bouncing,
  momentumOvershoot,
  earlySigmaUnreliable,
  saddle,
  localMinimum,
  plateau,
  sigmaOnlyGrows,
  crawling,
  noiseFloor,
  converged,
];

/**
 * Why a run did what it did, as findings with evidence and remedies; none where nothing is wrong. A
 * finding that a more serious one explains is left out. The run must have ended. Costs a few hundred
 * Hessians for up to 50 parameters, and some passes over the rows.
 */
export function diagnose(input: DiagnosisInput): Finding[] {
  return diagnoseView(createRunView(input));
}

/** The same for a view that its caller wants to look at, too. */
export function diagnoseView(view: RunView): Finding[] {
  const fact = notFinite(view) ?? threw(view);
  if (fact) return [fact];
  const found: Finding[] = [];
  const explained = new Set<string>();
  for (const detector of detectors) {
    if (explained.has(detector.id) || (view.noisy && !detector.worksOnNoise)) continue;
    const finding = detector.detect(view);
    if (!finding) continue;
    found.push({ id: detector.id, messageKey: detector.id, ...finding });
    if (finding.severity !== "info") detector.explains.forEach((id) => explained.add(id));
  }
  const ofSetting = relativeThreshold(view);
  const told = [...found.filter(({ id }) => !explained.has(id)), ...(ofSetting ? [ofSetting] : [])];
  if (told.length > 0) return told;
  const unfinished = descending(view) ?? nearlyThere(view);
  return unfinished ? [unfinished] : [];
}
