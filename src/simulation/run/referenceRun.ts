import type { Run } from "./run";
import type { RunPlan } from "./runPlan";
import { startStepSource } from "./stepSource";
import { createStepper, type Stepper } from "./stepper";

/** The run loop in plain TypeScript, which the fused loop must match bit for bit. */
export function createReferenceRun(plan: RunPlan): Run {
  const stepper = createStepper(plan, startStepSource(plan));
  const { recorder } = stepper;
  return runOf(stepper, {
    step(count) {
      for (let k = 0; k < count && !stepper.stop; k++) stepper.advance(false);
      if (recorder.rows === plan.steps && !stepper.stop) stepper.advance(false);
    },
    release: () => undefined,
  });
}

/** A run whose rows a stepper holds, whatever takes its steps. */
export function runOf(stepper: Stepper, { step, release }: Pick<Run, "step" | "release">): Run {
  const { recorder } = stepper;
  const rowsOf = (work: () => void) => {
    const from = recorder.rows;
    work();
    return recorder.slice(from, stepper.evaluations, stepper.stop);
  };
  return {
    ...{ step, release },
    get stop() {
      return stepper.stop;
    },
    get rows() {
      return recorder.rows;
    },
    advance: (count) => rowsOf(() => step(count)),
    cancel: () =>
      rowsOf(() => {
        if (!stepper.stop) stepper.advance(true);
      }),
    trace() {
      if (!stepper.stop) throw new Error("the run has not ended");
      return recorder.trace(stepper.evaluations, stepper.stop, stepper.theta);
    },
  };
}
