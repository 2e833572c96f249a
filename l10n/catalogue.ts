import { optimizers } from "../src/optimizers/catalogue";
import { schedules } from "../src/schedules/catalogue";
import { shownLanguage, type Language } from "./words";

/** What optimizers, schedules and extras say of themselves, from English to a language that is not English. */
export function catalogueIn({ shared }: Language): Readonly<Record<string, string>> {
  return Object.assign(
    {},
    shared,
    ...[...optimizers, ...schedules].map(({ zhTw }) => zhTw),
  ) as Readonly<Record<string, string>>;
}

let known:
  { readonly language: Language; readonly texts: Readonly<Record<string, string>> } | undefined;

/**
 * What an optimizer, a schedule or one of their options says of itself, in the language that is shown; as it
 * is where there is no translation: a user's own optimizer speaks its author's language. Where numbers are filled in,
 * the table has `#` for each of them.
 */
export function sayOfCatalogue(text: string): string {
  const language = shownLanguage();
  if (!language.shared) return text;
  if (known?.language !== language) known = { language, texts: catalogueIn(language) };
  const { texts } = known;
  const numbers = text.match(/\d+/g) ?? [];
  const pattern = texts[text.replace(/\d+/g, "#")];
  return texts[text] ?? pattern?.replace(/#/g, () => numbers.shift() ?? "") ?? text;
}
