import { buildC } from "./cProgram";

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
  const program = buildC("runPeers");
  return (
    program && {
      measure(name, { samples, features, steps, data }, rounds) {
        const numbers = program.run([name, samples, features, steps, rounds], data);
        return {
          nanoseconds: numbers.slice(0, rounds),
          loss: numbers[rounds]!,
          parameterSum: numbers[rounds + 1]!,
        };
      },
      dispose: () => {
        program.dispose();
      },
    }
  );
}
