import { sayInEditor } from "../../l10n/authoring";
import { sayOfCatalogue } from "../../l10n/catalogue";
import { formulaLines } from "../optimizers/formula";
import { defaultValues } from "../optimizers/hyperparameter";
import type { Optimizer } from "../optimizers/optimizer";
import { plainFormula } from "../optimizers/plainFormula";
import type { Schedule } from "../schedules/schedule";
import { hyperparameterSetting, optionSetting } from "./catalogueSettings";
import type { Setting } from "./setting";

/** What a name of the catalogue stands for, in Markdown. */
export function describeNamed(named: Optimizer | Schedule): string {
  return "options" in named ? describeSchedule(named) : describeOptimizer(named);
}

/** An optimizer in Markdown: one line, its formula, its options, its source. */
function describeOptimizer(optimizer: Optimizer): string {
  const { label, description, hyperparameters, source, learningRate } = optimizer;
  const lines = formulaLines(optimizer, defaultValues(hyperparameters));
  const lr = hyperparameterSetting("lr", learningRate);
  const options = Object.entries(hyperparameters).map(([name, declaration]) =>
    hyperparameterSetting(name, declaration),
  );
  return [
    `**${plain(label)}** — ${plain(sayOfCatalogue(description))}`,
    ...(lines.length === 0 ? [] : [block(lines.map(({ tex }) => plainFormula(tex)))]),
    list([lr, ...options]),
    ...(source === "" ? [] : [sayInEditor("doc.source", { source: plain(source) })]),
  ].join("\n\n");
}

/** A schedule in Markdown, the same way. */
function describeSchedule({ label, description, formula, options, source }: Schedule): string {
  const settings = Object.entries(options).map(([name, option]) => optionSetting(name, option));
  return [
    `**${plain(sayOfCatalogue(label))}** — ${plain(sayOfCatalogue(description))}`,
    block([`ηᵗ = ${plainFormula(formula)}`]),
    ...(settings.length === 0 ? [] : [list(settings)]),
    sayInEditor("doc.source", { source: plain(source) }),
  ].join("\n\n");
}

/** A setting in Markdown: its meaning, and what may be written. */
export function describeSetting({ name, help, takes }: Setting): string {
  const meaning = help === "" ? [] : [plain(help)];
  return [`\`${name}\``, ...meaning, `*${plain(takes)}*`].join(" — ");
}

function list(settings: readonly Setting[]): string {
  return settings.map((setting) => `- ${describeSetting(setting)}`).join("\n");
}

function block(lines: readonly string[]): string {
  return ["```text", ...lines, "```"].join("\n");
}

/** Text that Markdown shows as it stands, whoever wrote it. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()|<>&]/g, "\\$&").replace(/\s+/g, " ");
}
