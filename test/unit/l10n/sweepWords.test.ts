import { expect, test } from "vitest";
import { sweepTexts, type SweepWord } from "../../../l10n/sweepWords";

const { english, traditionalChinese } = sweepTexts;
const words = Object.keys(english) as SweepWord[];
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

test.each(words)("%s has the same placeholders in both languages, and is translated", (word) => {
  expect(placeholders(traditionalChinese[word])).toEqual(placeholders(english[word]));
  if (/[a-z]/.test(english[word].replace(/\{\w+\}/g, ""))) {
    expect(traditionalChinese[word]).toMatch(/[\u3400-\u9fff]/);
  }
  expect(traditionalChinese[word]).not.toMatch(/[\u3400-\u9fff][,:;?!]|[,:;?!][\u3400-\u9fff]/);
});
