import type { Lifted } from "./lift";
import { RUNTIME_NAMES } from "./lift/operators";

/** The function through which a bundle hands out what is wanted of it. */
export const EXPOSE = "__optimizerLensExpose";

/** A script whose completion value is `(builtins, runtime) => (module, exports, expose) => …`. */
export interface Script {
  readonly code: string;
  /** Lines before the bundle's first. */
  readonly leadingLines: number;
}

/** The bundle as it is, with the named built-ins as locals. */
export function plainScript(bundle: string, builtins: readonly string[]): Script {
  return wrapped(bundle, builtins, "");
}

/** The lifted bundle, with the functions it calls. */
export function liftedScript(lifted: Lifted, builtins: readonly string[]): Script {
  const names = [...new Set(RUNTIME_NAMES)].map((name) => `${name}: ${lifted.prefix}${name}`);
  return wrapped(lifted.code, builtins, `const { ${names.join(", ")} } = $runtime; `);
}

function wrapped(code: string, builtins: readonly string[], prologue: string): Script {
  const head =
    `(function ({ ${builtins.join(", ")} }, $runtime) { ${prologue}` +
    `return function (module, exports, ${EXPOSE}) {\n`;
  return { code: `${head}${code}\n}; })`, leadingLines: 1 };
}
