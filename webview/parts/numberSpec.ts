import { isInRange } from "../../src/options/readValue";
import { say } from "../../l10n/words";
import { exactText, roundToDigits } from "../../src/text/number";

/** What a number control needs to know of its number. */
export interface NumberSpec {
  readonly min: number;
  readonly max: number;
  /** `log` has equal distances for equal factors of the value, `nearOne` for equal factors of 1 − value. */
  readonly scale?: "linear" | "log" | "nearOne";
  /** The part of [min, max] that the slider covers. */
  readonly slider?: readonly [number, number];
  readonly integer?: boolean;
}

/** Positions a slider has. */
export const sliderPositions = 400;

interface SliderRange {
  readonly scale: "linear" | "log" | "nearOne";
  readonly from: number;
  readonly to: number;
}

/** Where the slider's ends have no logarithm, the scale is linear. */
function sliderRange(spec: NumberSpec): SliderRange {
  const [from, to] = spec.slider ?? [spec.min, spec.max];
  const possible = spec.scale === "log" ? from > 0 : spec.scale === "nearOne" && to < 1;
  return { scale: possible ? (spec.scale ?? "linear") : "linear", from, to };
}

/** Where a value stands on its slider, 0 to `sliderPositions`; values outside stand at its ends. */
export function toSlider(spec: NumberSpec, value: number): number {
  const range = sliderRange(spec);
  const share = shareOf(Math.max(range.from, Math.min(range.to, value)), range);
  return Math.round(share * sliderPositions);
}

function shareOf(value: number, { scale, from, to }: SliderRange): number {
  switch (scale) {
    case "linear":
      return (value - from) / (to - from);
    case "log":
      return Math.log(value / from) / Math.log(to / from);
    case "nearOne":
      return 1 - Math.log((1 - value) / (1 - to)) / Math.log((1 - from) / (1 - to));
  }
}

/** The value at a position of the slider, with no more digits than the slider can tell apart. */
export function fromSlider(spec: NumberSpec, position: number): number {
  const { scale, from, to } = sliderRange(spec);
  const share = position / sliderPositions;
  if (share <= 0) return from;
  if (share >= 1) return to;
  switch (scale) {
    case "linear": {
      const value = from + (to - from) * share;
      return wholeIfAsked(spec, roundTo(value, (to - from) / sliderPositions));
    }
    case "log":
      return wholeIfAsked(spec, roundToDigits(from * (to / from) ** share, 3));
    case "nearOne":
      return oneMinus((1 - from) * ((1 - to) / (1 - from)) ** share);
  }
}

function wholeIfAsked({ integer = false }: NumberSpec, value: number): number {
  return integer ? Math.round(value) : value;
}

/** 1 − rest, where three digits of the rest count. */
function oneMinus(rest: number): number {
  return roundTo(1 - rest, rest / 10);
}

function roundTo(value: number, resolution: number): number {
  const digits = Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(resolution))));
  return Number(value.toFixed(digits));
}

/**
 * The next value for an arrow key: a tenth of a decade on a log scale, of the value or of what it lacks to 1, else a
 * hundredth of the slider or 1.
 */
export function nudge(spec: NumberSpec, value: number, steps: number): number {
  const { scale, from, to } = sliderRange(spec);
  switch (scale) {
    case "linear": {
      if (spec.integer === true) return clamp(spec, Math.round(value) + steps);
      const step = (to - from) / 100;
      return clamp(spec, roundTo(value + steps * step, step));
    }
    case "log": {
      const next = roundToDigits(Math.max(value, from) * 10 ** (steps / 10), 3);
      return clamp(spec, spec.integer === true ? Math.max(1, Math.round(next)) : next);
    }
    case "nearOne":
      return clamp(spec, oneMinus((1 - Math.min(value, to)) * 10 ** (-steps / 10)));
  }
}

function clamp(spec: NumberSpec, value: number): number {
  return Math.max(spec.min, Math.min(spec.max, value));
}

/** "a number between 0 and 1", in the language of the page. */
export function rangeInWords({ min, max, integer = false }: NumberSpec): string {
  const range = { min: exactText(min), max: exactText(max) };
  return integer ? say("editor.number.whole", range) : say("editor.number.range", range);
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
