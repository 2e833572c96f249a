import { authoringEnglish, type AuthoringWords } from "./authoringEnglish";
import { authoringZhTw } from "./authoringZhTw";
import { fillIn, shownLanguage } from "./words";

export type AuthoringKey = keyof AuthoringWords;

/** The text for `key` with `{name}` replaced by `values.name`, in the language that is shown. */
export function sayInEditor(
  key: AuthoringKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fillIn((shownLanguage().id === "zh-tw" ? authoringZhTw : authoringEnglish)[key], values);
}
