import type { Lifted } from "../lift/lift";
import { RUNTIME_NAMES } from "../lift/operators";

/** The function through which a bundle hands out what is wanted of it. */
export const EXPOSE = "__optimizerLensExpose";

/** Lines of a script before the bundle's first. */
export const LEADING_LINES = 1;

/**
 * The bundle as it is, with the named built-ins as locals: a script whose completion value is
 * `(builtins, runtime) => (module, exports, expose) => …`.
 */
export function plainScript(bundle: string, builtins: readonly string[]): string {
  return wrapped(bundle, builtins, "");
}

/** The lifted bundle, with the functions it calls. */
export function liftedScript(lifted: Lifted, builtins: readonly string[]): string {
  return wrapped(lifted.code, builtins, runtimeNames(lifted.prefix));
}

/**
 * A script whose completion value is `(builtins, runtime) => (text) => …`, which evaluates lifted texts: they find the
 * named built-ins, what is on the global object of those, and the run-time.
 */
export function evaluatorScript(prefix: string, builtins: readonly string[]): string {
  const names = `const { ${builtins.join(", ")} } = $builtins; ${runtimeNames(prefix)}`;
  return `(function ($builtins, $runtime) { with ($builtins.globalThis) { ${names}return (text) => eval(text); } })`;
}

function runtimeNames(prefix: string): string {
  const names = [...new Set(RUNTIME_NAMES)].map((name) => `${name}: ${prefix}${name}`);
  return `const { ${names.join(", ")} } = $runtime; `;
}

function wrapped(code: string, builtins: readonly string[], prologue: string): string {
  const head =
    `(function ({ ${builtins.join(", ")} }, $runtime) { ${prologue}` +
    `return function (module, exports, ${EXPOSE}) {\n`;
  return `${head}${code}\n}; })`;
}
