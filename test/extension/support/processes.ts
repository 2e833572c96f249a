import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** The runner processes of this extension host. */
export async function runnerProcesses(): Promise<number[]> {
  const all = await listProcesses();
  return all.filter(({ command }) => /dist.runner\.cjs/.test(command)).map(({ id }) => id);
}

/** Every process that descends from this one. */
async function listProcesses(): Promise<Process[]> {
  const { stdout } = await execute("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const all = stdout.split("\n").flatMap((line): Process[] => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ id: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : [];
  });
  const family = new Set([process.pid]);
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  }
  return all.filter(({ id }) => id !== process.pid && family.has(id));
}

/** Does a process exist (a zombie does not count)? */
export async function isAlive(id: number): Promise<boolean> {
  const state = await execute("ps", ["-p", String(id), "-o", "stat="]).catch(() => undefined);
  return state !== undefined && !state.stdout.trim().startsWith("Z");
}
