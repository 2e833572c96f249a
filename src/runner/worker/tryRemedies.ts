import { automaticLabel } from "../../options/describeRun";
import type { Optimizer } from "../../optimizers/optimizer";
import type { PanelRemedy } from "../../protocol/panel";
import type { FindingRemedies } from "../../protocol/runner";
import { messagesIn, remedyLabel, type Messages } from "../../simulation/diagnosis/messages";
import {
  outcomeOf,
  tryRemedy,
  type RemedyTrialSetting,
  type TriedRemedy,
} from "../../simulation/diagnosis/remedyTrial";
import type { Remedy } from "../../simulation/diagnosis/finding";
import { planRun, type RunSetting } from "../../simulation/run/runPlan";
import { lowestLoss, type DiagnosedRun } from "./diagnoseRuns";
import { Trials, type TrialContext } from "./trialRun";

/** Milliseconds that the remedies of a job may take together: what is not tried by then is not offered. */
const patience = 10_000;

/** What trying remedies needs from the session it is done in. */
export interface RemedyContext extends TrialContext {
  /** What the runs have in common. */
  readonly setting: RunSetting;
  /** Language of VS Code's display. */
  readonly language: string;
  readonly findOptimizer: (id: string) => Optimizer | undefined;
  readonly findLifted: (id: string) => Optimizer | undefined;
}

/**
 * Tries every remedy of the runs' findings, the run it changes taken over all its steps, and tells those that help with
 * what they reach. The same options are offered once a run.
 */
export async function tryRemedies(
  diagnosed: readonly DiagnosedRun[],
  context: RemedyContext,
): Promise<readonly FindingRemedies[]> {
  const deadline = performance.now() + patience;
  const isCurrent = (): boolean => context.isCurrent() && performance.now() < deadline;
  const limited = { ...context, isCurrent };
  const trials = new Trials(limited);
  const messages = messagesIn(context.language);
  const { findOptimizer } = context;
  const lowestKnown = lowestLoss(diagnosed.map(({ finished }) => finished));
  const answers: FindingRemedies[] = [];
  for (const { finished, findings } of diagnosed) {
    const { id: runId, options, run } = finished;
    const trace = run.trace();
    const startLoss = trace.loss[0]!;
    const setting = { options, outcome: outcomeOf(trace), startLoss, lowestKnown, findOptimizer };
    const offered = new Set<string>();
    for (const { id: findingId, remedies } of findings) {
      const helpful: PanelRemedy[] = [];
      for (const remedy of remedies) {
        const tried = await tryOne(remedy, setting, limited, trials);
        if (!context.isCurrent()) return [];
        const offer = tried && panelRemedy(tried, context, messages);
        const key = JSON.stringify(offer?.options);
        if (!offer || offered.has(key)) continue;
        offered.add(key);
        helpful.push(offer);
      }
      answers.push({ runId, findingId, remedies: helpful });
    }
  }
  return answers;
}

async function tryOne(
  remedy: Remedy,
  setting: RemedyTrialSetting,
  context: RemedyContext,
  trials: Trials,
): Promise<TriedRemedy | undefined> {
  const { findOptimizer, findLifted } = context;
  const trial = tryRemedy(remedy, setting);
  let next = trial.next();
  while (!next.done) {
    if (!context.isCurrent()) return undefined;
    const plan = planRun(next.value, context.setting, findOptimizer, findLifted);
    const outcome = await trials.run(plan, outcomeOf);
    if (!outcome) return undefined;
    next = trial.next(outcome);
  }
  return next.value;
}

/** Named by its method and what is changed: no number that the run it is offered for had. */
function panelRemedy(
  { remedy, options, outcome }: TriedRemedy,
  { findOptimizer }: RemedyContext,
  messages: Messages,
): PanelRemedy {
  const label = remedyLabel(remedy, messages);
  const optimizer = findOptimizer(options.optimizer)!;
  const method = automaticLabel(optimizer, options.hyperparameters);
  const name = remedy.change.optimizer === undefined ? `${method}, ${label}` : label;
  const { loss, steps } = outcome;
  return { label, options: { ...options, label: name }, loss, steps };
}
