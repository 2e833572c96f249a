import { completionsAt } from "../../src/authoring/completions";
import { hoverAt } from "../../src/authoring/hover";
import { languages } from "../../src/languages/registry";
import { readCommentOptions } from "../../src/options/commentOptions";
import { readOwnOptimizers } from "../../src/options/userOptimizers";
import { createCatalogue } from "../../src/optimizers/catalogue";
import { goalRow, reportGoals } from "./goals";

/**
 * What a key costs in the settings of a comment in the middle of a file of 2,000 lines with 250 functions that have such:
 * completions, the hover at the cursor, looking for the functions anew, as lenses, title and faults do once a version,
 * and what is wrong in all settings, with its fixes. For each language of the registry; medians over the keys of typed
 * settings; with --json as JSON.
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

const rows = languages.flatMap((one) => {
  const { commentStyle, names } = one;
  const language = one.documentLanguages[0]!;
  const { begin, end, body } = written[commentStyle];
  const half = `${begin}steps: 9 ${end}${body}`.repeat(125);
  const { functions } = one.find(half + begin + end + body + half, { language });
  const catalogue = createCatalogue();
  const samples = new Map<string, number[]>();
  const timed = <Result>(provider: string, work: () => Result): Result => {
    const began = performance.now();
    const result = work();
    const times = samples.get(provider) ?? [];
    samples.set(provider, [...times, performance.now() - began]);
    return result;
  };
  for (let round = 0; round < 3; round++) {
    for (let keys = 1; keys <= typed.length; keys++) {
      const before = half + begin + typed.slice(0, keys);
      // A text of its own each time: nothing is known of it yet, as of one that has just been typed.
      const text = before + end + body + half + " ".repeat(round);
      const around = {
        functionOf: () => functions[125],
        arrays: () => one.topLevelNames(text, language),
      };
      timed("completions", () =>
        completionsAt(text, before.length, commentStyle, catalogue, around),
      );
      timed("hover", () => hoverAt(text, before.length, commentStyle, catalogue, around));
      const found = timed("finding the functions", () => one.find(text, { language }));
      timed("faults and fixes", () => [
        ...found.functions.flatMap((fn) => readCommentOptions(fn, catalogue).problems),
        ...readOwnOptimizers(found.functions).problems,
      ]);
    }
  }
  return [...samples].map(([provider, times]) =>
    goalRow(`${provider} in 2,000 lines of ${names.join(" and ")}`, times, goal),
  );
});
reportGoals(rows);
