import { parseJson5 } from "../languages/javascript/json5";
import { createCatalogue, type OptimizerCatalogue } from "../optimizers/catalogue";
import { declaredOptimizer } from "../optimizers/userOptimizer";
import { readCommentOptions } from "../options/commentOptions";
import { defaultRuns } from "../options/defaultRuns";
import { withDistinctLabels } from "../options/describeRun";
import { parseRun } from "../options/parseRun";
import type { RunOptions, SimulateOptions } from "../options/runOptions";
import type { OwnOptimizerSource } from "../protocol/runner";
import { UsageError, type Arguments } from "./arguments";
import { PlacedError, placeInWords, positionOf } from "./placedError";
import type { Source } from "./source";

export interface Settings extends SimulateOptions {
  readonly runs: readonly RunOptions[];
}

/** What the code asks for, with what the command line says on top. Throws at the first error; warnings go to `warn`. */
export function settingsOf(
  { file, text, fn }: Source,
  { runs, start, steps }: Arguments,
  optimizers: readonly OwnOptimizerSource[],
  warn: (line: string) => void,
): Settings {
  const catalogue = createCatalogue(
    optimizers.map(({ declaration }) => declaredOptimizer(declaration)),
  );
  const { options, problems } = readCommentOptions(fn, catalogue);
  for (const { range, message, severity } of problems) {
    const place = positionOf(text, range.from);
    if (severity === "error") throw new PlacedError(file, place, message);
    warn(`${placeInWords(file, place)}: warning: ${message}`);
  }
  return {
    ...options,
    ...(start === undefined ? {} : { start }),
    ...(steps === undefined ? {} : { steps }),
    runs:
      runs.length > 0
        ? withDistinctLabels(runs.map((run) => runOf(run, catalogue)))
        : (options.runs ?? defaultRuns),
  };
}

function runOf(text: string, catalogue: OptimizerCatalogue): RunOptions {
  const { value, problems: faults } = parseJson5(text);
  const { run, problems } = parseRun(value, catalogue);
  const message = faults[0]?.message ?? problems[0]?.message;
  if (message !== undefined || !run)
    throw new UsageError(`--run ${text}: ${message ?? "not a run"}`);
  return run;
}
