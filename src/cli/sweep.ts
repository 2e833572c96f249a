import type { RunOptions } from "../options/runOptions";
import { parseSweep, SweepFault, sweepables } from "../options/parseSweep";
import { cellCount, repeatAxes, type Sweepable, type SweepAxis } from "../options/sweepOptions";
import { searchedNumbers } from "../codeExport/search/settingCode";
import type { SearchedRun } from "../codeExport/search/searchProgram";
import { spreadOf } from "../options/spread";
import { tuningAxes } from "../options/tuning";
import { conditionsOf } from "../protocol/conditions";
import { stopReasons, type SweepPart, type SweepRequest } from "../protocol/sweep";
import { UsageError } from "../headless/usageError";
import type { Once } from "../headless/once";
import type { Arguments } from "./arguments";
import type { SweptCell, SweptRun } from "./sweepOutput";
import type { TunedRun } from "./tuneOutput";

/** Milliseconds after which the runner answers with what it has. */
const patience = 500;

type Asked = Pick<Arguments, "sweep" | "seeds" | "jitter" | "measure">;

/** Sweeps every run over the axes of the command line, and over seeds. Throws UsageError. */
export async function sweepRuns({ sweep, ...asked }: Asked, once: Once): Promise<SweptRun[]> {
  const swept: SweptRun[] = [];
  for (const { options } of once.asked.runs) {
    const known = knownOf(options, once);
    const axes = sweep === undefined ? [] : axesOf(sweep, known);
    const names = axes.map(({ target }) => nameOf(target, known));
    const { cells } = await cellsOf("--sweep", options, axes, asked, once);
    swept.push({ options, axes, names, measure: asked.measure, cells });
  }
  return swept;
}

/** Tries as many settings of every run, and says what the loss is where they begin. Throws UsageError. */
export async function tuneRuns(
  budget: number,
  asked: Omit<Asked, "sweep">,
  once: Once,
): Promise<{ readonly runs: readonly TunedRun[]; readonly startLoss: number }> {
  const runs: TunedRun[] = [];
  let startLoss = NaN;
  for (const { options } of once.asked.runs) {
    const known = knownOf(options, once);
    const axes = tuningAxes(known, budget, once.asked.seed);
    const names = axes.map(({ target }) => nameOf(target, known));
    const found = await cellsOf("--tune", options, axes, asked, once);
    const scores = found.cells.map(({ values }) => spreadOf(values).median);
    runs.push({ options, axes, names, dimension: axes.length, scores });
    startLoss = found.startLoss;
  }
  return { runs, startLoss };
}

/** The runs with the numbers that a program for another machine searches. Throws UsageError. */
export function searchedRuns(
  { sweep, tune }: Pick<Arguments, "sweep" | "tune">,
  once: Once,
): SearchedRun[] {
  return once.asked.runs.map(({ options }) => {
    const known = knownOf(options, once);
    const axes =
      tune === undefined ? axesOf(sweep!, known) : tuningAxes(known, tune, once.asked.seed);
    return { options, numbers: searchedNumbers(axes, known) };
  });
}

function knownOf(options: RunOptions, { opened, asked, catalogue }: Once): Sweepable[] {
  return sweepables(options, catalogue.byId(options.optimizer)!, opened.parameters, asked);
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
  option: string,
  options: RunOptions,
  axes: readonly SweepAxis[],
  { seeds, jitter, measure }: Omit<Asked, "sweep">,
  { client, asked }: Once,
): Promise<{ readonly cells: readonly SweptCell[]; readonly startLoss: number }> {
  const request: Omit<SweepRequest, "from"> = {
    ...{ session: asked.session, options, measure, patience, ...conditionsOf(asked) },
    axes:
      seeds === undefined && axes.length > 0 ? axes : [...axes, ...repeatAxes(seeds ?? 1, jitter)],
  };
  const count = cellCount(axes);
  const cells: SweptCell[] = Array.from({ length: count }, (_, cell) => ({
    at: placeOf(cell, axes),
    values: [],
    reasons: [],
    steps: [],
  }));
  for (let from = 0; ;) {
    const answer = await client.ask("sweep", { ...request, from });
    if (!answer.ok) throw new UsageError(`${option}: ${answer.problem.message}`);
    const part: SweepPart = answer.value;
    part.cells.forEach((cell, k) => {
      const { values, reasons, steps: taken } = cells[cell % count]!;
      const repeat = Math.floor(cell / count);
      values[repeat] = part.values[k]!;
      reasons[repeat] = stopReasons[part.reasons[k]!]!;
      taken[repeat] = part.steps[k]!;
    });
    from += part.cells.length;
    if (part.isLast) return { cells, startLoss: part.startLoss };
  }
}

function placeOf(cell: number, axes: readonly SweepAxis[]): number[] {
  let [place, rest] = [0, cell];
  return axes.map(({ values, joined }) => {
    if (!joined) {
      place = rest % values.length;
      rest = Math.floor(rest / values.length);
    }
    return values[place]!;
  });
}
