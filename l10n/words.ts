import type { WordKey, Words } from "./wordsEnglish";

/** What people read in one language. */
export interface Language {
  /** As VS Code names the language of its display. */
  readonly id: "en" | "zh-tw";
  readonly words: Words;
  /** What several optimizers or schedules say, from English; none where that is the language. */
  readonly shared?: Readonly<Record<string, string>>;
}

declare global {
  /** In a panel's page the script of its language, which is read before the panel's own. */
  var panelLanguage: { readonly language: Language } | undefined;
}

let shown = globalThis.panelLanguage?.language;

/** Shows all texts in this language from now on. */
export function showLanguage(language: Language): void {
  shown = language;
}

/** @throws Error before there is one. */
export function shownLanguage(): Language {
  if (!shown) throw new Error("No language is shown yet");
  return shown;
}

/** The text for `key` with `{name}` replaced by `values.name`. */
export function say(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillIn(shownLanguage().words[key], values);
}

/** A text with `{name}` replaced by `values.name`. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
