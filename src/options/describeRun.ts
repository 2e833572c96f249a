import { optimizerById } from "../optimizers/catalogue";
import { isChoiceHyperparameter, type HyperparameterValue } from "../optimizers/hyperparameter";
import type { Optimizer } from "../optimizers/optimizer";
import type { RunOptions } from "./runOptions";
import { exactText } from "../text/number";

/** The name of a run that was given none: "Adam", "Adagrad (lecture)". */
export function automaticLabel(
  optimizer: Optimizer,
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
): string {
  const { convention } = optimizer.hyperparameters;
  if (convention === undefined || !isChoiceHyperparameter(convention)) return optimizer.label;
  const chosen = hyperparameters.convention;
  return chosen === convention.default ? optimizer.label : `${optimizer.label} (${String(chosen)})`;
}

/**
 * The runs with labels that differ: where two are alike, what tells the runs apart is added ("Adam, lr 0.01"), and a
 * number if nothing does.
 */
export function withDistinctLabels(runs: readonly RunOptions[]): RunOptions[] {
  const taken = new Set<string>();
  return runs.map((run) => {
    const alike = runs.filter((other) => other.label === run.label);
    const parts = alike.length > 1 ? differences(run, alike) : [];
    const wanted = [run.label, ...parts].join(", ");
    let label = wanted;
    for (let k = 2; taken.has(label); k++) label = `${wanted} (${k})`;
    taken.add(label);
    return label === run.label ? run : { ...run, label };
  });
}

/** A run in one line: optimizer, learning rate and all that is not at its default. */
export function describeRun(run: RunOptions, find = optimizerById): string {
  const optimizer = find(run.optimizer);
  const changed = Object.entries(run.hyperparameters).filter(
    ([name, value]) => optimizer?.hyperparameters[name]?.default !== value,
  );
  const schedule = run.schedule.id === "constant" ? [] : [`schedule ${run.schedule.id}`];
  return [
    run.label,
    `lr ${exactText(run.lr)}`,
    ...changed.map(([name, value]) => settingInWords(name, value)),
    ...schedule,
    ...Object.entries(run.extras).map(([name, value]) => settingInWords(name, Number(value))),
  ].join(", ");
}

function differences(run: RunOptions, others: readonly RunOptions[]): string[] {
  const parts: string[] = [];
  if (others.some((other) => other.lr !== run.lr)) parts.push(`lr ${exactText(run.lr)}`);
  if (others.some((other) => other.schedule.id !== run.schedule.id)) parts.push(run.schedule.id);
  for (const [name, value] of Object.entries(run.hyperparameters))
    if (name !== "convention" && others.some((other) => other.hyperparameters[name] !== value))
      parts.push(settingInWords(name, value));
  return parts;
}

function settingInWords(name: string, value: HyperparameterValue): string {
  if (typeof value === "boolean") return value ? name : `no ${name}`;
  return `${name} ${typeof value === "number" ? exactText(value) : value}`;
}
