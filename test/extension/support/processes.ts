import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** The runners among the descendants of a process, by default of this extension host. */
export function runnerProcesses(root = process.pid): Promise<number[]> {
  return descendants(root, /dist.runner\.cjs/);
}

/** The extension hosts of a server. */
export function extensionHosts(root: number): Promise<number[]> {
  return descendants(root, /--type=extensionHost/);
}

/** The processes that descend from one and whose command line matches. */
export async function descendants(root: number, command: RegExp): Promise<number[]> {
  const all = await listProcesses(root);
  return all.filter((found) => command.test(found.command)).map(({ id }) => id);
}

async function listProcesses(root: number): Promise<Process[]> {
  const { stdout } = await execute("ps", ["-A", "-o", "pid=,ppid=,args="]);
  const all = stdout.split("\n").flatMap((line): Process[] => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ id: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : [];
  });
  const family = new Set([root]);
  for (let before = 0; before < family.size;) {
    before = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  }
  return all.filter(({ id }) => id !== root && family.has(id));
}

/** Does a process exist (a zombie does not count)? */
export async function isAlive(id: number): Promise<boolean> {
  const state = await execute("ps", ["-p", String(id), "-o", "stat="]).catch(() => undefined);
  return state !== undefined && !state.stdout.trim().startsWith("Z");
}
