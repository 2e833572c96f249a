import { fork, type ChildProcess } from "node:child_process";

/** Environment variables that would change how the runner starts; none of them is the user's wish for it. */
const scrubbed =
  /^(NODE_OPTIONS|NODE_PATH|NODE_V8_COVERAGE|ELECTRON_RUN_AS_NODE|VSCODE_.*|LD_PRELOAD|DYLD_.*)$/;

/** How a runner process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Starts the runner as a process of its own, in a process group of its own, so that it can be killed with all that it
 * started. Messages keep typed arrays, NaN and ±Infinity (`advanced` serialization).
 */
export function startRunner(
  script: string,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const environment: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: "1", ...settings };
  for (const [name, value] of Object.entries(process.env)) {
    if (!scrubbed.test(name)) environment[name] = value;
  }
  return fork(script, [], {
    env: environment,
    execArgv: ["--max-old-space-size=2048", "--stack-size=900"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
}

/** Kills a runner and everything it started; harmless when it is gone already. */
export function killRunner(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
