import { dot, largest, plus } from "./arithmetic";

/** Loss and gradient at a point of the line, and the slope along it. */
interface Trial {
  readonly length: number;
  readonly loss: number;
  readonly slope: number;
}

export interface LineSearchStart {
  readonly theta: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  /** First length to try. */
  readonly length: number;
  evaluate(theta: Float64Array): { readonly loss: number; readonly gradient: Float64Array };
}

export interface LineSearchOptions {
  /** Sufficient decrease: f(t) ≤ f(0) + decrease·t·slope. */
  readonly decrease?: number;
  /** Curvature: |slope(t)| ≤ curvature·|slope(0)|. */
  readonly curvature?: number;
  readonly toleranceChange?: number;
  readonly mostTrials?: number;
}

/**
 * A step length that satisfies the strong Wolfe conditions, or the best found in 25 trials.
 *
 * Brackets by growing the step, then zooms in by cubic interpolation, guarded so that a trial is never within a tenth
 * of an end twice. The sequence of trials is that of torch.optim.LBFGS (1.13), after minFunc's; Nocedal & Wright,
 * "Numerical Optimization", algorithms 3.5 and 3.6.
 */
export function strongWolfe(start: LineSearchStart, options: LineSearchOptions = {}): number {
  const { decrease = 1e-4, curvature = 0.9, toleranceChange = 1e-9, mostTrials = 25 } = options;
  const origin: Trial = {
    length: 0,
    loss: start.loss,
    slope: dot(start.gradient, start.direction),
  };
  const tryAt = (length: number): Trial => {
    const { loss, gradient } = start.evaluate(plus(start.theta, start.direction, length));
    const slope = dot(gradient, start.direction);
    return { length, loss: Number.isNaN(loss) ? Infinity : loss, slope };
  };
  const tooHigh = (trial: Trial): boolean =>
    trial.loss > origin.loss + decrease * trial.length * origin.slope;
  const flatEnough = (trial: Trial): boolean => Math.abs(trial.slope) <= -curvature * origin.slope;

  let previous = origin;
  let trial = tryAt(start.length);
  let count = 0;
  let bracket: [Trial, Trial] | undefined;
  while (count < mostTrials) {
    if (tooHigh(trial) || (count > 1 && trial.loss >= previous.loss)) {
      bracket = [previous, trial];
      break;
    }
    if (flatEnough(trial)) return trial.length;
    if (trial.slope >= 0) {
      bracket = [previous, trial];
      break;
    }
    const least = trial.length + 0.01 * (trial.length - previous.length);
    const next = cubicMinimum(previous, trial, least, trial.length * 10);
    previous = trial;
    trial = tryAt(next);
    count++;
  }
  bracket ??= [origin, trial];
  const size = largest(start.direction);
  const zoom = {
    tryAt,
    tooHigh,
    flatEnough,
    isTiny: (width: number) => width * size < toleranceChange,
  };
  return zoomIn(bracket, count, mostTrials, zoom);
}

interface Zoom {
  tryAt(length: number): Trial;
  tooHigh(trial: Trial): boolean;
  flatEnough(trial: Trial): boolean;
  isTiny(width: number): boolean;
}

function zoomIn(ends: [Trial, Trial], count: number, most: number, zoom: Zoom): number {
  let [low, high] = ends[0].loss <= ends[1].loss ? ends : [ends[1], ends[0]];
  let slow = false;
  for (let k = count; k < most; k++) {
    const left = Math.min(low.length, high.length);
    const right = Math.max(low.length, high.length);
    if (zoom.isTiny(right - left)) break;
    const [from, to] = low.length < high.length ? [low, high] : [high, low];
    let length = cubicMinimum(from, to, left, right);
    const margin = 0.1 * (right - left);
    if (Math.min(right - length, length - left) < margin) {
      const atEnd = length >= right || length <= left;
      if (slow || atEnd) {
        length =
          Math.abs(length - right) < Math.abs(length - left) ? right - margin : left + margin;
        slow = false;
      } else slow = true;
    } else slow = false;

    const trial = zoom.tryAt(length);
    if (zoom.tooHigh(trial) || trial.loss >= low.loss) {
      high = trial;
      if (high.loss < low.loss) [low, high] = [high, low];
      continue;
    }
    if (zoom.flatEnough(trial)) return trial.length;
    if (trial.slope * (high.length - low.length) >= 0) high = low;
    low = trial;
  }
  return low.length;
}

/** Minimum of the cubic through two points with their slopes, held within bounds; the middle if it has none. */
function cubicMinimum(a: Trial, b: Trial, low: number, high: number): number {
  const difference = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.length - b.length);
  const discriminant = difference * difference - a.slope * b.slope;
  if (!(discriminant >= 0)) return (low + high) / 2;
  const root = Math.sqrt(discriminant);
  const share = (b.slope + root - difference) / (b.slope - a.slope + 2 * root);
  const length = b.length - (b.length - a.length) * share;
  return Number.isNaN(length) ? (low + high) / 2 : Math.min(Math.max(length, low), high);
}
