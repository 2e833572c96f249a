import type { RunOptions } from "../../src/options/runOptions";
import type { Sweepable } from "../../src/options/sweepOptions";
import type { SweepSubject } from "../parts/sweepScript";
import { usualChoice, type AxisChoice } from "./sweepModel";

/** What a cell's run changes of the panel's settings. */
export interface Setting {
  readonly options: RunOptions;
  readonly start: readonly number[];
  readonly seed: number;
}

/** η across, and up the first number of the method, if it has one that the run uses. */
export function firstChoices(known: readonly Sweepable[]): AxisChoice[] {
  const rate = known.find(({ target }) => target.kind === "lr");
  const second = known.find(
    ({ target, scale, present }) =>
      target.kind === "hyperparameter" && scale === "linear" && (present ?? 0) > 0,
  );
  return [rate, second].flatMap((one) => (one ? [usualChoice(one)] : []));
}

/** The run's own values of what is swept: those before a cell was shown. */
export function presentOf(
  before: Setting | undefined,
  { run, settings }: SweepSubject,
  known: readonly Sweepable[],
  choices: readonly AxisChoice[],
): (number | undefined)[] {
  const options = before?.options ?? run.options;
  const start = before?.start ?? settings.start;
  return choices.map(({ name }) => {
    const target = known.find((one) => one.name === name)?.target;
    switch (target?.kind) {
      case "lr":
        return options.lr;
      case "hyperparameter":
        return options.hyperparameters[target.name] as number | undefined;
      case "extra":
        return options.extras[target.name];
      case "schedule":
        return options.schedule.options[target.name] as number | undefined;
      case "start":
        return start[target.index];
      case "seed":
        return before?.seed ?? settings.seed;
      default:
        return undefined;
    }
  });
}
