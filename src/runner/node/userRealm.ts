import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import type { PrintingRealm } from "../../languages/platform";
import { cappedConsole, type Printed } from "./cappedConsole";
import { userProcess } from "./userProcess";
import { userRequire } from "./userRequire";
import { timersScript, type UserTimers } from "./userTimers";
import { refusal } from "../../languages/refusal";

/** What packages look for beside the language, and may use. */
const hostGlobals = [
  ...["performance", "crypto", "structuredClone", "atob", "btoa"],
  ...["TextEncoder", "TextDecoder", "URL", "URLSearchParams", "Buffer"],
  ...["AbortController", "AbortSignal", "Event", "EventTarget"],
];

/** What a loss function cannot use: there, so that code which only mentions it loads. */
const absentGlobals = ["fetch", "WebSocket", "EventSource"];

/** Names of the global object, and the symbols that `using` needs where V8 does not bring them. */
const preamble = `
  globalThis.global = globalThis;
  globalThis.self = globalThis;
  for (const name of ["dispose", "asyncDispose"]) {
    if (!(name in Symbol)) Object.defineProperty(Symbol, name, { value: Symbol("Symbol." + name) });
  }`;

/**
 * A realm of its own for the user's code: its `Math` and `Array.prototype` are not ours, so patching them cannot
 * corrupt the optimizer. It is not a security boundary; that is Workspace Trust.
 */
export class UserRealm implements PrintingRealm {
  readonly printed: Printed = { lines: [], count: 0 };
  private readonly context: vm.Context;

  /**
   * `file` is where bare `require`s resolve from; `evaluating` is told of every script, which may take longer than a
   * call, and with it of what calls before it have put off.
   */
  constructor(
    file: string,
    private readonly evaluating = (script: () => unknown): unknown => script(),
  ) {
    const console = cappedConsole(this.printed);
    this.context = vm.createContext(
      {
        console,
        __filename: file,
        __dirname: dirname(file),
        __importMetaUrl: pathToFileURL(file).href,
        ...Object.fromEntries(
          hostGlobals.map((name) => [name, Reflect.get(globalThis, name) as unknown]),
        ),
        ...Object.fromEntries(absentGlobals.map((name) => [name, refusing(name)])),
      },
      // Reactions of its promises run at the end of each script, within the time that it has.
      { name: "loss function", microtaskMode: "afterEvaluate" },
    );
    vm.runInContext(preamble, this.context);
    const timers = vm.runInContext(timersScript, this.context) as UserTimers;
    const process = userProcess(console, timers.nextTick);
    const require = userRequire(file, { console, process, ...timers.modules });
    Object.assign(this.context, { process, require, ...timers.globals });
  }

  /** Evaluates a script and returns its completion value. */
  evaluate(code: string, filename: string): unknown {
    const script = new vm.Script(code, { filename });
    return this.evaluating(() => script.runInContext(this.context) as unknown);
  }
}

function refusing(name: string): () => never {
  return function refused() {
    throw refusal(`${name}: it has no network`);
  };
}
