import type { LossFunction } from "../languages/lossFunction";

/** Names of what an optimizer moves, as far as a function's list of parameters tells them. */
export function parameterNames(
  { parameters }: Pick<LossFunction, "parameters">,
  takesSample: boolean,
): readonly string[] {
  const given = takesSample ? parameters.slice(0, -1) : parameters;
  const names = given
    .filter(({ hasDefault }, index) => index === 0 || !hasDefault)
    .flatMap(({ text }) => namesInPattern(text));
  return [...new Set(names)];
}

/** `x`, and the names in `[x, y]`, `{ w, b = 3 }` and `{ weights: w }`, whose name in a start is `weights`. */
function namesInPattern(pattern: string): string[] {
  if (!/^[[{]/.test(pattern)) return pattern.match(/^[\p{ID_Start}$_][\p{ID_Continue}$]*/u) ?? [];
  const parts = pattern.slice(1, -1).split(",");
  return parts.flatMap((part) => part.trim().match(/^[\p{ID_Start}$_][\p{ID_Continue}$]*/u) ?? []);
}
