import { readdirSync, readFileSync } from "node:fs";
import { descendants, extensionHosts, runnerProcesses } from "../../extension/support/processes";

/** The processes whose work a panel causes: the extension host, the runner, and the one that draws the webview. */
export interface PanelProcesses {
  readonly host: number;
  readonly runner: number;
  readonly webview: number;
}

/** Finds them among what this process has started. */
export async function findPanelProcesses(): Promise<PanelProcesses> {
  return {
    host: onlyOne("extension hosts", await extensionHosts(process.pid)),
    runner: onlyOne("runners", await runnerProcesses(process.pid)),
    webview: onlyOne("renderers", await descendants(process.pid, /--type=renderer/)),
  };
}

function onlyOne(kind: string, found: readonly number[]): number {
  if (found.length !== 1)
    throw new Error(`there should be one of the ${kind}, and there are ${found.length}`);
  return found[0]!;
}

/** Processor time of all threads of a process so far, in ms. */
export function processTime(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) total += threadTime(pid, Number(thread));
  return total;
}

/** Processor time of a process's main thread so far, in ms. */
export function mainThreadTime(pid: number): number {
  return threadTime(pid, pid);
}

function threadTime(pid: number, thread: number): number {
  try {
    const [running] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(running) / 1e6;
  } catch {
    return 0; // The thread ended in the meantime.
  }
}

/** Resident memory of a process in MB. */
export function residentMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024) / 1e6;
}
