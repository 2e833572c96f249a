import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The C programs that compiled graphs are measured against. */
export interface Peers {
  /** Runs one program once. */
  measure(
    name: string,
    size: [n: number, d: number],
    repetitions: number,
    data: readonly number[],
  ): PeerResult;
  dispose(): void;
}

export interface PeerResult {
  readonly nanoseconds: number;
  readonly loss: number;
  readonly gradientSum: number;
}

/** Builds a C file of `test/bench/c`; undefined where there is no gcc. */
export function buildPeers(source: string): Peers | undefined {
  const folder = mkdtempSync(join(tmpdir(), "graph-peers-"));
  const program = join(folder, "peers");
  const flags = ["-O3", "-march=native", "-ffp-contract=off", "-o", program, source, "-lm"];
  try {
    execFileSync("gcc", flags, { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    measure(name, [n, d], repetitions, data) {
      const file = join(folder, "data");
      writeFileSync(file, new Uint8Array(Float64Array.from(data).buffer));
      const output = execFileSync(program, [name, ...[n, d, repetitions].map(String), file], {
        encoding: "utf8",
      });
      const [nanoseconds, loss, gradientSum] = output.trim().split(" ").map(Number);
      return { nanoseconds: nanoseconds!, loss: loss!, gradientSum: gradientSum! };
    },
    dispose() {
      rmSync(folder, { recursive: true });
    },
  };
}
