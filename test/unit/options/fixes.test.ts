import { expect, test } from "vitest";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { readCommentOptions } from "../../../src/options/commentOptions";

/** The first fault of the settings: its code, and the settings with each of its fixes. */
function mended(settings: string) {
  const text = `/** @simulate ${settings} */\nexport const loss = (x: number) => x * x;`;
  const [fn] = findLossFunctions(text, { language: ".ts" }).functions;
  const [problem] = readCommentOptions(fn!, createCatalogue()).problems;
  const fixes = (problem?.fixes ?? []).map(({ kind, edit }) => {
    const fixed = text.slice(0, edit.from) + edit.newText + text.slice(edit.to);
    return [kind, /^\/\*\* @simulate ([^]*) \*\/\n/.exec(fixed)![1]!] as const;
  });
  return { code: problem?.code, fixes };
}

test.each([
  ["{ stpes: 5 }", "unknown", "change", "{ steps: 5 }"],
  ['{ optimizer: "adm" }', "unknown", "change", '{ optimizer: "adam" }'],
  [
    '{ optimizer: "gd", schedule: "cosin" }',
    "unknown",
    "change",
    '{ optimizer: "gd", schedule: "cosine" }',
  ],
  ['{ optimizer: "adam", beta_1: 0.9 }', "unknown", "change", '{ optimizer: "adam", beta1: 0.9 }'],
  [
    '{ optimizer: "adam", convention: "kears" }',
    "unknown",
    "change",
    '{ optimizer: "adam", convention: "keras" }',
  ],
  ['{ optimizer: "adam", beta1: 2 }', "range", "clamp", '{ optimizer: "adam", beta1: 0.999999 }'],
  ["{ steps: 0 }", "range", "clamp", "{ steps: 1 }"],
  ["{ steps: '20' }", "type", "change", "{ steps: 20 }"],
  ["{ optimizer: adam }", "syntax", "quote", '{ optimizer: "adam" }'],
  ["{ steps: 5 seed: 1 }", "syntax", "comma", "{ steps: 5, seed: 1 }"],
  ['{ runs: ["gd" }', "syntax", "close", '{ runs: ["gd"] }'],
  ["{ steps: 5", "syntax", "close", "{ steps: 5 }"],
  ["steps: 5", "syntax", "brace", "{ steps: 5 }"],
  ["adam", "syntax", "brace", '{ optimizer: "adam" }'],
])("%s", (settings, code, kind, fixed) => {
  const found = mended(settings);
  expect(found.code).toBe(code);
  expect(found.fixes[0]).toEqual([kind, fixed]);
  // What the first fix leaves has one fault less: these had only one.
  expect(mended(fixed)).toEqual({ code: undefined, fixes: [] });
});
