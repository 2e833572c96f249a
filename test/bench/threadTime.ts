import { readFileSync } from "node:fs";

/** Nanoseconds that the thread which started the process has run, where the system tells (Linux). */
function fromSystem(): number | undefined {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}

/** Milliseconds of processor time so far, all threads together. */
export function allThreadsTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Milliseconds of processor time so far of the main thread: what is waited for on a machine that does nothing else, while V8
 * compiles beside it. Where the system does not tell, of all threads together.
 */
export function mainThreadTime(): number {
  const own = fromSystem();
  return own === undefined ? allThreadsTime() : own / 1e6;
}
