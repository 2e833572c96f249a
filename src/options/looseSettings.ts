import { parseJson5 } from "../text/json5";
import type { ProblemInText } from "./simulateComment";
import type { LossFunction } from "../languages/lossFunction";
import { nearestNames } from "../text/nearest";

/**
 * What follows a tag without braces although it is meant as its settings: `@simulate [1, 2]`, `@simulate steps: 100`,
 * `@simulate: { … }`. A comment may as well go on in prose after its tag, which is no fault.
 *
 * `keys` are the names of settings, any name if absent; `isRun` tells the words that are a run.
 */
export function looseSettings(
  { tag, role }: LossFunction,
  keys?: readonly string[],
  isRun: (word: string) => boolean = () => false,
): ProblemInText[] {
  const line = tag?.line;
  if (!line) return [];
  const { from, to, text } = line;
  const isOne = isRun(text);
  if (!isOne && !isValue(text) && !isBraced(text) && !isOption(text, keys)) return [];
  const example = isOne
    ? `@simulate { optimizer: "${text}" }`
    : role === "optimizer"
      ? '@optimizer { id: "mine", lr: 0.1 }'
      : "@simulate { start: [1, 2] }";
  const message = `settings stand in braces right behind their tag, such as ${example}`;
  const newText = isOne ? `{ optimizer: "${text}" }` : `{ ${text} }`;
  const isMended = isOne || isOption(text, keys);
  const fixes = isMended ? [{ kind: "brace" as const, edit: { from, to, newText } }] : [];
  return [{ range: { from, to }, message, severity: "error", code: "syntax", fixes }];
}

/** A value, several with commas between them, or the beginning of a list; `[a](b)` is a link. */
function isValue(text: string): boolean {
  return /^\[(?:[^\]]*|.*\])$/.test(text) || parseJson5(`[${text}]`).problems.length === 0;
}

/** Braces behind a sign. */
function isBraced(text: string): boolean {
  return /^[:=(]\s*\{/.test(text);
}

/** `name: value`, where the name is that of a setting, or nearly so and the value is none that prose would have. */
function isOption(text: string, keys: readonly string[] | undefined): boolean {
  const [, key, value] = /^(\w+)\s*[:=]\s*(\S.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) return false;
  if (keys?.includes(key) === true && /^\w+$/.test(value)) return true;
  const isKnown = keys === undefined || nearestNames(key, keys).length > 0;
  return isKnown && /^(?:["'[{]|[+-]?\.?\d\S*(?:,|$))/.test(value);
}
