import { readFileSync } from "node:fs";

/** Nanoseconds that the thread which started the process has run, where the system tells (Linux). */
function fromSystem(): number | undefined {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds of processor time of the main thread: what is waited for on a machine that does nothing else, while V8
 * compiles beside it. Where the system does not tell, of all threads together.
 */
export function mainThreadTime(): number {
  const own = fromSystem();
  if (own !== undefined) return own / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
