import { completionsAt } from "../../src/authoring/completions";
import { hoverAt } from "../../src/authoring/hover";
import { languages } from "../../src/languages/registry";
import { createCatalogue } from "../../src/optimizers/catalogue";
import { goalRow, reportGoals } from "./goals";

/**
 * What a key costs in the settings of a comment in the middle of a file of 2,000 lines: completions and the hover at the
 * cursor, for each language of the registry. Medians over the keys of typed settings; with --json as JSON.
 */

/** Milliseconds a key. */
const goal = 5;

const typed = 'runs: [{ optimizer: "adam", lr: 0.1, schedule: { id: "cosine", etaMin: 0.01 } }] ';

/** How a comment with settings begins and ends, and a function of seven lines with its end. */
const written = {
  slashes: {
    ...{ begin: "/** @simulate { ", end: "} */\n" },
    body: `export function loss(x: number, y: number): number {
  const a = x * 3 + 1;
  const b = y - a * a;
  if (a > 3) return a * a + b * b;
  return Math.sqrt(a * a + b * b) + Math.sin(a);
}

`,
  },
  hash: {
    ...{ begin: "# @simulate { ", end: "}\n" },
    body: `def loss(x, y):
    a = x * 3 + 1
    b = y - a * a
    if a > 3:
        return a * a + b * b
    return a * a + b * b + a

`,
  },
};

const rows = languages.map((one) => {
  const { commentStyle, names } = one;
  const language = one.documentLanguages[0]!;
  const { begin, end, body } = written[commentStyle];
  const half = `${begin}steps: 9 ${end}${body}`.repeat(125);
  const { functions } = one.find(half + begin + end + body + half, { language });
  const catalogue = createCatalogue();
  const samples: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (let keys = 1; keys <= typed.length; keys++) {
      const before = half + begin + typed.slice(0, keys);
      const text = before + end + body + half;
      const around = {
        functionOf: () => functions[125],
        arrays: () => one.topLevelNames(text, language),
      };
      const began = performance.now();
      completionsAt(text, before.length, commentStyle, catalogue, around);
      hoverAt(text, before.length, commentStyle, catalogue, around);
      samples.push(performance.now() - began);
    }
  }
  const name = `a key in the settings of 2,000 lines of ${names.join(" and ")}`;
  return goalRow(name, samples, goal);
});
reportGoals(rows);
