import type { PanelFinding, DiagnoseRequest, RunDiagnosis } from "../../protocol/diagnosis";
import type { RunCurvature } from "../../protocol/series";
import { curvatureAt } from "../../simulation/curvature/curvature";
import { maximumSamples } from "../../simulation/curvature/curvaturePath";
import { diagnoseView } from "../../simulation/diagnosis/diagnose";
import type { Finding } from "../../simulation/diagnosis/finding";
import { findingText, findingTitle, messagesIn } from "../../simulation/diagnosis/messages";
import type { Messages } from "../../simulation/diagnosis/messagesEnglish";
import { createRunView, type RunView } from "../../simulation/diagnosis/runView";
import type { Objective } from "../../objective/objective";
import type { OpenSession } from "./openSession";
import { samplingOf } from "./runs";
import type { DiagnosedRun, FinishedRun } from "./finishedRun";
import type { Task } from "./task";

/** Milliseconds that the curvature along one run may take, and fewer samples of it than are worth having. */
const patience = 700;
const fewestSamples = 24;

/** The lowest loss that any of the runs came to. */
function lowestLoss(finished: readonly FinishedRun[]): number {
  return finished.reduce(
    (lowest, { run }) =>
      run.trace().loss.reduce((least, value) => (value < least ? value : least), lowest),
    Infinity,
  );
}

/**
 * Diagnoses the runs of a job one after the other, without curvature where that would take too long, and keeps what was
 * found for `tryRemedies`.
 */
export function* diagnose(
  { job, language }: DiagnoseRequest,
  { finished, objective, findOptimizer }: OpenSession,
): Task<readonly RunDiagnosis[]> {
  if (finished?.request.job !== job) return [];
  const { runs, request } = finished;
  const lowestKnown = (finished.lowestLoss = lowestLoss(runs));
  const sampling = samplingOf(request, objective);
  const messages = messagesIn(language);
  const diagnosed: DiagnosedRun[] = [];
  const curvatureSamples = affordableSamples(objective, runs);
  for (const one of runs) {
    yield undefined;
    const { id, options, run, groups } = one;
    const optimizer = findOptimizer(options.optimizer);
    if (!optimizer) continue;
    const view = createRunView({
      ...{ trace: run.trace(), options, optimizer, objective, sampling, curvatureSamples, groups },
      ...(Number.isFinite(lowestKnown) ? { lowestKnown } : {}),
    });
    const findings = diagnoseView(view);
    const curvature = runCurvature(id, view);
    const diagnosis = {
      runId: id,
      findings: findings.map((finding) => panelFinding(id, finding, messages)),
      ...(curvature ? { curvature } : {}),
    };
    diagnosed.push({ finished: one, findings, diagnosis });
  }
  finished.diagnosed = diagnosed;
  return diagnosed.map(({ diagnosis }) => diagnosis);
}

/**
 * Rows of a run at which the curvature may be computed in reasonable time, by the fastest of three. 0 where so few would be possible that they said nothing.
 */
export function affordableSamples(objective: Objective, finished: readonly FinishedRun[]): number {
  const start = finished[0]?.start;
  if (!start) return 0;
  const sigma = new Float64Array(objective.dimension).fill(1);
  let fastest = Infinity;
  // The first prepares the code, and any of them may wait for a busy machine.
  for (let k = 0; k < 3; k++) {
    const began = performance.now();
    curvatureAt(objective, start, sigma);
    fastest = Math.min(fastest, performance.now() - began);
  }
  const samples = Math.min(maximumSamples, patience / fastest);
  return samples < fewestSamples ? 0 : Math.floor(samples);
}

function runCurvature(runId: string, { curvature, limit }: RunView): RunCurvature | undefined {
  if (!curvature) return undefined;
  const { rows: steps, largest, smallest, condition, rateTimesLargest, stability } = curvature;
  return {
    ...{ runId, steps, largest, smallest, condition, rateTimesLargest, stability },
    ...(limit === undefined ? {} : { limit }),
  };
}

function panelFinding(runId: string, finding: Finding, messages: Messages): PanelFinding {
  const [from, to] = finding.span;
  return {
    runId,
    id: finding.id,
    severity: finding.severity,
    title: findingTitle(finding, messages),
    text: findingText(finding, messages),
    from,
    to,
    place: finding.place,
    evidence: finding.evidence.map(({ name, value, at }) => ({
      name: messages.evidence[name],
      value,
      step: at,
    })),
    ...(finding.remedies.length === 0 ? { remedies: [] } : {}),
  };
}
