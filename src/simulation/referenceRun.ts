import { initialElementState } from "../optimizers/initialState";
import type {
  Hyperparameter,
  HyperparameterValues,
  Optimizer,
  VectorStep,
} from "../optimizers/optimizer";
import { startGradientExtras } from "./gradientExtras";
import { createRecorder } from "./recorder";
import type { Run } from "./run";
import type { RunPlan } from "./runPlan";
import { createSampler, isExactGradient } from "./sampling";
import { divergenceLimit, euclideanNorm, hasNonFinite } from "./stopRule";
import type { Stop } from "./trace";

/** The values of a catalogue optimizer, whose hyperparameters are known only by name. */
type AnyValues = HyperparameterValues<Record<string, Hyperparameter>>;

/** Where an update leaves its parts of θ ← (1 − η·decay)·θ − (η/σ)·m. */
interface StepParts {
  readonly m: Float64Array;
  readonly sigma: Float64Array;
  /** Decoupled decay the method asks for, per parameter. */
  readonly decay: Float64Array;
}

/** Everything an update may look at. */
interface StepInput {
  readonly t: number;
  readonly theta: Float64Array;
  readonly loss: number;
  /** The gradient after the extras. */
  readonly gradient: Float64Array;
  readonly learningRate: number;
}

/**
 * The run loop in plain TypeScript: the meaning of a run, which the fused loop must match bit for bit.
 *
 * One step, in this order: L and ∂L/∂θ at θ^t; the stop rules; sampling (noise, mini-batch); the
 * extras; η^t; the method's m, σ and decay; then for each coordinate
 *
 *     θ ← ((1 − η·decay)·θ) − ((η / σ)·m)
 *
 * with every operation rounded once, in the order of the brackets; decay is the method's own plus
 * `decoupledWeightDecay`. Every method and every objective runs here.
 */
export function createReferenceRun(plan: RunPlan): Run {
  const { objective, steps, tolerance = 0 } = plan;
  const n = objective.dimension;
  if (plan.start.length !== n) {
    throw new RangeError(`the start has ${plan.start.length} numbers, the loss ${n} parameters`);
  }
  const theta = plan.start.slice();
  const gradient = new Float64Array(n);
  const used = new Float64Array(n);
  const parts = {
    m: new Float64Array(n),
    sigma: new Float64Array(n),
    decay: new Float64Array(n),
  };
  const recorder = createRecorder(n, plan.record);
  const sampler = isExactGradient(plan.sampling)
    ? undefined
    : createSampler(objective, plan.sampling!);
  const changeGradient = startGradientExtras(plan.extras, n);
  const rate = plan.startRate();
  const outsideDecay = plan.extras.decoupledWeightDecay ?? 0;
  let evaluations = 0;
  let limit = Infinity;
  let stop: Stop | undefined;
  const update = createUpdate(plan, parts, () => evaluations++);

  function reasonToStop(t: number, loss: number, norm: number): Stop["reason"] | undefined {
    if (Math.abs(loss) > limit) return "diverged";
    if (tolerance > 0 && norm <= tolerance) return "converged";
    return t >= steps ? "steps" : undefined;
  }

  /** Appends row t, stepping away from it unless the run ends there. */
  function advanceOne(cancelled: boolean): void {
    const t = recorder.rows;
    const loss = objective.valueAndGradient(theta, gradient);
    evaluations++;
    if (t === 0) limit = divergenceLimit(loss);
    const broken = !Number.isFinite(loss) || hasNonFinite(gradient) || hasNonFinite(theta);
    if (!broken && sampler) sampler(theta, gradient);
    const gradientNorm = euclideanNorm(gradient);
    const end = (reason: Stop["reason"]): void => {
      stop = { reason, step: t };
      parts.sigma.fill(NaN);
      parts.m.fill(NaN);
      recorder.append({ loss, gradientNorm, learningRate: NaN, theta, gradient, ...parts });
    };
    const reason = broken ? "nonFinite" : reasonToStop(t, loss, gradientNorm);
    if (reason ?? cancelled) {
      end(reason ?? "cancelled");
      return;
    }

    used.set(gradient);
    changeGradient(used, theta);
    const learningRate = rate.rateAt(t);
    rate.observe?.(loss);
    update({ t, theta, loss, gradient: used, learningRate });
    if (!sampler && nothingMoves(theta, used, parts, outsideDecay)) {
      end("converged");
      return;
    }
    recorder.append({ loss, gradientNorm, learningRate, theta, gradient, ...parts });
    for (let i = 0; i < n; i++) {
      const kept = (1 - learningRate * (parts.decay[i]! + outsideDecay)) * theta[i]!;
      theta[i] = kept - (learningRate / parts.sigma[i]!) * parts.m[i]!;
    }
  }

  return {
    get stop() {
      return stop;
    },
    get rows() {
      return recorder.rows;
    },
    advance(count) {
      const from = recorder.rows;
      for (let k = 0; k < count && !stop; k++) advanceOne(false);
      if (recorder.rows === steps && !stop) advanceOne(false);
      return recorder.slice(from, evaluations, stop);
    },
    cancel() {
      const from = recorder.rows;
      if (!stop) advanceOne(true);
      return recorder.slice(from, evaluations, stop);
    },
    trace() {
      if (!stop) throw new Error("the run has not ended");
      return recorder.trace(evaluations, stop, theta);
    },
  };
}

/** With no gradient, no momentum and no decay left, no later step can differ from this one. */
function nothingMoves(
  theta: Float64Array,
  gradient: Float64Array,
  parts: StepParts,
  outsideDecay: number,
): boolean {
  for (let i = 0; i < theta.length; i++) {
    if (gradient[i] !== 0 || parts.m[i] !== 0) return false;
    if (theta[i] !== 0 && parts.decay[i]! + outsideDecay !== 0) return false;
  }
  return true;
}

function createUpdate(
  plan: RunPlan,
  parts: StepParts,
  countEvaluation: () => void,
): (input: StepInput) => void {
  const { optimizer, objective } = plan;
  const values = plan.hyperparameters as AnyValues;
  return optimizer.kind === "element"
    ? elementUpdate(optimizer, values, objective.dimension, parts)
    : vectorUpdate(optimizer, values, plan, parts, countEvaluation);
}

function elementUpdate(
  optimizer: Extract<Optimizer, { kind: "element" }>,
  hyperparameters: AnyValues,
  dimension: number,
  parts: StepParts,
): (input: StepInput) => void {
  let states: Record<string, number>[] | undefined;
  let scalars: Record<string, number> | undefined;
  return ({ t, theta, gradient, learningRate }) => {
    states ??= Array.from(theta, (value) =>
      initialElementState(optimizer, { theta: value, learningRate }, hyperparameters),
    );
    scalars = optimizer.perStep?.({ t, learningRate }, hyperparameters, scalars) ?? {};
    for (let i = 0; i < dimension; i++) {
      const step = { t, gradient: gradient[i]!, theta: theta[i]!, learningRate };
      const result = optimizer.update(step, states[i]!, hyperparameters, scalars);
      parts.m[i] = result.m;
      parts.sigma[i] = result.sigma;
      parts.decay[i] = result.decay ?? 0;
      states[i] = result.state;
    }
  };
}

function vectorUpdate(
  optimizer: Extract<Optimizer, { kind: "vector" }>,
  hyperparameters: AnyValues,
  plan: RunPlan,
  parts: StepParts,
  countEvaluation: () => void,
): (input: StepInput) => void {
  const { objective } = plan;
  const n = objective.dimension;
  const shapes = plan.shapes ?? Array.from({ length: n }, () => []);
  let state = optimizer.initialState(n, hyperparameters);
  const elsewhere: Pick<VectorStep, "evaluate" | "hessian" | "shapes"> = {
    shapes,
    evaluate(theta) {
      countEvaluation();
      const gradient = new Float64Array(n);
      const loss = objective.valueAndGradient(theta, gradient);
      return { loss, gradient };
    },
    hessian: (theta) => objective.hessian(theta),
  };
  return (input) => {
    const result = optimizer.update({ ...input, ...elsewhere }, state, hyperparameters);
    parts.m.set(result.m);
    parts.sigma.set(result.sigma);
    parts.decay.fill(result.decay ?? 0);
    state = result.state;
  };
}
