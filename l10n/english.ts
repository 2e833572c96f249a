import type { Language } from "./words";
import { english } from "./wordsEnglish";

export const language: Language = { id: "en", words: english };
