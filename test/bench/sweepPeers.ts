import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A grid of runs in C. */
export interface SweepPeer {
  readonly name: "rosenbrock" | "logistic";
  readonly samples: number;
  readonly features: number;
  readonly steps: number;
  /** X row by row, y, the start; the rates and values of β₁ are added. */
  readonly data: readonly number[];
  readonly rates: readonly number[];
  readonly betas: readonly number[];
}

export interface SweepPeers {
  /** Nanoseconds in all of each round; the sum of the last losses that are finite, and how many are. */
  measure(
    peer: SweepPeer,
    rounds: number,
  ): { readonly nanoseconds: readonly number[]; readonly sum: number; readonly finite: number };
  dispose(): void;
}

/**
 * Builds `test/bench/c/sweepPeers.c`; undefined where there is no gcc. `scalar` keeps gcc from joining runs, or
 * parameters, to vectors by itself, as `-O3` lets it.
 */
export function buildSweepPeers(scalar: boolean): SweepPeers | undefined {
  const folder = mkdtempSync(join(tmpdir(), "sweep-peers-"));
  const program = join(folder, "peers");
  const flags = ["-O3", "-march=native", "-ffp-contract=off"];
  if (scalar) flags.push("-fno-tree-vectorize", "-fno-tree-slp-vectorize");
  try {
    execFileSync("gcc", [...flags, "-o", program, "test/bench/c/sweepPeers.c", "-lm"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    measure({ name, samples, features, steps, data, rates, betas }, rounds) {
      const file = join(folder, "data");
      writeFileSync(file, new Uint8Array(Float64Array.from([...data, ...rates, ...betas]).buffer));
      const sizes = [samples, features, steps, rounds, rates.length, betas.length].map(String);
      const output = execFileSync(program, [name, ...sizes, file], { encoding: "utf8" });
      const numbers = output.trim().split(/\s+/).map(Number);
      return {
        nanoseconds: numbers.slice(0, rounds),
        sum: numbers[rounds]!,
        finite: numbers[rounds + 1]!,
      };
    },
    dispose() {
      rmSync(folder, { recursive: true });
    },
  };
}
