import { sayInEditor, type AuthoringKey } from "../../l10n/authoring";
import { sayOfCatalogue } from "../../l10n/catalogue";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import type { Optimizer } from "../optimizers/optimizer";
import { defaultKey, isArgumentNumber } from "../options/argumentNumbers";
import { extraDeclarations, extraNames } from "../options/extras";
import { simulateNumbers } from "../options/simulateKeys";
import { scheduleById } from "../schedules/catalogue";
import type { Json5Container } from "../text/json5Outline";
import {
  hyperparameterSetting,
  numberInWords,
  optionSetting,
  scheduleAllowed,
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
  const numbers = (name: keyof typeof simulateNumbers, usual?: number): Setting => ({
    name,
    help: sayInEditor(`setting.${name}`),
    takes: numberInWords(simulateNumbers[name], usual),
    allowed: [{ kind: "number", ...(usual !== undefined && { example: usual }) }],
  });
  const common: Setting[] = [
    shaped("start", "setting.start", parameterObject(parameters, { kind: "number" }), true),
    numbers("steps"),
    {
      name: "runs",
      help: sayInEditor("setting.runs"),
      takes: sayInEditor("takes.list"),
      allowed: [
        { kind: "list", items: [runObject(catalogue, parameters), optimizerWords(catalogue)] },
      ],
    },
    shaped("window", "setting.window", parameterObject(parameters, numberList), false),
    {
      name: "samples",
      help: sayInEditor("setting.samples"),
      takes: sayInEditor("takes.array"),
      allowed: [{ kind: "words", words: () => surroundings.arrays().map((text) => ({ text })) }],
    },
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

function shaped(name: string, help: AuthoringKey, object: Allowed, listFirst: boolean): Setting {
  return {
    name,
    help: sayInEditor(help),
    takes: sayInEditor(listFirst ? "takes.list" : "takes.object"),
    allowed: listFirst ? [numberList, object] : [object, numberList],
  };
}

function parameterObject(parameters: readonly string[], value: Allowed): Allowed {
  const settings = parameters.map((name): Setting => ({
    name,
    help: sayInEditor("setting.parameter"),
    takes: sayInEditor(value.kind === "list" ? "takes.list" : "takes.object"),
    allowed: [value],
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
  const alsoByArgument = (setting: Setting): Setting =>
    parameters.length > 1 && maySplit(setting.name, optimizer)
      ? byArgument(setting, parameters)
      : setting;
  const extras = extraNames.map((name) => alsoByArgument(extraSetting(name)));
  return [
    {
      name: "optimizer",
      help: sayInEditor("setting.optimizer"),
      takes: sayInEditor("takes.optimizer"),
      allowed: [optimizerWords(catalogue)],
    },
    ...(optimizer ? [alsoByArgument(hyperparameterSetting("lr", optimizer.learningRate))] : []),
    ...Object.entries(own).map(([name, one]) => alsoByArgument(hyperparameterSetting(name, one))),
    {
      name: "schedule",
      help: sayInEditor("setting.schedule"),
      takes: sayInEditor("takes.schedule"),
      allowed: scheduleAllowed,
    },
    ...Object.entries(schedule?.options ?? {})
      .filter(([name]) => !Object.hasOwn(own, name))
      .map(([name, option]) => optionSetting(name, option)),
    {
      name: "label",
      help: sayInEditor("setting.label"),
      takes: sayInEditor("takes.text"),
      allowed: [{ kind: "text" }],
    },
    ...extras.filter(({ name }) => !Object.hasOwn(own, name)),
    {
      name: "extras",
      help: sayInEditor("setting.extras"),
      takes: sayInEditor("takes.object"),
      allowed: [{ kind: "object", settings: () => extras }],
    },
  ];
}

/** Whether arguments may have their own of a number, with this method. */
function maySplit(name: string, optimizer: Optimizer | undefined): boolean {
  if (!isArgumentNumber(name) || optimizer?.kind !== "vector") return isArgumentNumber(name);
  return name === "lr" ? optimizer.ownRates === true : name !== "weightDecay";
}

/** A number that arguments may have their own of: `{ w: 0.1, b: 0.01 }`. */
function byArgument(setting: Setting, parameters: readonly string[]): Setting {
  const { takes, allowed } = setting;
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
    ...setting,
    takes: sayInEditor("takes.byArgument", { what: takes, example }),
    allowed: [number, { kind: "object", settings: () => settings }],
  };
}

function extraSetting(name: (typeof extraNames)[number]): Setting {
  const { help, min, max } = extraDeclarations[name];
  const takes = numberInWords({ min, max });
  return { name, help: sayOfCatalogue(help), takes, allowed: [{ kind: "number" }] };
}
