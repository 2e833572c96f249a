import type { Finding, Remedy } from "./finding";
import { english, type Messages } from "./messagesEnglish";
import { traditionalChinese } from "./messagesZhTw";
import { countText, numberText, roundToDigits } from "../../text/number";

const translations: Readonly<Record<string, Messages>> = { "zh-tw": traditionalChinese };

/** The words in a language of VS Code's display ("zh-tw"); English where there is no translation. */
export function messagesIn(language: string): Messages {
  return translations[language.toLowerCase()] ?? english;
}

/** The title of a finding: that of its kind, unless what it says has its own. */
export function findingTitle(finding: Finding, messages: Messages = english): string {
  return messages.titles[finding.messageKey] ?? messages.titles[finding.id];
}

/** The sentence that explains a finding, with its numbers to four digits. */
export function findingText(finding: Finding, messages: Messages = english): string {
  return fill(messages.texts[finding.messageKey], finding.arguments);
}

/** What a remedy does, in a few words. */
export function remedyLabel(remedy: Remedy, messages: Messages = english): string {
  return fill(messages.remedies[remedy.labelKey], remedy.arguments);
}

/** Throws if the template names an argument that is not given. */
function fill(template: string, values: Readonly<Record<string, number | string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a message without its ${name}`);
    return typeof value === "string" ? value : argumentText(name, value);
  });
}

/** Arguments that count something; that of the steps to come is an estimate. */
const counts = new Set(
  "step steps stepsNeeded crossing first count times rises bestStep".split(" "),
);
const estimates = new Set(["stepsNeeded"]);

/** Counts above this are no more than an order of magnitude to a reader. */
const mostCounted = 1e9;

function argumentText(name: string, value: number): string {
  if (!counts.has(name) || !(value < mostCounted)) return numberText(value, 4);
  return countText(estimates.has(name) ? roundToDigits(value, 4) : value);
}
