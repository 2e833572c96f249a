import { optimizerById } from "../optimizers/catalogue";
import { isChoiceHyperparameter, type HyperparameterValue } from "../optimizers/hyperparameter";
import type { Optimizer } from "../optimizers/optimizer";
import type { RunOptions } from "./runOptions";
import { exactText } from "../text/number";
import { inArguments, isArgumentNumber } from "./argumentNumbers";

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
    ratesInWords(run),
    ...changed.map(([name, value]) => settingInWords(name, value, run)),
    ...schedule,
    ...Object.entries(run.extras).map(([name, value]) => settingInWords(name, Number(value), run)),
  ].join(", ");
}

function differences(run: RunOptions, others: readonly RunOptions[]): string[] {
  const parts: string[] = [];
  if (others.some((other) => ratesInWords(other) !== ratesInWords(run)))
    parts.push(ratesInWords(run));
  if (others.some((other) => other.schedule.id !== run.schedule.id)) parts.push(run.schedule.id);
  for (const [name, value] of Object.entries(run.hyperparameters))
    if (name !== "convention" && others.some((other) => other.hyperparameters[name] !== value))
      parts.push(settingInWords(name, value, run));
  return parts;
}

/** "lr 0.1", or "lr w 0.1 b 0.01" where arguments have rates of their own. */
function ratesInWords(run: RunOptions): string {
  return settingInWords("lr", run.lr, run);
}

function settingInWords(
  name: string,
  value: HyperparameterValue,
  { byArgument = {} }: RunOptions,
): string {
  const own = isArgumentNumber(name) ? byArgument[name] : undefined;
  if (own) return `${name} ${inArguments(own)}`;
  if (typeof value === "boolean") return value ? name : `no ${name}`;
  return `${name} ${typeof value === "number" ? exactText(value) : value}`;
}
