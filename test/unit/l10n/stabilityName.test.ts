import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// What a step θ ← θ − (η/σ)·m is up against has one name wherever a person reads of it.

const folders = ["l10n", "media/lessons", "docs", "src/simulation/diagnosis"];

const texts = [
  "README.md",
  ...folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
].filter((file) => /\.(md|json|ts)$/.test(file));

/** η·λmax of something, and what that is. */
const stability = /η(?:\^t|ᵗ)?·λmax\(?([^\s),:;。，、：]*)/g;

test.each(texts)("%s calls it η·λmax(σ⁻¹H)", (file) => {
  const text = readFileSync(file, "utf8");
  const names = new Set([...text.matchAll(stability)].map(([, of]) => of));
  names.delete("σ⁻¹H");
  // The glossary's row of σ⁻¹H itself.
  if (file === "docs/glossary.md") names.delete("");
  expect([...names]).toEqual([]);
  expect(text).not.toMatch(/D_?σ?⁻¹/);
});

test("charts, findings and lessons speak of it in both languages", () => {
  for (const name of ["wordsEnglish", "wordsZhTw", "messagesEnglish", "messagesZhTw", "lessons."]) {
    const files = texts.filter((file) => file.includes(name));
    expect(files.length, name).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(file, "utf8")).toContain("η·λmax(σ⁻¹H)");
  }
});
