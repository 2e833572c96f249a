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
  const names = [...new Set(RUNTIME_NAMES)].map((name) => `${name}: ${lifted.prefix}${name}`);
  return wrapped(lifted.code, builtins, `const { ${names.join(", ")} } = $runtime; `);
}

function wrapped(code: string, builtins: readonly string[], prologue: string): string {
  const head =
    `(function ({ ${builtins.join(", ")} }, $runtime) { ${prologue}` +
    `return function (module, exports, ${EXPOSE}) {\n`;
  return `${head}${code}\n}; })`;
}
