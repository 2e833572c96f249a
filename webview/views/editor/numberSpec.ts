import { isInRange, rangeInWords } from "../../../src/options/readValue";

/** What a number control needs to know of its number. */
export interface NumberSpec {
  readonly min: number;
  readonly max: number;
  readonly scale?: "linear" | "log";
  /** The part of [min, max] that the slider covers. */
  readonly slider?: readonly [number, number];
  readonly integer?: boolean;
}

/** Positions a slider has. */
export const sliderPositions = 400;

interface SliderRange {
  readonly log: boolean;
  readonly from: number;
  readonly to: number;
}

function sliderRange(spec: NumberSpec): SliderRange {
  const [from, to] = spec.slider ?? [spec.min, spec.max];
  return { log: spec.scale === "log" && from > 0, from, to };
}

/** Where a value stands on its slider, 0 to `sliderPositions`; values outside stand at its ends. */
export function toSlider(spec: NumberSpec, value: number): number {
  const { log, from, to } = sliderRange(spec);
  const share = log
    ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
    : (value - from) / (to - from);
  return Math.round(Math.max(0, Math.min(1, share)) * sliderPositions);
}

/** The value at a position of the slider, with no more digits than the slider can tell apart. */
export function fromSlider(spec: NumberSpec, position: number): number {
  const { log, from, to } = sliderRange(spec);
  const share = position / sliderPositions;
  if (share <= 0) return from;
  if (share >= 1) return to;
  const value = log ? from * (to / from) ** share : from + (to - from) * share;
  if (spec.integer === true) return Math.round(value);
  return log ? Number(value.toPrecision(3)) : roundTo(value, (to - from) / sliderPositions);
}

function roundTo(value: number, resolution: number): number {
  const digits = Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(resolution))));
  return Number(value.toFixed(digits));
}

/** The next value for an arrow key: a tenth of a decade on a log scale, else a hundredth of the slider or 1. */
export function nudge(spec: NumberSpec, value: number, steps: number): number {
  const { log, from, to } = sliderRange(spec);
  if (spec.integer === true && !log) return clamp(spec, Math.round(value) + steps);
  if (log) {
    const next = Number((Math.max(value, from) * 10 ** (steps / 10)).toPrecision(3));
    return clamp(spec, spec.integer === true ? Math.max(1, Math.round(next)) : next);
  }
  const step = (to - from) / 100;
  return clamp(spec, roundTo(value + steps * step, step));
}

function clamp(spec: NumberSpec, value: number): number {
  return Math.max(spec.min, Math.min(spec.max, value));
}

/** A number as typed: its value, or what it must be. */
export function readTyped(
  spec: NumberSpec,
  text: string,
): { readonly value: number } | { readonly problem: string } {
  const trimmed = text.trim().replace("−", "-");
  const value = trimmed === "" ? NaN : Number(trimmed);
  return isInRange(value, spec) ? { value } : { problem: rangeInWords(spec) };
}
