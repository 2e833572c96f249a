import { withValue, type Sweepable, type SweepAxis } from "../../options/sweepOptions";
import type { RunOptions } from "../../options/runOptions";
import type { CodeContext, CodeParts } from "../codeContext";
import { pythonFloat, pythonInteger, pythonString } from "../python";
import { runAsCode } from "../runAsCode";

/** What of a run a program may change, with the name that people know it by. */
export interface SearchedNumber extends Pick<Sweepable, "name" | "range" | "scale"> {
  readonly axis: SweepAxis;
}

/** The axes with what they are called and may be. */
export function searchedNumbers(
  axes: readonly SweepAxis[],
  known: readonly Sweepable[],
): SearchedNumber[] {
  return axes.map((axis) => {
    const wanted = JSON.stringify(axis.target);
    const { name, range, scale } = known.find(({ target }) => JSON.stringify(target) === wanted)!;
    return { name, range, scale, axis };
  });
}

/** The code of a run whose searched numbers are read from `setting["lr"]`, and what a person should know about it. */
export interface SettingCode {
  readonly parts: CodeParts;
  readonly notes: readonly string[];
}

/** A number of which the code cannot be written without knowing its value. */
export class BakedInError extends Error {}

/** Places along the range of a number whose values stand for it: pairs that are tried until one tells. */
const shares = [
  [0.3819660112501051, 0.6180339887498949],
  [0.7548776662466927, 0.2451223337533073],
  [0.4142135623730951, 0.8191725133961645],
] as const;

/**
 * The PyTorch code of a run in which some numbers are read from a dictionary instead.
 *
 * The code is written twice with values of its own in the place of each number, and these are replaced in the text. Where
 * both ways do not come to the same text a number stands in it by something that was computed from it, or by nothing that
 * can be told apart; then it throws a `BakedInError` that names the numbers.
 */
export function settingCode(
  run: RunOptions,
  context: CodeContext,
  numbers: readonly SearchedNumber[],
): SettingCode {
  const moved = numbers.find(
    ({ axis: { target } }) => target.kind === "seed" || target.kind === "jitter",
  );
  if (moved) throw new BakedInError(`${moved.name} is nothing that the code depends on`);
  for (const [first, second] of shares) {
    const [one, other] = [first, second].map((share) => written(run, context, numbers, share));
    if (JSON.stringify(one!.parts) === JSON.stringify(other!.parts)) return one!;
  }
  const names = numbers.map(({ name }) => name).join(", ");
  throw new BakedInError(`the code holds numbers that are computed from ${names}`);
}

function written(
  run: RunOptions,
  context: CodeContext,
  numbers: readonly SearchedNumber[],
  share: number,
): SettingCode {
  let options = run;
  const start = [...context.start];
  const stands = numbers.map((number, k) => {
    const value = standIn(number, share + k / 1000);
    const { target } = number.axis;
    if (target.kind === "start") start[target.index] = value;
    else options = withValue(options, target, value);
    const text = number.range.integer === true ? pythonInteger(value) : pythonFloat(value);
    const whole = text.replace(/[.\\+]/g, "\\$&");
    // Whole numbers are written as floats where a method takes them as such.
    const pattern = number.range.integer === true ? `${whole}(?:\\.0)?` : whole;
    return {
      pattern: new RegExp(`(?<![\\w.])${pattern}(?![\\w.])`, "g"),
      by: `setting[${pythonString(number.name)}]`,
    };
  });
  const { parts, notes } = runAsCode(options, { ...context, start }, "pytorch");
  const replaced = (lines: readonly string[]): string[] =>
    lines.map((line) => stands.reduce((text, { pattern, by }) => text.replace(pattern, by), line));
  const functions = replaced(parts.functions);
  const loop = replaced(parts.loop);
  return { parts: { ...parts, title: [], functions, loop }, notes };
}

/** A value within the range of what is searched that is none of the usual ones. */
function standIn({ axis: { values }, range }: SearchedNumber, share: number): number {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const value = from < to ? from + (to - from) * share : from * (1 - share / 1e3) + share / 1e9;
  const whole = range.integer === true ? Math.round(value) : value;
  return Math.max(range.min, Math.min(range.max, whole));
}
