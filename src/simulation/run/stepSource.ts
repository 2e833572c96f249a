import type { ElementOptimizer } from "../../optimizers/optimizer";
import type { RunPlan } from "./runPlan";

/** What of a step depends on the step alone. */
export interface StepSource {
  /** η^t; asked once a step, in order. */
  rateAt(t: number): number;
  /** Tells L(θ^t) to a schedule that watches it. */
  observe(loss: number): void;
  /** The method's per-step scalars at t; asked once a step, in order, after `rateAt(t)`. */
  scalarsAt(t: number, learningRate: number): Record<string, number>;
  /** The same for each group of parameters, where they differ; asked and told as this one is. */
  readonly groups?: readonly StepSource[] | undefined;
}

type Values = Parameters<ElementOptimizer["update"]>[2];

/** Computes rates and scalars as the run goes; `previous` are the scalars of the step before the first asked for. */
export function startStepSource(
  plan: Pick<RunPlan, "optimizer" | "hyperparameters" | "startRate" | "groups">,
  previous?: Readonly<Record<string, number>>,
): StepSource {
  const rate = plan.startRate();
  const { optimizer } = plan;
  const hyperparameters = plan.hyperparameters as Values;
  let last = previous;
  return {
    rateAt: (t) => rate.rateAt(t),
    observe: (loss) => rate.observe?.(loss),
    scalarsAt(t, learningRate) {
      if (optimizer.kind !== "element") return {};
      const scalars = optimizer.perStep?.({ t, learningRate }, hyperparameters, last) ?? {};
      last = scalars;
      return scalars;
    },
    groups: plan.groups?.groups.map(({ hyperparameters: values, startRate }) =>
      startStepSource({ optimizer, hyperparameters: values, startRate }),
    ),
  };
}
