import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findLossFunctions } from "../../src/languages/javascript/find/find";
import { axisValues, type SweepAxis } from "../../src/options/sweepOptions";
import type { SweepRequest } from "../../src/protocol/sweep";
import { RunnerClient } from "../../src/runner/client/runnerClient";
import { runOptions } from "../contract/runs/lectureData";

/** Milliseconds of a part, as the panel asks for it. */
const patience = 30;

const text = "export const loss = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;";

const axes: readonly SweepAxis[] = [
  { target: { kind: "lr" }, values: axisValues(1e-4, 1, 64, "log") },
  { target: { kind: "hyperparameter", name: "beta1" }, values: axisValues(0, 0.99, 64) },
];

/**
 * Milliseconds from a stop to the runner's answer that none of its threads is at a cell any more: of sweeps of 64 × 64
 * runs of Adam through Rosenbrock's valley, asked for part by part, each stopped at another time.
 */
export async function timeStops(stops: number, steps: number): Promise<number[]> {
  const client = new RunnerClient({
    script: resolve("dist/runner.cjs"),
    limits: () => ({ time: 10_000, memory: 2048 }),
    onSlice: () => undefined,
    log: (line) => console.error(line),
  });
  const session = "bench";
  const asked: Omit<SweepRequest, "start" | "from"> = {
    ...{ session, options: runOptions("adam", 0.01), axes, measure: { kind: "end" }, patience },
    ...{ steps, seed: 0, tolerance: 0, noise: 0 },
  };
  try {
    const fn = findLossFunctions(text, { language: ".ts" }).functions[0]!;
    const file = join(tmpdir(), "loss.ts");
    await client.open({ session, file, text, overlays: {}, function: fn, optimizers: [] });
    const times: number[] = [];
    for (let stop = 0; stop < stops; stop++) {
      let isWanted = true;
      const follow = async (): Promise<void> => {
        for (let from = 0; isWanted;) {
          const part = await client.ask("sweep", { ...asked, start: [-1.2 + stop / 100, 1], from });
          if (!part.ok) throw new Error(part.problem.message);
          if (part.value.isLast) throw new Error("the sweep was over before it was stopped");
          from += part.value.cells.length;
        }
      };
      const parts = follow();
      await new Promise((later) => setTimeout(later, 60 + 17 * (stop % 10)));
      isWanted = false;
      const pressed = performance.now();
      await client.ask("stopSweep", { session });
      times.push(performance.now() - pressed);
      await parts;
    }
    return times;
  } finally {
    client.dispose();
  }
}
