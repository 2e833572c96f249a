import { parseSweep, SweepFault, sweepables } from "../options/parseSweep";
import type { Sweepable, SweepAxis } from "../options/sweepOptions";
import type { Ask } from "../protocol/question";
import type { SweepPart, SweepRequest } from "../protocol/sweep";
import { UsageError } from "../headless/usageError";
import type { Once } from "../headless/once";
import type { Arguments } from "./arguments";
import type { SweptCell, SweptRun } from "./sweepOutput";

/** Milliseconds after which the runner answers with what it has. */
const patience = 500;

/** Sweeps every run over the axes of the command line, and over seeds. Throws UsageError. */
export async function sweepRuns(
  { sweep, seeds, measure }: Pick<Arguments, "sweep" | "seeds" | "measure">,
  { client, opened: { parameters }, asked, catalogue }: Once,
): Promise<SweptRun[]> {
  const { session, runs, start, steps, seed, tolerance, noise, batchSize } = asked;
  const common = {
    ...{ session, start, steps, seed, tolerance, noise },
    ...(batchSize !== undefined && { batchSize }),
  };
  const swept: SweptRun[] = [];
  for (const { options } of runs) {
    const known = sweepables(options, catalogue.byId(options.optimizer)!, parameters, common);
    const axes = sweep === undefined ? [] : axesOf(sweep, known);
    const names = axes.map(({ target }) => nameOf(target, known));
    const seedAxis: SweepAxis = {
      target: { kind: "seed" },
      values: Array.from({ length: seeds ?? 1 }, (_, seed) => seed),
    };
    const all = seeds === undefined ? axes : [...axes, seedAxis];
    const request = { ...common, options, axes: all, measure };
    swept.push({ options, axes, names, measure, cells: await cellsOf(request, axes, client.ask) });
  }
  return swept;
}

function axesOf(text: string, known: readonly Sweepable[]): SweepAxis[] {
  try {
    return parseSweep(text, known);
  } catch (error) {
    if (error instanceof SweepFault) throw new UsageError(`--sweep ${text}: ${error.message}`);
    throw error;
  }
}

function nameOf(target: SweepAxis["target"], known: readonly Sweepable[]): string {
  const wanted = JSON.stringify(target);
  return known.find((one) => JSON.stringify(one.target) === wanted)!.name;
}

/** Asks for part after part and puts the cells together, those of several seeds in one. */
async function cellsOf(
  request: Omit<SweepRequest, "from" | "patience">,
  axes: readonly SweepAxis[],
  ask: Ask,
): Promise<SweptCell[]> {
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  const cells: SweptCell[] = Array.from({ length: count }, (_, cell) => ({
    at: placeOf(cell, axes),
    values: [],
    reasons: [],
    steps: [],
  }));
  for (let from = 0; ;) {
    const answer = await ask("sweep", { ...request, from, patience });
    if (!answer.ok) throw new UsageError(`--sweep: ${answer.problem.message}`);
    const part: SweepPart = answer.value;
    part.cells.forEach((cell, k) => {
      const { values, reasons, steps } = cells[cell % count]!;
      const repeat = Math.floor(cell / count);
      values[repeat] = part.values[k]!;
      reasons[repeat] = part.reasons[k]!;
      steps[repeat] = part.steps[k]!;
    });
    from += part.cells.length;
    if (part.isLast) return cells;
  }
}

function placeOf(cell: number, axes: readonly SweepAxis[]): number[] {
  let rest = cell;
  return axes.map(({ values }) => {
    const value = values[rest % values.length]!;
    rest = Math.floor(rest / values.length);
    return value;
  });
}
