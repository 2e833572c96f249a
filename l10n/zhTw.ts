import { sharedInChinese } from "./sharedZhTw";
import type { Language } from "./words";
import { traditionalChinese } from "./wordsZhTw";

export const language: Language = {
  id: "zh-tw",
  words: traditionalChinese,
  shared: sharedInChinese,
};
