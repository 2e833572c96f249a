/**
 * Writes ∂L/∂θ into `gradient` and returns L; undefined where what is known of the function ends, as at a branch that has
 * not been taken before.
 */
export type KnownGradient = (theta: Float64Array, gradient: Float64Array) => number | undefined;

/** How often a rate is halved at most: for curvature that grows a million times on the way. */
const mostHalvings = 20;

/** Half a rate is better where it gains so many times as much: then the whole one bounces, or leaps over where it leads. */
const better = 1.1;

/** Digits of a rate. */
const digits = 2;

/** Where a descent has come to. */
interface Descent {
  readonly loss: number;
  /** It came to where the function is not known, and what comes after is not known either. */
  readonly isCutShort: boolean;
}

/**
 * A rate of gradient descent of at most `rate`, halved until a trial of `steps` steps from the start
 *
 *     θ ← θ − η·∂L/∂θ
 *
 * never climbs above its start, stays finite, and half of η would not gain more than 1.1 times as much. A trial that comes
 * to where nothing is known is no fault of its rate, which stays. Undefined where none of them holds.
 */
export function triedRate(
  gradientAt: KnownGradient,
  start: Float64Array,
  { rate, steps }: { readonly rate: number; readonly steps: number },
): number | undefined {
  const startLoss = gradientAt(start, new Float64Array(start.length));
  if (startLoss === undefined) return undefined;
  let best: { readonly rate: number; readonly loss: number } | undefined;
  for (let halvings = 0; halvings <= mostHalvings; halvings++) {
    const eta = Number((rate / 2 ** halvings).toPrecision(digits));
    const trial = descend(gradientAt, start, { rate: eta, steps });
    if (best) {
      const gained = trial ? startLoss - trial.loss : 0;
      if (!(gained > better * (startLoss - best.loss))) return best.rate;
    }
    if (trial?.isCutShort) return eta;
    if (trial) best = { rate: eta, loss: trial.loss };
  }
  return best?.rate;
}

/** Takes gradient descent down; undefined where it climbs above its start or is not finite. */
function descend(
  gradientAt: KnownGradient,
  start: Float64Array,
  { rate, steps }: { readonly rate: number; readonly steps: number },
): Descent | undefined {
  const theta = start.slice();
  const gradient = new Float64Array(start.length);
  let startLoss = Infinity;
  let loss = Infinity;
  for (let t = 0; ; t++) {
    const here = gradientAt(theta, gradient);
    if (here === undefined) return { loss, isCutShort: true };
    if (!Number.isFinite(here)) return undefined;
    if (t === 0) startLoss = here;
    if (here > startLoss) return undefined;
    loss = here;
    if (t === steps) return { loss, isCutShort: false };
    for (let i = 0; i < theta.length; i++) theta[i]! -= rate * gradient[i]!;
  }
}
