import type { Run } from "./run";
import type { RunPlan } from "./runPlan";
import { startStepSource } from "./stepSource";
import { createStepper } from "./stepper";

/** The run loop in plain TypeScript, which the fused loop must match bit for bit. */
export function createReferenceRun(plan: RunPlan): Run {
  const stepper = createStepper(plan, startStepSource(plan));
  const { recorder, theta } = stepper;
  return {
    get stop() {
      return stepper.stop;
    },
    get rows() {
      return recorder.rows;
    },
    step(count) {
      for (let k = 0; k < count && !stepper.stop; k++) stepper.advance(false);
      if (recorder.rows === plan.steps && !stepper.stop) stepper.advance(false);
    },
    advance(count) {
      const from = recorder.rows;
      this.step(count);
      return recorder.slice(from, stepper.evaluations, stepper.stop);
    },
    cancel() {
      const from = recorder.rows;
      if (!stepper.stop) stepper.advance(true);
      return recorder.slice(from, stepper.evaluations, stepper.stop);
    },
    trace() {
      if (!stepper.stop) throw new Error("the run has not ended");
      return recorder.trace(stepper.evaluations, stepper.stop, theta);
    },
    release: () => undefined,
  };
}
