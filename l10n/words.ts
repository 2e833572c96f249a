import { catalogueInChinese } from "./catalogueZhTw";
import { english, type WordKey, type Words } from "./wordsEnglish";
import { traditionalChinese } from "./wordsZhTw";

const translations: Readonly<Record<string, Words>> = { "zh-tw": traditionalChinese };

/** The host writes the language of VS Code's display into the page. */
let shown = wordsIn(typeof document === "undefined" ? "en" : document.documentElement.lang);

/** The texts in a language of VS Code's display ("zh-tw"); English where there is no translation. */
export function wordsIn(language: string): Words {
  return translations[language.toLowerCase()] ?? english;
}

/** Shows all texts in this language from now on. */
export function setLanguage(language: string): void {
  shown = wordsIn(language);
}

/** The text for `key` with `{name}` replaced by `values.name`. */
export function say(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillIn(shown[key], values);
}

/** A text with `{name}` replaced by `values.name`. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Are texts shown in this language of VS Code's display? */
export function isShownIn(language: string): boolean {
  return shown === translations[language];
}

/**
 * What an optimizer, a schedule or one of their options says of itself, in the language of the page; as it
 * is where there is no translation: a user's own optimizer speaks its author's language. Where numbers are filled in,
 * the table has `#` for each of them.
 */
export function sayOfCatalogue(text: string): string {
  if (shown !== traditionalChinese) return text;
  const numbers = text.match(/\d+/g) ?? [];
  const pattern = catalogueInChinese[text.replace(/\d+/g, "#")];
  return catalogueInChinese[text] ?? pattern?.replace(/#/g, () => numbers.shift() ?? "") ?? text;
}
