import { followingRecorder, type Follow, type Outcome } from "../run/outcome";
import type { RunPlan } from "../run/runPlan";
import { createStepperInto } from "../run/stepper";
import type { StepSource } from "../run/stepSource";
import type { CellAt } from "./cellInputs";

/** Steps of the reference loop that are worth a try: a run that a stop rule ends, ends at once or soon. */
const mostSteps = 64;

/** Goes on with a cell that left the compiled loop; undefined where its run does not end within a few steps. */
export function endCell(at: CellAt, plan: RunPlan, follow: Follow): Outcome | undefined {
  const recorder = followingRecorder(follow, at.row, at.followed);
  const { groups, of } = plan.groups ?? {};
  const own = groups?.map((_group, k) => at.sourceOf(of!.indexOf(k)));
  const source: StepSource = { ...at.sourceOf(0), groups: own };
  const stepper = createStepperInto(recorder, plan, source);
  stepper.theta.set(at.theta);
  const initial = stepper.initialStates(
    source.rateAt(0),
    own?.map((one) => one.rateAt(0)),
  );
  stepper.states = initial.map((state, i) => ({ ...state, ...at.states[i] }));
  if (at.before) stepper.extras.before.set(at.before);
  stepper.limit = at.limit;
  for (let k = 0; k < mostSteps && !stepper.stop; k++) stepper.advance(false);
  if (!stepper.stop) return undefined;
  const { loss, lowest, highest, reached } = recorder;
  return { stop: stepper.stop, loss, lowest, highest, reached };
}
