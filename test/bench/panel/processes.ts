import { readdirSync, readFileSync } from "node:fs";

/** A process as Linux lists it. */
interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes whose work a panel causes: the extension host, the runner, and the one that draws the webview. */
export interface PanelProcesses {
  readonly host: number;
  readonly runner: number;
  readonly webview: number;
}

/** Finds them among what this process has started. */
export function findPanelProcesses(): PanelProcesses {
  const mine = descendants(process.pid);
  const one = (pattern: RegExp): number => {
    const found = mine.filter(({ command }) => pattern.test(command));
    if (found.length !== 1) throw new Error(`${found.length} processes match ${String(pattern)}`);
    return found[0]!.pid;
  };
  return {
    host: one(/--type=extensionHost/),
    runner: one(/runner\.cjs/),
    webview: one(/--type=renderer/),
  };
}

function descendants(ancestor: number): readonly ListedProcess[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => listed(Number(name)));
  const found = new Set([ancestor]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

function listed(pid: number): ListedProcess[] {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return [{ pid, parent: Number(parent?.[1]), command }];
  } catch {
    return []; // It ended in the meantime.
  }
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
