import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSyntax } from "../../../src/languages/javascript/find/syntax";

const root = join(import.meta.dirname, "../../..");

function table(file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>;
}

/** What a text fills in or keeps: {0}, {name}, commands, settings and code. */
function fixedParts(text: string): string[] {
  return (text.match(/\{\w+\}|command:[\w.]+|`[^`]+`/g) ?? []).sort();
}

/** The texts that the host asks to be translated: the first argument of `vscode.l10n.t`. */
function translatedTexts(): string[] {
  const host = join(root, "src/host");
  const files = readdirSync(host, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(host, file), "utf8");
      const found: string[] = [];
      parseSyntax(text, "ts").iterate({
        enter({ name, node }) {
          if (name !== "CallExpression") return;
          const callee = node.firstChild!;
          if (!/\bl10n\.t$/.test(text.slice(callee.from, callee.to))) return;
          const argument = node.getChild("ArgList")!.firstChild!.nextSibling!;
          expect(argument.name, `${file} must give l10n.t one plain string`).toBe("String");
          found.push(JSON.parse(text.slice(argument.from, argument.to)) as string);
        },
      });
      return found;
    });
}

describe("Traditional Chinese", () => {
  test("has every text of the manifest", () => {
    const english = table("package.nls.json");
    const chinese = table("package.nls.zh-tw.json");
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect(fixedParts(chinese[key]!)).toEqual(fixedParts(text));
    }
  });

  test("has the texts of the extension, all of them and no others", () => {
    const chinese = table("l10n/bundle.l10n.zh-tw.json");
    const texts = [...new Set(translatedTexts())].sort();
    expect(texts.length).toBeGreaterThan(10);
    expect(Object.keys(chinese).sort()).toEqual(texts);
    for (const [text, translation] of Object.entries(chinese)) {
      expect(fixedParts(translation)).toEqual(fixedParts(text));
    }
  });

  test("has every page of the walkthrough, under the name that VS Code looks for", () => {
    const folder = join(root, "media/walkthrough");
    const pages = readdirSync(folder).filter((file) => !file.includes(".nls."));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      const code = (file: string) =>
        readFileSync(join(folder, file), "utf8").match(/```[^]*?```|^ {4}.*$/gm) ?? [];
      expect(code(page.replace(".md", ".nls.zh-tw.md"))).toEqual(code(page));
    }
  });

  test("is set in full-width punctuation", () => {
    const files = ["package.nls", "l10n/bundle.l10n", "media/lessons/lessons"];
    for (const file of files) {
      const text = readFileSync(join(root, `${file}.zh-tw.json`), "utf8");
      expect(text).not.toMatch(/[\u3400-\u9fff][,:;?!]|[,:;?!][\u3400-\u9fff]/);
    }
  });
});
