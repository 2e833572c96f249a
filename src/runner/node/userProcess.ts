import type { UserConsole } from "./cappedConsole";
import type { UserTimers } from "./userTimers";

/** Thrown by `process.exit` and its like. */
class EndedProcess extends Error {
  override readonly name = "EndedProcess";
  constructor() {
    super("the code ended its process");
  }
}

/**
 * `process` as user code and packages find it: an empty environment, streams that print, the clocks
 * and versions of the real one; ending it is an error, and nobody is told of its events. `nextTick` is that of the code's realm.
 */
export function userProcess(
  console: UserConsole,
  nextTick: UserTimers["nextTick"],
): Record<string, unknown> {
  const end = (): never => {
    throw new EndedProcess();
  };
  const { arch, pid, platform, release, title, version, versions } = process;
  const itself: Record<string, unknown> = {
    ...{ arch, pid, platform, release, title, version, versions },
    ...{ env: {}, argv: [], execArgv: [], exitCode: undefined },
    stdout: stream(1, (text) => console["log"]?.(text)),
    stderr: stream(2, (text) => console["error"]?.(text)),
    stdin: { fd: 0, isTTY: false, on: () => itself["stdin"] },
    cwd: () => process.cwd(),
    uptime: () => process.uptime(),
    memoryUsage: () => process.memoryUsage(),
    hrtime: Object.assign((earlier?: [number, number]) => process.hrtime(earlier), {
      bigint: () => process.hrtime.bigint(),
    }),
    nextTick,
    emitWarning: () => undefined,
    listeners: () => [],
    ...{ exit: end, abort: end, kill: end, reallyExit: end },
  };
  for (const name of ["on", "once", "off", "addListener", "removeListener", "emit"]) {
    itself[name] = () => itself;
  }
  return itself;
}

function stream(fd: number, print: (text: string) => void): Record<string, unknown> {
  const itself: Record<string, unknown> = {
    ...{ fd, isTTY: false, columns: 80, writable: true },
    write(text: unknown) {
      print(String(text).replace(/\n$/, ""));
      return true;
    },
    ...{ on: () => itself, once: () => itself, end: () => itself },
  };
  return itself;
}
