import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Objective } from "../../objective/objective";
import { gaussian } from "../../options/gaussian";
import { seededRandom } from "../../options/seededRandom";
import type { GradientSampling } from "./runPlan";

/** Replaces the full gradient in `gradient` by the one that the step uses; called once a step, in order. */
export type GradientSampler = (theta: Float64Array, gradient: Float64Array) => void;

/** Whether the steps use the derivative of the full loss. */
export function isExactGradient(sampling: GradientSampling | undefined): boolean {
  return !sampling || (!sampling.noise && sampling.batchSize === undefined);
}

/**
 * The gradient of a mini-batch (drawn without replacement, reshuffled each epoch; the last batch of
 * an epoch may be smaller) plus Gaussian noise. The same seed gives the same sequence.
 *
 * Throws when a batch is asked for and the objective is not a mean over samples.
 */
export function createSampler(objective: Objective, sampling: GradientSampling): GradientSampler {
  const { seed, noise = 0, batchSize } = sampling;
  const random = seededRandom(seed);
  const nextBatch = batchSize === undefined ? undefined : batches(objective, batchSize, random);
  const nextNoise = gaussian(random);
  return (theta, gradient) => {
    if (nextBatch) objective.samples!.batchGradient(theta, nextBatch(), gradient);
    if (noise !== 0) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! + noise * nextNoise();
    }
  };
}

function batches(objective: Objective, size: number, random: RandomGenerator): () => Int32Array {
  const count = objective.samples?.count;
  if (count === undefined) throw new Error("mini-batches need a loss that is a mean over samples");
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`batch size ${size}`);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  let next = count;
  return () => {
    if (next >= count) {
      shuffle(order, random);
      next = 0;
    }
    const batch = order.slice(next, next + size);
    next += size;
    return batch;
  };
}

/** Fisher–Yates. */
function shuffle(order: Int32Array, random: RandomGenerator): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
}
