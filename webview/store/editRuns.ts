import { findOptimizer } from "./catalogue";
import type { HyperparameterValue } from "../../src/optimizers/optimizer";
import { runWithDefaults } from "../../src/options/defaultRuns";
import { automaticLabel } from "../../src/options/describeRun";
import type { RunOptions } from "../../src/options/runOptions";
import { isInRange } from "../../src/options/readValue";
import type { PanelRun } from "../../src/protocol/panelCalls";
import { freeLabel, newRun, type RunLook } from "../../src/protocol/runList";
import { valueKey } from "./valueKey";

type Runs = readonly PanelRun[];

/** Runs that a new one must look different from beside those of its list: the code's broken ones. */
type Broken = readonly RunLook[] | undefined;

/** The list with another run of `optimizer` at its end, in a style that is still free; without a rate, at its default. */
export function addRun(runs: Runs, optimizer: string, rate?: number, broken?: Broken): PanelRun[] {
  const found = findOptimizer(optimizer);
  if (!found) throw new Error(`no optimizer is called "${optimizer}"`);
  return addRunWith(runs, runWithDefaults(found, {}, rate), broken);
}

/** The list with another run of these options at its end. */
export function addRunWith(runs: Runs, options: RunOptions, broken?: Broken): PanelRun[] {
  return [...runs, newRun(runs, options, broken)];
}

/** Do two runs do the same, whatever they are called? */
export function isSameRun(a: RunOptions, b: RunOptions): boolean {
  return valueKey({ ...a, label: "" }) === valueKey({ ...b, label: "" });
}

/** The list with a copy of a run behind it. */
export function duplicateRun(runs: Runs, id: string, broken?: Broken): PanelRun[] {
  return runs.flatMap((run) => (run.id === id ? [run, newRun(runs, run.options, broken)] : [run]));
}

export function removeRun(runs: Runs, id: string): PanelRun[] {
  return runs.filter((run) => run.id !== id);
}

/** The list with a run moved by `places`, as far as there is room. */
export function moveRun(runs: Runs, id: string, places: number): PanelRun[] {
  const from = runs.findIndex((run) => run.id === id);
  if (from < 0) return [...runs];
  const rest = removeRun(runs, id);
  rest.splice(Math.max(0, Math.min(rest.length, from + places)), 0, runs[from]!);
  return rest;
}

/** The list with some of one run replaced. */
export function changeRun(runs: Runs, id: string, change: Partial<PanelRun>): PanelRun[] {
  return runs.map((run) => (run.id === id ? { ...run, ...change } : run));
}

/** The list with a run hidden, or shown again. */
export function toggleHidden(runs: Runs, id: string): PanelRun[] {
  return runs.map((run) => (run.id === id ? { ...run, hidden: !run.hidden } : run));
}

/** The list with some of one run's options replaced; a label that was automatic stays so. */
export function changeOptions(runs: Runs, id: string, change: Partial<RunOptions>): PanelRun[] {
  return runs.map((run) => {
    if (run.id !== id) return run;
    const options = { ...run.options, ...change };
    const relabel = change.label === undefined && run.options.label === labelOf(run.options);
    return { ...run, options: relabel ? { ...options, label: labelOf(options) } : options };
  });
}

function labelOf(options: RunOptions): string {
  const optimizer = findOptimizer(options.optimizer);
  return optimizer ? automaticLabel(optimizer, options.hyperparameters) : options.label;
}

/**
 * The list with a run turned into one of another optimizer. Its schedule and extras stay; hyperparameters of the same
 * name stay where they are allowed; the learning rate becomes `rate`, or the new optimizer's own.
 */
export function changeOptimizer(
  runs: Runs,
  id: string,
  optimizer: string,
  rate?: number,
): PanelRun[] {
  const found = findOptimizer(optimizer);
  const old = runs.find((run) => run.id === id)?.options;
  if (!found || !old) return [...runs];
  const fresh = runWithDefaults(found, {}, rate);
  const wasAutomatic = old.label.replace(/ \(\d+\)$/, "") === labelOf(old);
  const options: RunOptions = { ...fresh, schedule: old.schedule, extras: old.extras };
  const others = removeRun(runs, id);
  const label = wasAutomatic ? freeLabel(others, fresh.label) : old.label;
  return changeRun(runs, id, { options: { ...options, label } });
}

/** The value under `name`: the learning rate as "lr", else a hyperparameter. */
export function hyperparameterOf(
  options: RunOptions,
  name: string,
): HyperparameterValue | undefined {
  return name === "lr" ? options.lr : options.hyperparameters[name];
}

/** The list with a hyperparameter set in one run, or, where it is linked, in every run that has it in range. */
export function setHyperparameter(
  runs: Runs,
  id: string,
  name: string,
  value: HyperparameterValue,
  linked: boolean,
): PanelRun[] {
  return runs.reduce<PanelRun[]>(
    (list, run) =>
      run.id === id || (linked && accepts(run.options, name, value))
        ? changeOptions(list, run.id, withValue(run.options, name, value))
        : list,
    [...runs],
  );
}

function withValue(
  options: RunOptions,
  name: string,
  value: HyperparameterValue,
): Partial<RunOptions> {
  return name === "lr"
    ? { lr: Number(value) }
    : { hyperparameters: { ...options.hyperparameters, [name]: value } };
}

function accepts(options: RunOptions, name: string, value: HyperparameterValue): boolean {
  const optimizer = findOptimizer(options.optimizer);
  const declared = name === "lr" ? optimizer?.learningRate : optimizer?.hyperparameters[name];
  return declared !== undefined && "min" in declared && isInRange(value, declared);
}
