import { createRequire, isBuiltin } from "node:module";
import vm from "node:vm";
import type { Realm } from "../languages/javascript/realm/realm";
import { cappedConsole, type Printed } from "./cappedConsole";

/** Node modules that a loss function has a use for: reading data, paths, and plain computation. */
const allowedBuiltins = new Set([
  "assert",
  "buffer",
  "crypto",
  "events",
  "fs",
  "os",
  "path",
  "perf_hooks",
  "querystring",
  "stream",
  "string_decoder",
  "timers",
  "url",
  "util",
  "zlib",
]);

/** Thrown by `process.exit` and its like. */
export class EndedProcess extends Error {
  override readonly name = "EndedProcess";
  constructor() {
    super("the code ended its process");
  }
}

/**
 * A realm of its own for the user's code: its `Math` and `Array.prototype` are not ours, so patching them cannot
 * corrupt the optimizer. It is not a security boundary; that is Workspace Trust.
 */
export class UserRealm implements Realm {
  readonly printed: Printed = { lines: [], count: 0 };
  private readonly context: vm.Context;

  /** `file` is where bare `require`s resolve from. */
  constructor(file: string) {
    const end = () => {
      throw new EndedProcess();
    };
    this.context = vm.createContext(
      {
        console: cappedConsole(this.printed),
        require: guardedRequire(file),
        process: {
          env: {},
          argv: [],
          platform: process.platform,
          version: process.version,
          versions: process.versions,
          cwd: () => process.cwd(),
          hrtime: (earlier?: [number, number]) => process.hrtime(earlier),
          nextTick: (callback: () => void) => queueMicrotask(callback),
          exit: end,
          abort: end,
          kill: end,
          reallyExit: end,
          on: () => undefined,
          emitWarning: () => undefined,
        },
        performance,
        setTimeout,
        clearTimeout,
        setInterval,
        clearInterval,
        setImmediate,
        queueMicrotask,
        structuredClone,
        TextEncoder,
        TextDecoder,
        URL,
        Buffer,
        crypto: globalThis.crypto,
      },
      { name: "loss function", microtaskMode: undefined },
    );
    vm.runInContext("globalThis.global = globalThis; globalThis.self = globalThis", this.context);
  }

  /** Evaluates a script and returns its completion value. */
  evaluate(code: string, filename: string): unknown {
    return new vm.Script(code, { filename }).runInContext(this.context);
  }
}

function guardedRequire(file: string): (id: string) => unknown {
  const load = createRequire(file);
  return (id) => {
    const name = id.replace(/^node:/, "");
    if (isBuiltin(id) && !allowedBuiltins.has(name.split("/")[0]!)) {
      throw new Error(`a loss function cannot use the module "${name}"`);
    }
    return load(id) as unknown;
  };
}
