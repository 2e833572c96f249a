import { longestAtOnce } from "./findUpTo";
import type { FindOptions, Language } from "./language";
import type { FoundFunctions, LossFunction } from "./lossFunction";

/**
 * `Language.functionAround` for a language that finds all functions so. What was found last is remembered: a cursor moves
 * far more often than the text changes.
 */
export function rememberingFunctionAround(
  findAll: Language["findAll"],
): Language["functionAround"] {
  let latest:
    { readonly text: string; readonly key: string; readonly found: FoundFunctions } | undefined;
  const remembered = (text: string, options: FindOptions): FoundFunctions => {
    const key = `${options.language}\n${options.lossWords?.join("\n") ?? ""}`;
    if (latest?.key !== key || latest.text !== text) {
      latest = { text, key, found: findAll(text, options) };
    }
    return latest.found;
  };
  return (text, offset, options) =>
    text.length > longestAtOnce
      ? undefined
      : chooseAround(remembered(text, options).functions, offset);
}

/**
 * The innermost marked function around an offset, else the innermost one that can be simulated, else the innermost one
 * with a name, which then says why it cannot.
 */
function chooseAround(
  functions: readonly LossFunction[],
  offset: number,
): LossFunction | undefined {
  const around = functions
    .filter(({ range, role }) => role === "loss" && range.from <= offset && offset <= range.to)
    .sort((a, b) => a.range.to - a.range.from - (b.range.to - b.range.from));
  return (
    around.find(({ marked }) => marked !== undefined) ??
    around.find(({ unsupported }) => unsupported === undefined) ??
    around[0]
  );
}
