import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whole runs in C. */
export interface RunPeers {
  /** Nanoseconds a step of each round, and where the run ended. */
  measure(name: string, run: PeerRun, rounds: number): PeerRounds;
  dispose(): void;
}

export interface PeerRun {
  /** Samples and features; 0 for a formula. */
  readonly samples: number;
  readonly features: number;
  readonly steps: number;
  /** X row by row, y, the start, the bias corrections of m and σ. */
  readonly data: Float64Array;
}

export interface PeerRounds {
  readonly nanoseconds: readonly number[];
  readonly loss: number;
  readonly parameterSum: number;
}

/** Builds `test/bench/c/runPeers.c`; undefined where there is no gcc. */
export function buildRunPeers(): RunPeers | undefined {
  const folder = mkdtempSync(join(tmpdir(), "run-peers-"));
  const program = join(folder, "peers");
  const flags = ["-O3", "-march=native", "-ffp-contract=off"];
  try {
    execFileSync("gcc", [...flags, "-o", program, "test/bench/c/runPeers.c", "-lm"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    measure(name, { samples, features, steps, data }, rounds) {
      const file = join(folder, "data");
      writeFileSync(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      const sizes = [samples, features, steps, rounds].map(String);
      const output = execFileSync(program, [name, ...sizes, file], { encoding: "utf8" });
      const numbers = output.trim().split(/\s+/).map(Number);
      return {
        nanoseconds: numbers.slice(0, rounds),
        loss: numbers[rounds]!,
        parameterSum: numbers[rounds + 1]!,
      };
    },
    dispose() {
      rmSync(folder, { recursive: true });
    },
  };
}
