import { sayInEditor, type AuthoringKey } from "../../l10n/authoring";
import { sayOfCatalogue } from "../../l10n/catalogue";
import {
  isChoiceHyperparameter,
  isNumberHyperparameter,
  type Hyperparameter,
} from "../optimizers/hyperparameter";
import type { NumberRange } from "../options/readValue";
import { exactText } from "../text/number";
import type { Option } from "../schedules/option";
import { scheduleById, schedules } from "../schedules/catalogue";
import type { Json5Container } from "../text/json5Outline";
import { wordAt } from "./cursor";
import type { Allowed, Setting, Word } from "./setting";

type NameOf<Key> = Key extends `setting.${infer Name}` ? Name : never;

/** A setting that the editor has words of its own for. */
export function setting(
  name: NameOf<AuthoringKey>,
  takes: AuthoringKey,
  ...allowed: Setting["allowed"]
): Setting {
  return { name, help: sayInEditor(`setting.${name}`), takes: sayInEditor(takes), allowed };
}

/** "a number from 0 to 1; default 0.9". */
export function numberInWords(range: NumberRange, usual?: number): string {
  const what = sayInEditor(range.integer === true ? "takes.whole" : "takes.number", {
    min: exactText(range.min),
    max: exactText(range.max),
  });
  return usual === undefined ? what : withDefault(what, exactText(usual));
}

function withDefault(what: string, value: string): string {
  return sayInEditor("takes.default", { what, value });
}

function choiceInWords(choices: readonly string[], usual: string): string {
  const quoted = choices.map((one) => `"${one}"`).join(", ");
  return withDefault(sayInEditor("takes.choice", { choices: quoted }), `"${usual}"`);
}

function flagInWords(usual: boolean): string {
  return withDefault(sayInEditor("takes.flag"), String(usual));
}

function choiceOf(choices: readonly string[]): Allowed {
  return { kind: "words", words: () => choices.map((text) => ({ text })) };
}

/** What an optimizer's hyperparameter is, as a setting. */
export function hyperparameterSetting(name: string, declaration: Hyperparameter): Setting {
  const help = sayOfCatalogue(declaration.help);
  if (isNumberHyperparameter(declaration)) {
    const { default: usual } = declaration;
    const takes = numberInWords(declaration, usual);
    return { name, help, takes, allowed: [{ kind: "number", example: usual }] };
  }
  if (isChoiceHyperparameter(declaration)) {
    const { choices, default: usual } = declaration;
    return { name, help, takes: choiceInWords(choices, usual), allowed: [choiceOf(choices)] };
  }
  const usual = declaration.default;
  return { name, help, takes: flagInWords(usual), allowed: [{ kind: "flag", usual }] };
}

/** What a schedule's option is, as a setting. */
export function optionSetting(name: string, option: Option): Setting {
  const told = (takes: string, ...allowed: Setting["allowed"]): Setting => {
    return { name, help: sayOfCatalogue(option.help), takes, allowed };
  };
  switch (option.kind) {
    case "number":
      return told(numberInWords(option, option.default), {
        kind: "number",
        example: option.default,
      });
    case "length": {
      const share = `${exactText(100 * option.share)} %`;
      const takes = sayInEditor("takes.share", { what: numberInWords(option), share });
      return told(takes, { kind: "number" });
    }
    case "rate": {
      const factor = exactText(option.factor);
      const takes = sayInEditor("takes.factor", { what: numberInWords(option), factor });
      return told(takes, { kind: "number" });
    }
    case "flag":
      return told(flagInWords(option.default), { kind: "flag", usual: option.default });
    case "choice":
      return told(choiceInWords(option.choices, option.default), choiceOf(option.choices));
    case "numbers":
      return told(
        withDefault(sayInEditor("takes.list"), `[${option.default.map(exactText).join(", ")}]`),
        { kind: "list", items: [{ kind: "number" }] },
      );
    case "schedule":
      return told(sayInEditor("takes.schedule"), ...scheduleAllowed);
    case "schedules":
      return told(sayInEditor("takes.list"), { kind: "list", items: scheduleAllowed });
  }
}

const scheduleWords = (): readonly Word[] =>
  schedules.map((schedule) => ({
    text: schedule.id,
    detail: sayOfCatalogue(schedule.label),
    names: schedule,
  }));

/** A schedule's name, or one in braces with its options. */
export const scheduleAllowed: Setting["allowed"] = [
  { kind: "words", words: scheduleWords },
  { kind: "object", settings: scheduleSettings },
];

function scheduleSettings(object: Json5Container): readonly Setting[] {
  const id: Setting = {
    name: "id",
    help: sayInEditor("setting.schedule.id"),
    takes: sayInEditor("takes.schedule"),
    allowed: [{ kind: "words", words: scheduleWords }],
  };
  const options = scheduleById(wordAt(object, "id") ?? "")?.options ?? {};
  return [id, ...Object.entries(options).map(([name, option]) => optionSetting(name, option))];
}
