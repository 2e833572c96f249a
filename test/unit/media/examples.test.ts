import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { readTagObject } from "../../../src/options/simulateComment";
import { readParameters } from "../../../src/languages/javascript/parameters/parameters";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { declaredOptimizer } from "../../../src/optimizers/userOptimizer";
import { readCommentOptions } from "../../../src/options/commentOptions";
import { parseOptimizer } from "../../../src/options/parseOptimizer";

const media = join(import.meta.dirname, "../../../media");
const examples = ["examples", "examples/lessons"].flatMap((folder) =>
  readdirSync(join(media, folder))
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .map((name) => join(folder, name)),
);

describe.each(examples)("%s", (file) => {
  const text = readFileSync(join(media, file), "utf8");
  const language = extname(file);
  const { functions, hasErrors } = findLossFunctions(text, { language });
  const own = functions
    .filter(({ role }) => role === "optimizer")
    .map((found) => parseOptimizer(readTagObject(found)?.value, found.name).declaration!)
    .map(declaredOptimizer);

  test("holds functions that say what to simulate, without a fault", () => {
    expect(hasErrors).toBe(false);
    expect(functions.length).toBeGreaterThan(0);
    for (const found of functions) {
      expect(found.marked).toBe("comment");
      expect(found.unsupported).toBeUndefined();
      if (found.role === "optimizer") continue;
      const { options, problems } = readCommentOptions(found, createCatalogue(own));
      expect(problems).toEqual([]);
      expect(options.runs!.length).toBeGreaterThan(0);
      const parameters = readParameters(text, found, {
        language,
        start: options.start!,
        takesSample: options.samples !== undefined,
      });
      expect(parameters.startProblem).toBeUndefined();
      expect(parameters.unsupported).toBeUndefined();
      const windows = Array.isArray(options.window) ? [] : Object.keys(options.window ?? {});
      for (const name of windows) expect(parameters.names).toContain(name);
    }
  });

  test("begins its first comment with a headline and keeps lines short", () => {
    expect(/\/\*\*\s*\n \* (.+)/.exec(text)?.[1]).toMatch(/^[A-Z].{10,}[.:?]/);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

interface LessonText {
  readonly file: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tries: readonly string[];
}

describe.each(["en", "zh-tw"])("the lessons' texts in %s", (language) => {
  const lessons = JSON.parse(
    readFileSync(join(media, `lessons/lessons.${language}.json`), "utf8"),
  ) as LessonText[];

  test("there is one for each of the nine files, in order", () => {
    const files = readdirSync(join(media, "examples/lessons")).sort();
    expect(lessons.map(({ file }) => file)).toEqual(files);
    expect(files).toHaveLength(9);
  });

  test("each explains and ends in something to try", () => {
    for (const { file, title, paragraphs, tries } of lessons) {
      expect(existsSync(join(media, "examples/lessons", file))).toBe(true);
      expect(title).not.toBe("");
      expect(paragraphs.length).toBeGreaterThanOrEqual(2);
      expect(tries.length).toBeGreaterThanOrEqual(1);
    }
  });
});
