import { createRequire, isBuiltin } from "node:module";
import { refusedModule } from "./refusedModule";
import { refusal } from "../../languages/refusal";

/** Node modules that a loss function has a use for: reading data, paths, and plain computation. */
const allowedBuiltins = new Set([
  ...["assert", "async_hooks", "buffer", "constants", "crypto", "diagnostics_channel"],
  ...["events", "fs", "os", "path", "perf_hooks", "punycode", "querystring", "stream"],
  ...["string_decoder", "url", "util", "zlib"],
]);

/**
 * `require` as user code finds it, for what is not in its bundle: modules of Node. Those that a loss function cannot
 * use are there in name, since packages ask for many that are then never used; `own` are those that are ours.
 */
export function userRequire(
  file: string | URL,
  own: Readonly<Record<string, unknown>>,
): (id: string) => unknown {
  const load = createRequire(file);
  const require = (id: string): unknown => {
    const name = id.replace(/^node:/, "");
    if (Object.hasOwn(own, name)) return own[name];
    if (id.endsWith(".node")) throw refusal(`the native ${id}`);
    if (!isBuiltin(id) || allowedBuiltins.has(name.split("/")[0]!)) return load(id);
    return refusedModule(name, load(id), usable[name]?.(own));
  };
  return Object.assign(require, { resolve: (id: string) => load.resolve(id) });
}

/** What of refused modules packages call as they load. */
const usable: Readonly<
  Record<string, (own: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>
> = {
  module: (own) => ({ createRequire: (file: string | URL) => userRequire(file, own), isBuiltin }),
  tty: () => ({ isatty: () => false }),
  worker_threads: () => ({ isMainThread: true, parentPort: null, workerData: null }),
};
