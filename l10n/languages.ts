import { language as english } from "./english";
import type { Language } from "./words";
import { language as traditionalChinese } from "./zhTw";

/** The language for one of VS Code's display ("zh-tw"); English where there is no translation. */
export function languageFor(display: string): Language {
  return display.toLowerCase() === traditionalChinese.id ? traditionalChinese : english;
}
