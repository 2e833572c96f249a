import type { Detector } from "./finding";
import { change, largestStability, lowerRate } from "./remedies";
import type { RunView } from "./runView";

/** The loss must climb back by this share of how far it started above the best. */
const rebound = 0.1;

/** A single step up is not momentum. */
const leastSteps = 3;

/**
 * Momentum overshoot: for three steps or more the movement goes against the gradient's advice (m·g/σ
 * is negative), and meanwhile the loss climbs by a tenth or more of the whole descent. The past in m
 * carries the iterate through the minimum and up the other side.
 */
export const momentumOvershoot: Detector = {
  id: "momentumOvershoot",
  explains: [],
  worksOnNoise: false,
  detect(view) {
    const { trace, last } = view;
    let from = -1;
    let highest = 0;
    let span: [number, number] | undefined;
    let climbs = 0;
    for (let t = 0; t <= last; t++) {
      if (t < last && uphill(view, t)) {
        if (from < 0) from = t;
        continue;
      }
      if (from >= 0 && t - from >= leastSteps) {
        const climb = trace.loss[t]! - trace.loss[from]!;
        if (climb > rebound * view.range) {
          climbs++;
          span = span ? [span[0], t] : [from, t];
          highest = Math.max(highest, climb);
        }
      }
      from = -1;
    }
    if (!span) return undefined;
    const beta = momentumOf(view);
    return {
      severity: "warning",
      span,
      evidence: [
        { name: "rebound", value: highest / view.range },
        { name: "bestLoss", value: view.best.loss, at: view.best.row },
      ],
      arguments: { share: Math.round((100 * highest) / view.range), times: climbs },
      remedies: [
        beta
          ? change(view, "lessMomentum", beta.name, criticalMomentum(view, beta.value))
          : lowerRate(view),
      ],
    };
  },
};

/** Does step t go up along the gradient by its own m and σ? */
function uphill({ shared: trace }: RunView, t: number): boolean {
  let product = 0;
  for (let k = 0; k < trace.m.length; k++) {
    product += (trace.m[k]![t]! / trace.sigma[k]![t]!) * trace.gradient[k]![t]!;
  }
  return product < 0;
}

/**
 * The momentum β at which no direction overshoots: (1 − √β)² = s for m ← β·m + g, and
 * (1 − √β)² = (1 − β)·s for m ← β·m + (1 − β)·g, where s is the largest η·λmax(σ⁻¹H) seen. Which of
 * the two a method does shows in its stability limit, 2(1 + β) or 2(1 + β)/(1 − β). A third of the
 * memory where that is not known; rounded down, and in any case less than it was.
 */
function criticalMomentum(view: RunView, beta: number): number {
  const less = 1 - 3 * (1 - beta);
  const s = largestStability(view);
  if (!s || view.limit === undefined) return less;
  const averages = view.limit > 1.5 * 2 * (1 + beta);
  const root = averages ? (1 - s) / (1 + s) : 1 - Math.sqrt(s);
  return Math.min(less, Math.floor(100 * root ** 2) / 100);
}

/** The hyperparameter that weighs past gradients, if the method has one under a usual name. */
function momentumOf({ options }: RunView): { name: string; value: number } | undefined {
  for (const name of ["momentum", "beta1"]) {
    const value = options.hyperparameters[name];
    if (typeof value === "number" && value > 0.5) return { name, value };
  }
  return undefined;
}
