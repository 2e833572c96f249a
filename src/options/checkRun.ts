import type { OptimizerCatalogue } from "../optimizers/catalogue";
import { suggestion } from "../text/nearest";
import { asWritten, withFollowingArguments } from "./argumentNumbers";
import { extraNames, readExtras } from "./extras";
import { checkSchedule } from "./parseSchedule";
import { type ParsedRun, builtIn, findOptimizer, hasNoOption, readOwn } from "./parseRun";
import { type OptionPath, collectProblems } from "./problems";
import { byArgumentOf } from "./readArgumentNumbers";
import type { RunOptions } from "./runOptions";

/**
 * A run as a structure, checked like one that was written: what a control or a remedy changed is held to the same ranges
 * as what a person writes, without becoming text in between. A hyperparameter that the optimizer does not have is a problem.
 */
export function checkRun(
  changed: RunOptions,
  catalogue: OptimizerCatalogue = builtIn,
  path: OptionPath = [],
): ParsedRun {
  const run = withFollowingArguments(changed);
  const problems = collectProblems(path);
  const optimizer = findOptimizer({ optimizer: run.optimizer }, catalogue, problems);
  if (!optimizer) return { problems: problems.list };
  const known = Object.keys(optimizer.hyperparameters);
  for (const name of Object.keys(run.hyperparameters))
    if (!known.includes(name))
      problems.at(name).errorAtKey(hasNoOption(optimizer, name, suggestion(name, known)));
  const written = asWritten(run);
  const { extras, byArgument } = readExtras(written.extras, extraNames, problems);
  const own = readOwn(written, written.hyperparameters, optimizer, problems);
  return {
    run: {
      ...{ ...own, extras, schedule: checkSchedule(run.schedule, problems.at("schedule")) },
      ...byArgumentOf({ ...own.byArgument, ...byArgument }),
    },
    problems: problems.list,
  };
}
