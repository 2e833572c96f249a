import { dot } from "../../optimizers/vectors/arithmetic";
import { nearestFullRow, type FullRow } from "../run/fullRows";
import { lastQuarters, type Cycle } from "./cycle";
import type { RunView } from "./runView";
import { least, spread } from "./spread";

/** Times that the minimum must be stepped over in the last quarter, and how many of them are looked at. */
const leastCrossings = 3;
const examined = 8;

/** Points between two iterates at which the curvature is asked for. */
const between = 16;

/** A jump of the slope of which curvature explains less than this share is a kink. */
const explained = 0.5;

/**
 * Does the run end going to and fro over a kink, at which the gradient does not shrink? In the last
 * quarter it spreads as wide as in the one before and touches no lower loss, and where it steps over
 * the minimum the slope along the step d changes by more than curvature accounts for:
 *
 *     ∫₀¹ dᵀ·H(θ + s·d)·d ds < ½·(g(θ + d) − g(θ))·d
 */
export function kinkCycle(view: RunView): Cycle | undefined {
  const { trace, last } = view;
  const quarters = lastQuarters(last);
  if (!quarters) return undefined;
  const { middle, from } = quarters;
  let widest = { parameter: -1, amplitude: 0 };
  for (const [k, column] of trace.theta.entries()) {
    const before = spread(column, middle, from);
    const now = spread(column, from, last);
    if (now > 2 * before) return undefined;
    if (now < before / 2) continue;
    if (now / 2 > widest.amplitude) widest = { parameter: trace.recorded[k]!, amplitude: now / 2 };
  }
  if (widest.parameter < 0) return undefined;
  const lossSpread = spread(trace.loss, from, last);
  if (least(trace.loss, middle, from) - least(trace.loss, from, last) > 0.1 * lossSpread) {
    return undefined;
  }
  const crossings = rowsBeyondMinimum(view, from);
  if (crossings.length < leastCrossings) return undefined;
  const stride = Math.ceil(crossings.length / examined);
  const looked = crossings.filter((_, k) => k % stride === 0);
  const kinks = looked.filter((row) => isKink(view, row));
  return 2 * kinks.length > looked.length ? { ...widest, from } : undefined;
}

/** Rows whose step led downhill at first and uphill at its end. */
function rowsBeyondMinimum({ trace, last }: RunView, from: number): number[] {
  const rows: number[] = [];
  for (let t = Math.max(1, from); t <= last; t++) {
    let first = 0;
    let then = 0;
    trace.theta.forEach((column, k) => {
      const move = column[t]! - column[t - 1]!;
      first += trace.gradient[k]![t - 1]! * move;
      then += trace.gradient[k]![t]! * move;
    });
    if (first < 0 && then > 0) rows.push(t);
  }
  return rows;
}

function isKink({ trace, objective }: RunView, row: number): boolean {
  const start = nearestFullRow(trace, row - 1, row - 1, row - 1);
  const end = nearestFullRow(trace, row, row, row);
  if (!start || !end) return false;
  const move = end.theta.map((value, i) => value - start.theta[i]!);
  const slopeAt = ({ theta }: FullRow): number => {
    const gradient = new Float64Array(theta.length);
    objective.valueAndGradient(theta, gradient);
    return dot(gradient, move);
  };
  const jump = slopeAt(end) - slopeAt(start);
  const image = new Float64Array(move.length);
  let curvature = 0;
  for (let k = 0; k < between; k++) {
    const share = (k + 0.5) / between;
    const point = start.theta.map((value, i) => value + share * move[i]!);
    objective.hessianVectorProduct(point, move, image);
    curvature += dot(move, image) / between;
  }
  return curvature < explained * jump;
}
