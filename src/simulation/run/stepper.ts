import { isPointFault } from "../../objective/pointFault";
import { initialElementState } from "../../optimizers/initialState";
import type {
  ElementOptimizer,
  Hyperparameter,
  HyperparameterValues,
  VectorOptimizer,
  VectorStep,
} from "../../optimizers/optimizer";
import { startGradientExtras, type GradientExtras } from "./gradientExtras";
import { isConfirmed, isConfirmedRow } from "./confirmedRows";
import { createRecorder, type Recorder, type Row } from "./recorder";
import type { GroupPlan, ParameterGroups, RunPlan } from "./runPlan";
import { createSampler, isExactGradient } from "./sampling";
import type { StepSource } from "./stepSource";
import { divergenceLimit, euclideanNorm, hasNonFinite } from "./stopRule";
import type { Stop } from "./record";

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
  /** Where parameters have rates of their own. */
  readonly own: OwnRates | undefined;
}

/** η^t, scalars and decoupled decay of groups of parameters. */
interface OwnRates {
  readonly of: Int32Array;
  readonly groups: readonly GroupPlan[];
  /** By group. */
  readonly rates: Float64Array;
  readonly scalars: Record<string, number>[];
}

/** Where the rows of a run go. */
interface Rows {
  /** How many there are. */
  readonly rows: number;
  append(row: Row): void;
}

/** A run that takes one step at a time; what it is made of can be read and put back between steps. */
export interface Stepper<To extends Rows = Recorder> {
  readonly theta: Float64Array;
  /** State of an elementwise method, one record per parameter; undefined before the first step. */
  states: Record<string, number>[] | undefined;
  /** The states before the first step, for η^0, and that of each group of parameters. */
  initialStates(learningRate: number, groupRates?: ArrayLike<number>): Record<string, number>[];
  readonly extras: GradientExtras;
  readonly recorder: To;
  /** |L| above which the run has diverged; undefined before the first row. */
  limit: number | undefined;
  evaluations: number;
  stop: Stop | undefined;
  /** Appends the row of θ^t, stepping away from it unless the run ends there. */
  advance(cancelled: boolean): void;
}

/**
 * One step at a time, in plain TypeScript: the meaning of a run. In this order: L and ∂L/∂θ at θ^t;
 * the stop rules; sampling (noise, mini-batch); the extras; η^t; the method's m, σ and decay; then
 * for each coordinate
 *
 *     θ ← ((1 − η·decay)·θ) − ((η / σ)·m)
 *
 * with every operation rounded once, in the order of the brackets; decay is the method's own plus
 * `decoupledWeightDecay`. Where parameters form groups, η, decays and the method's scalars are those
 * of the coordinate's group. Every method and every objective runs here.
 */
export function createStepper(plan: RunPlan, source: StepSource): Stepper {
  const { objective, steps, record } = plan;
  return createStepperInto(createRecorder(objective.dimension, steps + 1, record), plan, source);
}

/** The same, its rows going elsewhere; the row that comes next tells which step it is. */
export function createStepperInto<To extends Rows>(
  recorder: To,
  plan: RunPlan,
  source: StepSource,
): Stepper<To> {
  const { objective, steps, tolerance = 0 } = plan;
  const n = objective.dimension;
  if (plan.start.length !== n) {
    throw new RangeError(`the start has ${plan.start.length} numbers, the loss ${n} parameters`);
  }
  const gradient = new Float64Array(n);
  const used = new Float64Array(n);
  const parts = {
    m: new Float64Array(n),
    sigma: new Float64Array(n),
    decay: new Float64Array(n),
  };
  const sampler = isExactGradient(plan.sampling)
    ? undefined
    : createSampler(objective, plan.sampling!);
  const outsideDecays = new Float64Array(n).fill(plan.extras.decoupledWeightDecay ?? 0);
  const own = plan.groups && startOwnRates(plan.groups);
  const coupledDecays =
    own && plan.extras.coupledWeightDecay !== undefined ? new Float64Array(n) : undefined;
  if (own) {
    own.of.forEach((group, i) => {
      const { coupledWeightDecay = 0, decoupledWeightDecay = 0 } = own.groups[group]!.extras;
      if (coupledDecays) coupledDecays[i] = coupledWeightDecay;
      outsideDecays[i] = decoupledWeightDecay;
    });
  }

  const stepper: Stepper<To> = {
    theta: plan.start.slice(),
    states: undefined,
    initialStates: (learningRate, groupRates) => startStates(plan, learningRate, groupRates),
    extras: startGradientExtras(plan.extras, n, coupledDecays),
    recorder,
    limit: undefined,
    evaluations: 0,
    stop: undefined,
    advance,
  };
  const { theta, extras } = stepper;
  const update = createUpdate({ plan, stepper, source, parts });

  function reasonToStop(t: number, loss: number, norm: number): Stop["reason"] | undefined {
    if (Math.abs(loss) > (stepper.limit ?? Infinity)) return "diverged";
    if (tolerance > 0 && norm <= tolerance) return "converged";
    return t >= steps ? "steps" : undefined;
  }

  /** A step; where the loss throws, the run ends with the row of that point. */
  function advance(cancelled: boolean): void {
    try {
      takeStep(cancelled);
    } catch (thrown) {
      if (!isPointFault(thrown)) throw thrown;
      const { message, place } = thrown;
      stepper.stop = { reason: "threw", step: recorder.rows, fault: { message, place } };
      gradient.fill(NaN);
      parts.sigma.fill(NaN);
      parts.m.fill(NaN);
      const unknown = { loss: NaN, gradientNorm: NaN, learningRate: NaN };
      recorder.append({ ...unknown, theta, gradient, ...parts });
    }
  }

  function takeStep(cancelled: boolean): void {
    const t = recorder.rows;
    let loss = objective.valueAndGradient(theta, gradient);
    stepper.evaluations++;
    if (isConfirmedRow(t) && !isConfirmed(objective, theta, loss)) {
      loss = objective.valueAndGradient(theta, gradient);
    }
    stepper.limit ??= divergenceLimit(loss);
    const broken = !Number.isFinite(loss) || hasNonFinite(gradient) || hasNonFinite(theta);
    if (!broken && sampler) sampler(theta, gradient);
    const gradientNorm = euclideanNorm(gradient);
    const end = (reason: Stop["reason"]): void => {
      stepper.stop = { reason, step: t };
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
    extras.apply(used, theta);
    const learningRate = source.rateAt(t);
    if (own) source.groups!.forEach((group, k) => (own.rates[k] = group.rateAt(t)));
    source.observe(loss);
    source.groups?.forEach((group) => group.observe(loss));
    update({ t, theta, loss, gradient: used, learningRate, own });
    if (!sampler && nothingMoves(theta, used, parts, outsideDecays)) {
      end("converged");
      return;
    }
    recorder.append({ loss, gradientNorm, learningRate, theta, gradient, ...parts });
    for (let i = 0; i < n; i++) {
      const rate = own ? own.rates[own.of[i]!]! : learningRate;
      const kept = (1 - rate * (parts.decay[i]! + outsideDecays[i]!)) * theta[i]!;
      theta[i] = kept - (rate / parts.sigma[i]!) * parts.m[i]!;
    }
  }

  return stepper;
}

/** With no gradient, no momentum and no decay left, no later step can differ from this one. */
function nothingMoves(
  theta: Float64Array,
  gradient: Float64Array,
  parts: StepParts,
  outsideDecays: Float64Array,
): boolean {
  for (let i = 0; i < theta.length; i++) {
    if (gradient[i] !== 0 || parts.m[i] !== 0) return false;
    if (theta[i] !== 0 && parts.decay[i]! + outsideDecays[i]! !== 0) return false;
  }
  return true;
}

/** What an update belongs to. */
interface Updating {
  readonly plan: RunPlan;
  readonly stepper: Stepper<Rows>;
  readonly source: StepSource;
  readonly parts: StepParts;
}

/** Brings the parts of the step that an input leads to. */
type Update = (input: StepInput) => void;

function createUpdate(updating: Updating): Update {
  const { optimizer } = updating.plan;
  return optimizer.kind === "element"
    ? elementUpdate(optimizer, updating)
    : vectorUpdate(optimizer, updating);
}

function startStates(
  { optimizer, hyperparameters, groups, start }: RunPlan,
  learningRate: number,
  groupRates: ArrayLike<number> | undefined,
): Record<string, number>[] {
  if (optimizer.kind !== "element") return [];
  return Array.from(start, (theta, i) => {
    const group = groupRates && groups!.of[i]!;
    const values = group === undefined ? hyperparameters : groups!.groups[group]!.hyperparameters;
    const at = { theta, learningRate: group === undefined ? learningRate : groupRates![group]! };
    return initialElementState(optimizer, at, values);
  });
}

function startOwnRates({ groups, of }: ParameterGroups): OwnRates {
  return { groups, of, rates: new Float64Array(groups.length), scalars: groups.map(() => ({})) };
}

function elementUpdate(
  optimizer: ElementOptimizer,
  { plan, stepper, source, parts }: Updating,
): Update {
  const hyperparameters = plan.hyperparameters as AnyValues;
  return ({ t, theta, gradient, learningRate, own }) => {
    const states = (stepper.states ??= stepper.initialStates(learningRate, own?.rates));
    const scalars = source.scalarsAt(t, learningRate);
    source.groups?.forEach((group, k) => (own!.scalars[k] = group.scalarsAt(t, own!.rates[k]!)));
    for (let i = 0; i < theta.length; i++) {
      const group = own && own.of[i]!;
      const rate = group === undefined ? learningRate : own!.rates[group]!;
      const step = { t, gradient: gradient[i]!, theta: theta[i]!, learningRate: rate };
      const result =
        group === undefined
          ? optimizer.update(step, states[i]!, hyperparameters, scalars)
          : optimizer.update(step, states[i]!, valuesOf(own!, group), own!.scalars[group]!);
      parts.m[i] = result.m;
      parts.sigma[i] = result.sigma;
      parts.decay[i] = result.decay ?? 0;
      states[i] = result.state;
    }
  };
}

function valuesOf({ groups }: OwnRates, group: number): AnyValues {
  return groups[group]!.hyperparameters;
}

function vectorUpdate(optimizer: VectorOptimizer, { plan, stepper, parts }: Updating): Update {
  const { objective } = plan;
  const n = objective.dimension;
  const hyperparameters = plan.hyperparameters as AnyValues;
  const shapes = plan.shapes ?? Array.from({ length: n }, () => []);
  let state = optimizer.initialState(n, hyperparameters);
  const elsewhere: Pick<VectorStep, "evaluate" | "hessian" | "shapes"> = {
    shapes,
    evaluate(theta) {
      stepper.evaluations++;
      const gradient = new Float64Array(n);
      const loss = objective.valueAndGradient(theta, gradient);
      return { loss, gradient };
    },
    hessian: (theta) => objective.hessian(theta),
  };
  return ({ own, ...input }) => {
    const rates = own && Float64Array.from(own.of, (group) => own.rates[group]!);
    const result = optimizer.update({ ...input, rates, ...elsewhere }, state, hyperparameters);
    parts.m.set(result.m);
    parts.sigma.set(result.sigma);
    parts.decay.fill(result.decay ?? 0);
    state = result.state;
  };
}
