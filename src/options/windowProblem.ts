import { inWords, suggestion } from "../text/nearest";
import type { SimulateOptions } from "./runOptions";

/** Why a window does not fit a function with these parameters; undefined if it does. */
export function windowProblem(
  window: SimulateOptions["window"],
  parameters: readonly string[],
): string | undefined {
  if (window === undefined) return undefined;
  const axes = parameters.slice(0, 2);
  if (isList(window)) {
    if (window.length === axes.length) return undefined;
    return `window needs a range for ${inWords(axes, "and")}, and has ${window.length}`;
  }
  const unknown = Object.keys(window).find((name) => !parameters.includes(name));
  if (unknown !== undefined)
    return `window names no parameter with "${unknown}": ${suggestion(unknown, parameters)}`;
  const missing = parameters.filter((name) => !Object.hasOwn(window, name));
  return missing.length === 0
    ? undefined
    : `window needs a range for each parameter, and has none for ${inWords(missing.slice(0, 4), "and")}`;
}

function isList(
  window: NonNullable<SimulateOptions["window"]>,
): window is readonly (readonly [number, number])[] {
  return Array.isArray(window);
}
