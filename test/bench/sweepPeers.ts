import { buildC } from "./cProgram";

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
  const flags = scalar ? ["-fno-tree-vectorize", "-fno-tree-slp-vectorize"] : [];
  const program = buildC("sweepPeers", flags);
  return (
    program && {
      measure({ name, samples, features, steps, data, rates, betas }, rounds) {
        const sizes = [samples, features, steps, rounds, rates.length, betas.length];
        const all = Float64Array.from([...data, ...rates, ...betas]);
        const numbers = program.run([name, ...sizes], all);
        return {
          nanoseconds: numbers.slice(0, rounds),
          sum: numbers[rounds]!,
          finite: numbers[rounds + 1]!,
        };
      },
      dispose: () => {
        program.dispose();
      },
    }
  );
}
