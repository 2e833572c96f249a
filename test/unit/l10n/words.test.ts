import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { familyLabels, optimizerById, optimizers } from "../../../src/optimizers/catalogue";
import { defaultValues } from "../../../src/optimizers/hyperparameter";
import { extraDeclarations } from "../../../src/options/extras";
import { scheduleById, scheduleFamilyLabels, schedules } from "../../../src/schedules/catalogue";
import type { Option } from "../../../src/schedules/option";
import { catalogueIn, sayOfCatalogue } from "../../../l10n/catalogue";
import { readTyped } from "../../../webview/parts/numberSpec";
import { languageFor } from "../../../l10n/languages";
import { say, showLanguage } from "../../../l10n/words";
import { english, type WordKey } from "../../../l10n/wordsEnglish";
import { traditionalChinese } from "../../../l10n/wordsZhTw";

const folder = join(import.meta.dirname, "../../../webview");
const setLanguage = (display: string) => showLanguage(languageFor(display));
const catalogueInChinese = catalogueIn(languageFor("zh-tw"));
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
    const sameInBoth =
      /^(\{\w+\}|[^a-z])*$|^(PyTorch|Optax|Keras|CSV …|JSON …|η (≤ )?\(lr\)|log\(1 \+ t\))$/;
    if (!sameInBoth.test(english[key])) expect(traditionalChinese[key]).not.toBe(english[key]);
  });

  test("no key too many, and no half-width punctuation among Chinese characters", () => {
    expect(Object.keys(traditionalChinese)).toEqual(keys);
    const all = { ...traditionalChinese, ...catalogueInChinese };
    for (const text of Object.values(all)) {
      expect(text).not.toMatch(/[\u3400-\u9fff][,:;?!]|[,:;?!][\u3400-\u9fff]/);
    }
    expect(languageFor("zh-TW").words).toBe(traditionalChinese);
  });
});

describe("what optimizers, schedules and extras say of themselves", () => {
  const defaults = (options: Readonly<Record<string, Option>>) =>
    Object.fromEntries(
      Object.entries(options).map(([name, option]) => [
        name,
        "default" in option ? option.default : undefined,
      ]),
    );
  /** Settings that do not fit together, of everything that says so. */
  const misfits: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["sgd", { nesterov: true, momentum: 0 }],
    ["rprop", { stepMin: 2, stepMax: 1 }],
    ["oneCycle", { threePhase: true, pctStart: 0.7 }],
    ["chained", { schedules: [] }],
    ["sequence", { schedules: [] }],
    ["sequence", { schedules: [1, 2, 3], milestones: [10] }],
    ["piecewise", { boundaries: [10], values: [1, 2, 3] }],
  ];
  const faults = misfits.map(([id, options]) => {
    const optimizer = optimizerById(id);
    const schedule = scheduleById(id);
    return (
      optimizer?.check?.({ ...defaultValues(optimizer.hyperparameters), ...options } as never) ??
      schedule?.check?.({ ...defaults(schedule.options), ...options } as never)
    );
  });
  const notices = optimizers.flatMap((optimizer) =>
    optimizer.kind === "vector" ? (optimizer.notice?.([[2]]) ?? []) : [],
  );
  const texts = new Set([
    ...schedules.map(({ label }) => label),
    ...faults.map((fault) =>
      fault!.replace(/(?<= )\d+(?= (?:schedule|milestone|boundar|value))/g, "#"),
    ),
    ...notices,
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

  test("every check has a misfit here", () => {
    const checked = [...optimizers, ...schedules].filter((one) => "check" in one);
    expect(checked.map(({ id }) => id).sort()).toEqual(
      [...new Set(misfits.map(([id]) => id))].sort(),
    );
    expect(notices).toHaveLength(1);
  });

  test("numbers are filled in", () => {
    setLanguage("zh-tw");
    const fault = "sequence needs one milestone fewer than schedules: 3 schedules, 12 milestones";
    expect(sayOfCatalogue(fault)).toBe(
      "sequence 的 milestones 要比 schedules 少一個：現在有 3 個排程、12 個里程碑",
    );
    expect(sayOfCatalogue("threePhase needs pctStart of at most 0.5")).toContain("0.5");
    expect(readTyped({ min: 0, max: 1 }, "2")).toEqual({ problem: "0 到 1 之間的數" });
    expect(readTyped({ min: 1, max: 1e7, integer: true }, "")).toEqual({
      problem: "1 到 1e7 之間的整數",
    });
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
