import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { type TextChange, keepLastGood } from "../../../src/languages/keepFound";
import type { FoundFunctions } from "../../../src/languages/lossFunction";

const text = "const a = 1;\nfunction loss(x) { return x }\nconst cost = (w) => w;\n";
const good = findLossFunctions(text, { language: "ts" });

function edit(
  at: string,
  removed: number,
  inserted: string,
): { after: string; change: TextChange } {
  const from = text.indexOf(at);
  const after = text.slice(0, from) + inserted + text.slice(from + removed);
  return { after, change: { from, to: from + removed, length: inserted.length } };
}

function names(after: string, found: FoundFunctions): string[] {
  return found.functions.map(({ nameRange }) => after.slice(nameRange.from, nameRange.to));
}

describe("while the text has errors", () => {
  test("functions that an open template hides stay, moved by the edit", () => {
    const { after, change } = edit("1;", 0, "`");
    const current = findLossFunctions(after, { language: "ts" });
    expect(current.functions).toEqual([]);
    const kept = keepLastGood(good, current, [change]);
    expect(names(after, kept)).toEqual(["loss", "cost"]);
    expect(kept.hasErrors).toBe(true);
  });

  test("what is still found is not doubled", () => {
    const { after, change } = edit("return", 0, "const = ");
    const current = findLossFunctions(after, { language: "ts" });
    expect(names(after, keepLastGood(good, current, [change]))).toEqual(["loss", "cost"]);
  });

  test("a renamed one is not kept under its old name", () => {
    const { after, change } = edit("loss", 4, "error = (");
    const kept = keepLastGood(good, { functions: [], hasErrors: true }, [change]);
    expect(names(after, kept)).toEqual(["cost"]);
  });

  test("a deleted one is gone", () => {
    const { after, change } = edit("function", "function loss(x) { return x }".length, "`");
    const current = findLossFunctions(after, { language: "ts" });
    expect(names(after, keepLastGood(good, current, [change]))).toEqual(["cost"]);
  });
});

test("a text without errors is taken as it is", () => {
  const current = findLossFunctions("const a = 2;", { language: "ts" });
  expect(keepLastGood(good, current, [])).toBe(current);
});

test("a kept name always stands where the name is, if the edits left it alone", () => {
  const edits = fc.array(
    fc.record({
      at: fc.nat(text.length),
      removed: fc.nat(6),
      inserted: fc.string({ maxLength: 6 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(edits, (list) => {
      let after = "";
      let done = 0;
      const changes: TextChange[] = [];
      for (const { at, removed, inserted } of [...list].sort((a, b) => a.at - b.at)) {
        if (at < done || (changes.length > 0 && at === done)) continue;
        const to = Math.min(text.length, at + removed);
        after += text.slice(done, at) + inserted;
        changes.push({ from: at, to, length: inserted.length });
        done = to;
      }
      after += text.slice(done);
      const kept = keepLastGood(good, { functions: [], hasErrors: true }, changes);
      for (const found of good.functions) {
        const { from, to } = found.nameRange;
        const isTouched = changes.some((change) => change.from < to && from < change.to);
        const isInside = changes.some((change) => change.from > from && change.from < to);
        if (isTouched || isInside) continue;
        const moved = kept.functions.find(({ name }) => name === found.name);
        expect(after.slice(moved!.nameRange.from, moved!.nameRange.to)).toBe(found.name);
      }
    }),
    { numRuns: 1000 },
  );
});
