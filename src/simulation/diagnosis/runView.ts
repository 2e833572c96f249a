import { curvaturePath, maximumSamples, type CurvaturePath } from "../curvature/curvaturePath";
import { hasFullRows, nearestFullRow } from "../run/fullRows";
import { ratesOfParameters, withSharedRate } from "../run/ownRates";
import type { Trace } from "../run/record";
import { isExactGradient } from "../run/sampling";
import { stabilityLimit } from "../run/stabilityLimit";
import { localModel, type LocalModel } from "./localModel";
import { searchLower, type LowerPoint } from "./searchLower";
import type { DiagnosisInput } from "./diagnosisInput";

/** A run with what detectors share, each computed when first asked for. */
export interface RunView extends DiagnosisInput {
  /** Index of the last row. */
  readonly last: number;
  /** Is the gradient of a step not the derivative of the full loss? */
  readonly noisy: boolean;
  readonly best: { readonly loss: number; readonly row: number };
  readonly largestGradientNorm: number;
  /** The loss above the best of this run, at a row. */
  excess(row: number): number;
  /** How far the loss was above its best at the start; above 0. */
  readonly range: number;
  readonly limit: number | undefined;
  /** The run with one η for all parameters and what is left of theirs in σ. */
  readonly shared: Trace;
  /** η^t of a parameter. */
  readonly ratesOf: (parameter: number) => Float64Array;
  /** Absent where the run kept no row whole, or where none may be computed. */
  readonly curvature: CurvaturePath | undefined;
  /** Slope and curvature at the end; absent if they are not finite. */
  readonly endModel: LocalModel | undefined;
  /** Somewhere lower than the end by a noticeable amount, if a search finds it. */
  readonly lower: LowerPoint | undefined;
  /** Slope and curvature at a row, or at the closest one in `within` that the run kept whole. */
  modelAt(row: number, within: readonly [number, number]): LocalModel | undefined;
}

export function createRunView(input: DiagnosisInput): RunView {
  const {
    trace,
    objective,
    optimizer,
    options,
    curvatureSamples: samples = maximumSamples,
  } = input;
  const last = trace.rows - 1;
  const best = bestRow(trace.loss);
  const range = Math.max(trace.loss[0]! - best.loss, Number.MIN_VALUE);
  const limit = lazy(() =>
    stabilityLimit(optimizer, options.hyperparameters, options.lr, options.extras),
  );
  const shared = lazy(() => withSharedRate(trace, input.groups));
  const rates = lazy(() => ratesOfParameters(trace, input.groups));
  const curvature = lazy(() =>
    samples > 0 && last > 0 && hasFullRows(trace)
      ? curvaturePath(objective, shared(), samples)
      : undefined,
  );
  const endModel = lazy(() => localModel(objective, trace.end));
  const lower = lazy(() => searchLower(input));
  return {
    ...input,
    last,
    noisy: !isExactGradient(input.sampling),
    best,
    range,
    largestGradientNorm: trace.gradientNorm.reduce((most, norm) => (norm > most ? norm : most), 0),
    excess: (row) => trace.loss[row]! - best.loss,
    get limit() {
      return limit();
    },
    get shared() {
      return shared();
    },
    ratesOf: (parameter) => rates()(parameter),
    get curvature() {
      return curvature();
    },
    get endModel() {
      return endModel();
    },
    get lower() {
      return lower();
    },
    modelAt(row, [from, to]) {
      if (row === last) return endModel();
      const at = nearestFullRow(trace, row, from, to);
      if (!at) return to === last ? endModel() : undefined;
      return localModel(objective, at.theta);
    },
  };
}

function bestRow(loss: Float64Array): { loss: number; row: number } {
  let row = 0;
  for (let t = 1; t < loss.length; t++) if (loss[t]! < loss[row]!) row = t;
  return { loss: loss[row]!, row };
}

function lazy<T>(compute: () => T): () => T {
  let held: { readonly value: T } | undefined;
  return () => (held ??= { value: compute() }).value;
}
