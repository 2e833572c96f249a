import { curvatureAtRow, firstAbove } from "../curvature/curvaturePath";
import type { Detector, Evidence, Remedy } from "./finding";
import { decay, lowerRateTo } from "./remedies";
import type { RunView } from "./runView";

/** The loss must rise above its calm level this much … */
const rise = 10;
/** … and reach this share of the run's descent to be visible. */
const visible = 1e-3;

/** Steps in a row below a tenth of the peak that end a burst. */
const quietSteps = 20;

/** Some σ must have fallen by this factor: without that, a crossing is not its doing. */
const shrunken = 1.2;

interface Burst {
  /** First row at which it can be seen. */
  readonly at: number;
}

/**
 * Burst: the run was calm, then η·λmax(σ⁻¹H) crossed the method's stability limit: σ has shrunk on
 * flat ground and the step along the steep direction explodes. It is announced from the crossing on,
 * which may be hundreds of steps before the loss shows it.
 */
export const burst: Detector = {
  id: "burst",
  explains: ["bouncing", "crawling", "momentumOvershoot"],
  worksOnNoise: false,
  detect(view) {
    const crossing = firstCrossing(view);
    if (crossing === undefined || view.limit === undefined) return undefined;
    const parameter = mostShrunken(view, crossing.row);
    if (parameter === undefined) return undefined;
    const seen = visibleBursts(view, crossing.row);
    const ahead = seen.length === 0;
    if (ahead && !stillUnstable(view)) return undefined;
    const evidence: Evidence[] = [
      { name: "stability", value: crossing.stability, at: crossing.row },
      { name: "stabilityLimit", value: view.limit },
      ...seen.slice(0, 1).flatMap(({ at }): Evidence[] => [
        { name: "bursts", value: seen.length },
        { name: "loss", value: view.trace.loss[at]!, at },
      ]),
    ];
    return {
      severity: "warning",
      span: [crossing.row, view.last],
      parameter,
      evidence,
      messageKey: ahead ? "burstAhead" : "burst",
      arguments: {
        crossing: crossing.row,
        limit: view.limit,
        ...(ahead ? { stability: crossing.stability } : { first: seen[0]!.at, count: seen.length }),
      },
      remedies: remedies(view, crossing.row),
    };
  },
};

/** The first row above the limit after a calm one; rows in between are found by halving. */
function firstCrossing(view: RunView): { row: number; stability: number } | undefined {
  const { curvature, limit, objective, shared } = view;
  if (!curvature || limit === undefined) return undefined;
  for (let k = 1; k < curvature.rows.length; k++) {
    if (!(curvature.stability[k - 1]! <= limit && curvature.stability[k]! > limit)) continue;
    const above = curvatureAtRow(objective, shared, curvature.rows[k]!);
    return above && firstAbove(objective, shared, limit, curvature.rows[k - 1]!, above);
  }
  return undefined;
}

function stillUnstable({ curvature, limit, trace, last }: RunView): boolean {
  const latest = curvature?.stability.filter((value) => Number.isFinite(value)).at(-1) ?? 0;
  return latest > (limit ?? Infinity) && trace.gradientNorm[last]! > 1e-3;
}

/**
 * Rises of the loss by a factor of ten above its calm level. Each is over once the loss has stayed below
 * a tenth of the peak for some steps: within a burst it swings through the valley again and again.
 */
function visibleBursts(view: RunView, crossing: number): Burst[] {
  const bursts: Burst[] = [];
  let calm = Infinity;
  let peak = -1;
  let quiet = 0;
  for (let t = Math.max(0, crossing - 1); t <= view.last; t++) {
    const excess = view.excess(t);
    if (peak < 0) {
      calm = Math.min(calm, excess);
      if (excess > rise * calm && excess > visible * view.range) {
        bursts.push({ at: t });
        peak = excess;
        quiet = 0;
      }
      continue;
    }
    peak = Math.max(peak, excess);
    quiet = excess < peak / rise ? quiet + 1 : 0;
    if (quiet < quietSteps) continue;
    peak = -1;
    calm = excess;
  }
  return bursts;
}

/** The parameter whose σ has fallen most from its largest value to the crossing. */
function mostShrunken({ trace }: RunView, row: number): number | undefined {
  let found: number | undefined;
  let most = shrunken;
  trace.sigma.forEach((sigma, k) => {
    let largest = 0;
    for (let t = 0; t <= row; t++) if (sigma[t]! > largest) largest = sigma[t]!;
    if (largest / sigma[row]! > most) {
      most = largest / sigma[row]!;
      found = trace.recorded[k]!;
    }
  });
  return found;
}

/**
 * On flat ground σ, a root mean square, falls as 1/√t, so the stability number is limit·√(t/t*) from
 * its crossing at t* on. A decay η/(1 + d·t) keeps it below 0.7 of the limit for ever if
 * d ≥ max (√(t/t*)/0.7 − 1)/t ≈ 0.5/t*. A rate lower by f delays the crossing by f³ (η for the number,
 * √η for the longer way before σ falls), which must lie beyond the end.
 */
function remedies(view: RunView, crossing: number): Remedy[] {
  const factor = 0.75 * Math.cbrt(crossing / view.last);
  return [decay(view, 0.5 / crossing), lowerRateTo(view, Math.min(factor, 0.75))];
}
