import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { familyLabels, optimizers } from "../../../src/optimizers/catalogue";
import { extraDeclarations } from "../../../src/options/extras";
import { scheduleFamilyLabels, schedules } from "../../../src/schedules/catalogue";
import { catalogueInChinese } from "../../../webview/catalogueZhTw";
import {
  english,
  say,
  sayOfCatalogue,
  setLanguage,
  wordsIn,
  type WordKey,
} from "../../../webview/words";
import { traditionalChinese } from "../../../webview/wordsZhTw";

const folder = join(import.meta.dirname, "../../../webview");
const keys = Object.keys(english) as WordKey[];

afterEach(() => {
  setLanguage("en");
});

test("values are put into braces, in the language of the page", () => {
  expect(say("stop.diverged", { step: 12 })).toBe("diverged at 12");
  setLanguage("zh-TW");
  expect(say("stop.diverged", { step: 12 })).toBe("在第 12 步發散");
  setLanguage("de");
  expect(say("stop.steps", { step: 3 })).toBe("3 steps");
});

test("a value is taken as it stands, whatever is in it", () => {
  expect(say("stop.steps", { step: "$& {step}" })).toBe("$& {step} steps");
});

describe("Traditional Chinese", () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

  test.each(keys)("%s has the same placeholders, and is translated", (key) => {
    expect(placeholders(traditionalChinese[key])).toEqual(placeholders(english[key]));
    const sameInBoth = /^(\{\w+\}|[^a-z])*$|^(PyTorch|Optax|Keras|CSV …|JSON …|η \(lr\))$/;
    if (!sameInBoth.test(english[key])) expect(traditionalChinese[key]).not.toBe(english[key]);
  });

  test("no key too many, and no half-width punctuation among Chinese characters", () => {
    expect(Object.keys(traditionalChinese)).toEqual(keys);
    const all = { ...traditionalChinese, ...catalogueInChinese };
    for (const text of Object.values(all)) {
      expect(text).not.toMatch(/[\u3400-\u9fff][,:;?!]|[,:;?!][\u3400-\u9fff]/);
    }
    expect(wordsIn("zh-TW")).toBe(traditionalChinese);
  });
});

describe("what optimizers, schedules and extras say of themselves", () => {
  const texts = new Set([
    ...Object.values(familyLabels),
    ...Object.values(scheduleFamilyLabels),
    ...Object.values(extraDeclarations).map(({ help }) => help),
    ...[...optimizers, ...schedules].map(({ description }) => description),
    ...optimizers.flatMap((optimizer) => [
      optimizer.learningRate.help,
      ...Object.values(optimizer.hyperparameters).map(({ help }) => help),
      ...("coupling" in optimizer ? [optimizer.coupling] : []),
    ]),
    ...schedules.flatMap(({ options }) => Object.values(options).map(({ help }) => help)),
  ]);

  test("has a translation, every one of them, and no translation too many", () => {
    expect(texts.size).toBeGreaterThan(150);
    expect(Object.keys(catalogueInChinese).sort()).toEqual([...texts].sort());
  });

  test("is shown in the language of the page; a user's own words as they are", () => {
    expect(sayOfCatalogue("a line search")).toBe("a line search");
    setLanguage("zh-tw");
    expect(sayOfCatalogue("a line search")).toBe("線搜尋");
    expect(sayOfCatalogue("my own step")).toBe("my own step");
  });
});

/** The strings in double quotes and the beginnings of templates, in all files but the tables. */
function literals(): { whole: Set<string>; beginnings: Set<string> } {
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file) || /^(words|catalogue)/.test(file)) continue;
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, literal] of text.matchAll(/"([\w.]+)"/g)) whole.add(literal!);
    for (const [, beginning] of text.matchAll(/`([\w.]+\.)\$\{/g)) beginnings.add(beginning!);
  }
  return { whole, beginnings };
}

test("every text is used somewhere in the panel", () => {
  const { whole, beginnings } = literals();
  const unused = keys.filter(
    (key) => !whole.has(key) && ![...beginnings].some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});
