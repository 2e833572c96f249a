import { sayInEditor } from "../../l10n/authoring";
import { sayOfCatalogue } from "../../l10n/catalogue";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import type { Optimizer } from "../optimizers/optimizer";
import { defaultKey, isArgumentNumber } from "../options/argumentNumbers";
import { extraDeclarations, extraNames } from "../options/extras";
import type { NumberRange } from "../options/readValue";
import { simulateNumbers } from "../options/simulateKeys";
import { normalRanges, startFillings } from "../options/startArray";
import { scheduleById } from "../schedules/catalogue";
import type { Json5Container } from "../text/json5Outline";
import {
  hyperparameterSetting,
  numberInWords,
  optionSetting,
  scheduleAllowed,
  setting,
} from "./catalogueSettings";
import { namesIn, wordAt, type Cursor } from "./cursor";
import { parameterNames } from "./parameterNames";
import type { Allowed, Setting, Surroundings } from "./setting";

/** What `@simulate { … }` may hold: what belongs to all runs, and `runs` or the keys of one. */
export function simulateSettings(
  { tagFrom, levels }: Cursor,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): readonly Setting[] {
  const object = levels[0].container;
  const fn = surroundings.functionOf(tagFrom);
  const parameters = fn ? parameterNames(fn, namesIn(object).includes("samples")) : [];
  const numbers = (name: keyof typeof simulateNumbers, usual?: number): Setting =>
    numberSetting(name, sayInEditor(`setting.${name}`), simulateNumbers[name], usual);
  const common: Setting[] = [
    setting(
      "start",
      "takes.list",
      numberList,
      parameterObject(parameters, { kind: "number" }, startArray),
    ),
    numbers("steps"),
    setting("runs", "takes.list", {
      kind: "list",
      items: [runObject(catalogue, parameters), optimizerWords(catalogue)],
    }),
    setting("window", "takes.object", parameterObject(parameters, numberList), numberList),
    setting("samples", "takes.array", {
      kind: "words",
      words: () => surroundings.arrays().map((text) => ({ text })),
    }),
    numbers("batchSize"),
    numbers("seed", 0),
    numbers("noise", 0),
    numbers("tolerance", 0),
    numbers("seeds"),
    numbers("jitter", 0),
  ];
  const isList = namesIn(object).includes("runs");
  return isList ? common : [...common, ...runSettings(object, catalogue, parameters)];
}

const numberList: Allowed = { kind: "list", items: [{ kind: "number" }] };

/** An array of a start, told by its shape. */
const startArray: Allowed = {
  kind: "object",
  settings: (object) => [
    ...startFillings.map((name) => setting(name, "takes.list", numberList)),
    ...(namesIn(object).includes("normal") ? normalSettings() : []),
  ],
};

function normalSettings(): readonly Setting[] {
  const { scale, seed } = normalRanges;
  return [
    numberSetting("scale", sayInEditor("setting.scale"), scale, 1),
    numberSetting("seed", sayInEditor("setting.ownSeed"), seed),
  ];
}

function numberSetting(name: string, help: string, range: NumberRange, usual?: number): Setting {
  return {
    ...{ name, help, takes: numberInWords(range, usual) },
    allowed: [{ kind: "number", ...(usual !== undefined && { example: usual }) }],
  };
}

function parameterObject(
  parameters: readonly string[],
  ...allowed: readonly [Allowed, ...Allowed[]]
): Allowed {
  const settings = parameters.map((name): Setting => ({
    name,
    help: sayInEditor("setting.parameter"),
    takes: sayInEditor(allowed[0].kind === "list" ? "takes.list" : "takes.object"),
    allowed,
  }));
  return { kind: "object", settings: () => settings };
}

function runObject(catalogue: OptimizerCatalogue, parameters: readonly string[]): Allowed {
  return { kind: "object", settings: (object) => runSettings(object, catalogue, parameters) };
}

function optimizerWords({ optimizers }: OptimizerCatalogue): Allowed {
  const words = () =>
    optimizers.map((optimizer) => ({
      text: optimizer.id,
      detail: optimizer.label,
      names: optimizer,
    }));
  return { kind: "words", words };
}

/** What a run may hold, by the optimizer and the schedule that it names. */
function runSettings(
  object: Json5Container,
  catalogue: OptimizerCatalogue,
  parameters: readonly string[],
): readonly Setting[] {
  const optimizer = catalogue.byId(wordAt(object, "optimizer") ?? "");
  const own = optimizer?.hyperparameters ?? {};
  const schedule = scheduleById(wordAt(object, "schedule") ?? "");
  const alsoByArgument = (one: Setting): Setting =>
    parameters.length > 1 && maySplit(one.name, optimizer) ? byArgument(one, parameters) : one;
  const extras = extraNames.map((name) => alsoByArgument(extraSetting(name)));
  return [
    setting("optimizer", "takes.optimizer", optimizerWords(catalogue)),
    ...(optimizer ? [alsoByArgument(hyperparameterSetting("lr", optimizer.learningRate))] : []),
    ...Object.entries(own).map(([name, one]) => alsoByArgument(hyperparameterSetting(name, one))),
    setting("schedule", "takes.schedule", ...scheduleAllowed),
    ...Object.entries(schedule?.options ?? {})
      .filter(([name]) => !Object.hasOwn(own, name))
      .map(([name, option]) => optionSetting(name, option)),
    setting("label", "takes.text", { kind: "text" }),
    ...extras.filter(({ name }) => !Object.hasOwn(own, name)),
    setting("extras", "takes.object", { kind: "object", settings: () => extras }),
  ];
}

/** Whether arguments may have their own of a number, with this method. */
function maySplit(name: string, optimizer: Optimizer | undefined): boolean {
  if (!isArgumentNumber(name) || optimizer?.kind !== "vector") return isArgumentNumber(name);
  return name === "lr" ? optimizer.ownRates === true : name !== "weightDecay";
}

/** A number that arguments may have their own of: `{ w: 0.1, b: 0.01 }`. */
function byArgument(whole: Setting, parameters: readonly string[]): Setting {
  const { takes, allowed } = whole;
  const example = `{ ${[...parameters.slice(0, 2), defaultKey].map((name) => `${name}: …`).join(", ")} }`;
  const [number] = allowed;
  const ofArgument = (name: string, help: string): Setting => ({
    ...{ name, help, takes, allowed: [number] },
  });
  const settings = [
    ...parameters.map((name) => ofArgument(name, sayInEditor("setting.ofArgument", { name }))),
    ofArgument(defaultKey, sayInEditor("setting.ofOthers")),
  ];
  return {
    ...whole,
    takes: sayInEditor("takes.byArgument", { what: takes, example }),
    allowed: [number, { kind: "object", settings: () => settings }],
  };
}

function extraSetting(name: (typeof extraNames)[number]): Setting {
  const { help, min, max } = extraDeclarations[name];
  const takes = numberInWords({ min, max });
  return { name, help: sayOfCatalogue(help), takes, allowed: [{ kind: "number" }] };
}
