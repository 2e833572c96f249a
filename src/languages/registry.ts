import { javascript } from "./javascript/language";
import type { Language } from "./language";
import { python } from "./python/language";

/** Every language that functions can be written in. */
export const languages: readonly Language[] = [javascript, python];

/** The language of a file extension (`.ts`), of a document of VS Code (`typescriptreact`), or of that id. */
export function languageOf(name: string): Language | undefined {
  return languages.find(
    ({ id, documentLanguages, extensions }) =>
      id === name || documentLanguages.includes(name) || extensions.includes(name),
  );
}

/** The same for what must be one: a bug otherwise. */
export function requireLanguage(name: string): Language {
  const language = languageOf(name);
  if (!language) throw new Error(`no language is called ${name}`);
  return language;
}

/** What `load` makes of a language, once each. */
export function onceALanguage<Loaded>(
  load: (language: Language) => Promise<Loaded>,
): (name: string) => Promise<Loaded> {
  const loaded = new Map<string, Promise<Loaded>>();
  return (name) => {
    const known = loaded.get(name) ?? load(requireLanguage(name));
    loaded.set(name, known);
    return known;
  };
}
