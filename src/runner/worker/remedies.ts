import { automaticLabel } from "../../options/describeRun";
import type { PanelRemedy, DiagnoseRequest, FindingRemedies } from "../../protocol/diagnosis";
import { messagesIn, remedyLabel } from "../../simulation/diagnosis/messages";
import type { Messages } from "../../simulation/diagnosis/messagesEnglish";
import {
  outcomeOf,
  tryRemedy,
  type RemedyTrialSetting,
  type TriedRemedy,
} from "../../simulation/diagnosis/remedyTrial";
import type { Remedy } from "../../simulation/diagnosis/finding";
import { planRun, type RunSetting } from "../../simulation/run/runPlan";
import type { OpenSession } from "./openSession";
import { Pace } from "./pace";
import { settingOf } from "./runs";
import type { FindOptimizer } from "./sessionOptimizers";
import type { Task } from "./task";
import { runTrial } from "./trial";

/** Milliseconds that the remedies of a job may take together: what is not tried by then is not offered. */
const patience = 10_000;

/**
 * Tries every remedy of what the diagnosis of a job found, the run it changes taken over all its steps, and tells those
 * that help with what they reach. The same options are offered once a run.
 */
export function* tryRemedies(
  { job, language }: DiagnoseRequest,
  session: OpenSession,
): Task<readonly FindingRemedies[]> {
  const { finished: done, findOptimizer } = session;
  if (done?.request.job !== job) return [];
  const deadline = performance.now() + patience;
  const messages = messagesIn(language);
  const trying = { setting: settingOf(done.request, session), pace: new Pace(), deadline };
  const lowestKnown = done.lowestLoss ?? Infinity;
  const answers: FindingRemedies[] = [];
  for (const { finished, findings } of done.diagnosed ?? []) {
    const { id: runId, options, run } = finished;
    const trace = run.trace();
    const startLoss = trace.loss[0]!;
    const setting = { options, outcome: outcomeOf(trace), startLoss, lowestKnown, findOptimizer };
    const offered = new Set<string>();
    for (const { id: findingId, remedies } of findings) {
      const helpful: PanelRemedy[] = [];
      for (const remedy of remedies) {
        const tried = yield* tryOne(remedy, setting, trying);
        const offer = tried && panelRemedy(tried, findOptimizer, messages);
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

/** What the trials of a job have in common. */
interface Trying {
  readonly setting: RunSetting;
  readonly pace: Pace;
  readonly deadline: number;
}

function* tryOne(
  remedy: Remedy,
  setting: RemedyTrialSetting,
  { setting: common, pace, deadline }: Trying,
): Task<TriedRemedy | undefined> {
  const trial = tryRemedy(remedy, setting);
  let next = trial.next();
  while (!next.done) {
    if (performance.now() > deadline) return undefined;
    const plan = planRun(next.value, common, setting.findOptimizer);
    const outcome = yield* runTrial(plan, pace, outcomeOf, deadline);
    if (!outcome) return undefined;
    next = trial.next(outcome);
  }
  return next.value;
}

/** Named by its method and what is changed: no number that the run it is offered for had. */
function panelRemedy(
  { remedy, options, outcome }: TriedRemedy,
  findOptimizer: FindOptimizer,
  messages: Messages,
): PanelRemedy {
  const label = remedyLabel(remedy, messages);
  const optimizer = findOptimizer(options.optimizer)!;
  const method = automaticLabel(optimizer, options.hyperparameters);
  const name = remedy.change.optimizer === undefined ? `${method}, ${label}` : label;
  const { loss, steps } = outcome;
  return { label, options: { ...options, label: name }, loss, steps };
}
