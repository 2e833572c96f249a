import type { RunOptions } from "../options/runOptions";
import type { Optimizer } from "../optimizers/optimizer";
import type { PanelFinding } from "../protocol/panel";
import type { RunDiagnosis } from "../protocol/runner";
import type { RunCurvature } from "../protocol/series";
import { exactCurvatureUpTo } from "../simulation/curvature";
import { diagnoseView } from "../simulation/diagnosis/diagnose";
import type { Finding } from "../simulation/diagnosis/finding";
import {
  findingText,
  findingTitle,
  messagesIn,
  remedyLabel,
  type Messages,
} from "../simulation/diagnosis/messages";
import { createRunView, type RunView } from "../simulation/diagnosis/runView";
import type { Objective } from "../simulation/objective";
import type { GradientSampling } from "../simulation/runPlan";
import { breath } from "./breath";
import type { FinishedRun } from "./runJob";

/** Hessians that the diagnosis of one run may cost, and milliseconds that they may take. */
const hessians = 400;
const patience = 2000;

/** What a diagnosis needs from the session it is made in. */
export interface DiagnosisContext {
  readonly objective: Objective;
  readonly sampling: GradientSampling;
  /** Language of VS Code's display. */
  readonly language: string;
  readonly findOptimizer: (id: string) => Optimizer | undefined;
  /** Has no newer job begun? */
  isCurrent(): boolean;
  /** Runs a stretch that evaluates the user's code. */
  during<T>(work: () => T): T;
}

/**
 * Diagnoses finished runs one after the other, breathing between them. Says nothing once a newer job has begun, nor
 * when the curvature along the runs would take more than two seconds a run.
 */
export async function diagnoseRuns(
  finished: readonly FinishedRun[],
  context: DiagnosisContext,
): Promise<readonly RunDiagnosis[]> {
  const diagnoses: RunDiagnosis[] = [];
  const traces = finished.map(({ run }) => run.trace());
  const lowestKnown = traces.reduce(
    (lowest, { loss }) => loss.reduce((least, value) => (value < least ? value : least), lowest),
    Infinity,
  );
  if (!context.during(() => isAffordable(context.objective, finished))) return [];
  for (const [index, { id, options }] of finished.entries()) {
    await breath();
    if (!context.isCurrent()) return [];
    const optimizer = context.findOptimizer(options.optimizer);
    const trace = traces[index];
    if (!optimizer || !trace) continue;
    const { objective, sampling } = context;
    const view = createRunView({
      ...{ trace, options, optimizer, objective, sampling },
      ...(Number.isFinite(lowestKnown) ? { lowestKnown } : {}),
    });
    const found = context.during(() => diagnoseView(view));
    const curvature = context.during(() => runCurvature(id, view));
    const messages = messagesIn(context.language);
    diagnoses.push({
      runId: id,
      findings: found.map((finding) => panelFinding(id, finding, options, messages)),
      ...(curvature ? { curvature } : {}),
    });
  }
  return diagnoses;
}

/** One Hessian is timed, the second: the first also prepares the code. So many more must not take too long. */
export function isAffordable(objective: Objective, finished: readonly FinishedRun[]): boolean {
  const start = finished[0]?.start;
  if (!start || objective.dimension > exactCurvatureUpTo) return true;
  objective.hessian(start);
  const began = performance.now();
  objective.hessian(start);
  return (performance.now() - began) * hessians < patience;
}

function runCurvature(runId: string, { curvature, limit }: RunView): RunCurvature | undefined {
  if (!curvature) return undefined;
  const { rows: steps, largest, smallest, condition, rateTimesLargest, stability } = curvature;
  return {
    ...{ runId, steps, largest, smallest, condition, rateTimesLargest, stability },
    ...(limit === undefined ? {} : { limit }),
  };
}

function panelFinding(
  runId: string,
  finding: Finding,
  options: RunOptions,
  messages: Messages,
): PanelFinding {
  const [from, to] = finding.span;
  return {
    runId,
    id: finding.id,
    severity: finding.severity,
    title: findingTitle(finding, messages),
    text: findingText(finding, messages),
    from,
    to,
    evidence: finding.evidence.map(({ name, value, at }) => ({
      name: messages.evidence[name],
      value,
      ...(at === undefined ? {} : { step: at }),
    })),
    remedies: finding.remedies.map((remedy) => {
      const label = remedyLabel(remedy, messages);
      const changed = { ...options, ...remedy.change };
      return { label, options: { ...changed, label: `${options.label}, ${label}` } };
    }),
  };
}
