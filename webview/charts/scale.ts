import { grouped } from "../../src/text/number";
import { formatCount, formatNumber, formatPower } from "./numbers";

export type AxisMode = "linear" | "log" | "symlog";

/** A place on an axis in transformed units, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/**
 * How values become distances along an axis. Chart.js and the surface see only transformed values, so that one set of
 * rules serves every axis.
 *
 *     linear   y = x
 *     log      y = log₁₀ x                              (x ≤ 0 has no place: NaN)
 *     symlog   y = sign(x) · log₁₀(1 + |x| / threshold)
 */
export interface Scale {
  readonly mode: AxisMode;
  /** Below this size a symlog axis is close to linear. */
  readonly threshold: number;
  readonly transform: (value: number) => number;
  readonly invert: (position: number) => number;
}

export function makeScale(mode: AxisMode, threshold = 1): Scale {
  if (mode === "linear") {
    return { mode, threshold, transform: (value) => value, invert: (position) => position };
  }
  if (mode === "log") {
    return {
      mode,
      threshold,
      transform: (value) => (value > 0 ? Math.log10(value) : NaN),
      invert: (position) => 10 ** position,
    };
  }
  return {
    mode,
    threshold,
    transform: (value) => Math.sign(value) * Math.log10(1 + Math.abs(value) / threshold),
    invert: (position) => Math.sign(position) * threshold * (10 ** Math.abs(position) - 1),
  };
}

/** The scale of the step axis: log spaces step t as log₁₀(1 + t), so that step 0 keeps its place. */
export function makeStepScale(mode: "linear" | "log"): Scale {
  return mode === "linear" ? makeScale("linear") : makeScale("symlog", 1);
}

/** A power of ten for the linear part of a symlog axis: six decades below the largest value, or the smallest one. */
export function symlogThreshold(smallest: number, largest: number): number {
  if (!(largest > 0)) return 1;
  const exponent = Math.max(Math.log10(smallest), Math.log10(largest) - 6);
  return 10 ** Math.floor(exponent);
}

/** About `count` ticks between two transformed positions. */
export function makeTicks(scale: Scale, from: number, to: number, count: number): Tick[] {
  if (!(to >= from) || !Number.isFinite(from) || !Number.isFinite(to)) return [];
  if (scale.mode === "log") return logTicks(from, to, count);
  if (scale.mode === "symlog") return symlogTicks(scale, from, to, count);
  return linearTicks(from, to, count);
}

/** Round steps (1, 2, 5 times a power of ten), labelled with the digits that tell them apart. */
export function linearTicks(from: number, to: number, count: number): Tick[] {
  if (from === to) return [{ at: from, label: formatNumber(from) }];
  const step = niceStep((to - from) / Math.max(1, count));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
    ticks.push({ at: k * step, label: linearLabel(k * step, step, Math.max(-from, to)) });
  }
  return ticks;
}

/** Ticks of the step axis: whole steps only. */
export function stepTicks(scale: Scale, from: number, to: number, count: number): Tick[] {
  const ticks =
    scale.mode === "linear"
      ? linearTicks(from, to, count)
      : powerSteps(scale, scale.invert(from), scale.invert(to), count);
  return ticks
    .filter((tick) => Math.abs(scale.invert(tick.at) - Math.round(scale.invert(tick.at))) < 1e-6)
    .map((tick) => ({ at: tick.at, label: formatCount(scale.invert(tick.at)) }));
}

function powerSteps(scale: Scale, from: number, to: number, count: number): Tick[] {
  const steps = [0];
  for (let power = 1; power <= to; power *= 10) steps.push(power);
  const within = steps.filter((step) => step >= from && step <= to);
  if (within.length < 2)
    return linearTicks(from, to, count).map((t) => ({ ...t, at: scale.transform(t.at) }));
  const stride = Math.max(1, Math.ceil(within.length / Math.max(2, count)));
  return within
    .filter((_, index) => index % stride === 0)
    .map((step) => ({ at: scale.transform(step), label: "" }));
}

function logTicks(from: number, to: number, count: number): Tick[] {
  const first = Math.ceil(from - 1e-9);
  const last = Math.floor(to + 1e-9);
  if (last - first < 1) return withinDecade(from, to, count);
  const stride = Math.max(1, Math.ceil((last - first) / Math.max(1, count)));
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent++) {
    // A power that lies beside the range by rounding only stands at its end.
    const at = Math.max(from, Math.min(to, exponent));
    if (exponent % stride === 0) ticks.push({ at, label: formatPower(exponent) });
  }
  return ticks.length > 0 ? ticks : [{ at: first, label: formatPower(first) }];
}

/** A log axis with fewer than two powers of ten on it is labelled with round values instead. */
function withinDecade(from: number, to: number, count: number): Tick[] {
  if (to - from < 1e-12) return [{ at: from, label: formatNumber(10 ** from) }];
  const room = (to - from) / (count + 1);
  const round = withRoom(oneTwoFive(from, to), room);
  if (round.length > 1) return round;
  const even = linearTicks(10 ** from, 10 ** to, count + 1)
    .filter((tick) => tick.at > 0)
    .map((tick) => ({ at: Math.log10(tick.at), label: tick.label }));
  return withRoom(even, room);
}

/** 1, 2 and 5 times powers of ten. */
function oneTwoFive(from: number, to: number): Tick[] {
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(from); exponent <= to; exponent++) {
    for (const digit of [1, 2, 5]) {
      const at = exponent + Math.log10(digit);
      if (at >= from - 1e-9 && at <= to + 1e-9) {
        ticks.push({ at, label: formatNumber(digit * 10 ** exponent, 1) });
      }
    }
  }
  return ticks;
}

/** Leaves out ticks that stand closer than `room` to the one kept before; the highest is kept first. */
function withRoom(ticks: readonly Tick[], room: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of [...ticks].reverse()) {
    const last = kept[kept.length - 1];
    if (!last || last.at - tick.at >= room) kept.push(tick);
  }
  return kept.reverse();
}

function symlogTicks(scale: Scale, from: number, to: number, count: number): Tick[] {
  const ticks: Tick[] = [];
  if (from <= 0 && to >= 0) ticks.push({ at: 0, label: "0" });
  const decades = Math.max(Math.abs(from), Math.abs(to));
  const stride = Math.max(1, Math.ceil((to - from) / Math.max(1, count)));
  const base = Math.round(Math.log10(scale.threshold));
  for (let k = stride; k <= decades + 1; k += stride) {
    const exponent = base + k;
    const at = scale.transform(10 ** exponent);
    if (at <= to && at >= from) ticks.push({ at, label: formatPower(exponent) });
    if (-at >= from && -at <= to) ticks.unshift({ at: -at, label: formatPower(exponent, -1) });
  }
  if (ticks.length > 1) return ticks;
  // Less than a decade is in sight: round values in place of powers.
  return linearTicks(scale.invert(from), scale.invert(to), count).map(({ at, label }) => ({
    at: scale.transform(at),
    label,
  }));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const fraction = rough / power;
  return power * (fraction <= 1.5 ? 1 : fraction <= 3.2 ? 2 : fraction <= 7 ? 5 : 10);
}

function linearLabel(value: number, step: number, largest: number): string {
  if (Math.abs(value) < step * 1e-9) return "0";
  if (largest >= 1e5 || largest < 1e-3) {
    return formatNumber(value, Math.min(15, Math.ceil(Math.log10(Math.abs(value) / step)) + 1));
  }
  return grouped(value.toFixed(Math.max(0, Math.min(15, -Math.floor(Math.log10(step) + 1e-9)))));
}
