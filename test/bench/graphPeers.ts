import { buildC } from "./cProgram";

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

/** Builds `test/bench/c/graphPeers.c`; undefined where there is no gcc. */
export function buildGraphPeers(): Peers | undefined {
  const program = buildC("graphPeers");
  return (
    program && {
      measure(name, size, repetitions, data) {
        const numbers = program.run([name, ...size, repetitions], Float64Array.from(data));
        const [nanoseconds, loss, gradientSum] = numbers as [number, number, number];
        return { nanoseconds, loss, gradientSum };
      },
      dispose: () => {
        program.dispose();
      },
    }
  );
}
