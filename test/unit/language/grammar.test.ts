import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { beforeAll, expect, test } from "vitest";
import {
  INITIAL,
  parseRawGrammar,
  Registry,
  type IGrammar,
  type IRawGrammar,
} from "vscode-textmate";

// The injected grammars in a host grammar whose comments end as those of VS Code's grammars do.

const root = join(import.meta.dirname, "../../..");
const host = {
  scopeName: "source.host",
  patterns: [
    { begin: "/\\*", end: "\\*/", name: "comment.block.host" },
    { begin: "//", end: "(?=$)", name: "comment.line.double-slash.host" },
    { begin: "#", end: "$\\n?", name: "comment.line.number-sign.host" },
    { begin: '"""', end: '"""', name: "string.quoted.docstring.multi.host" },
    { match: "\\bcode\\b", name: "keyword.host" },
  ],
  repository: {},
} as unknown as IRawGrammar;

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await loadWASM(readFileSync(wasm));
  const { grammars } = (
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      contributes: { grammars: readonly { scopeName: string; path: string }[] };
    }
  ).contributes;
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: (name) => {
      const path = grammars.find(({ scopeName }) => scopeName === name)?.path;
      const text = path && readFileSync(join(root, path), "utf8");
      return Promise.resolve(text ? parseRawGrammar(text, "grammar.json") : host);
    },
    getInjections: () => grammars.map(({ scopeName }) => scopeName),
  });
  grammar = (await registry.loadGrammar("source.host"))!;
});

/** Each word of a text that has a scope of its own, as `word: scope`; what is only a comment is left out. */
function scopesIn(text: string): string[] {
  let state = INITIAL;
  return text.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
      const word = line.slice(startIndex, endIndex).trim();
      const scope = scopes.at(-1)!.replace(/\.(?:optimizer-lens|host).*$/, "");
      return word !== "" &&
        /^(?:support|string\.quoted\.(?:single|double)|constant|keyword|storage)/.test(scope)
        ? [`${word}: ${scope}`]
        : [];
    });
  });
}

const inside = [
  "@simulate: storage.type.class",
  "start: support.type.property-name",
  "-1: constant.numeric",
  "2e3: constant.numeric",
  "runs: support.type.property-name",
  "optimizer: support.type.property-name",
  '"adam": string.quoted.double',
  "amsgrad: support.type.property-name",
  "true: constant.language",
];
const code = "code: keyword";
const settings = `@simulate { start: [-1, 2e3], runs: [{ optimizer: "adam", amsgrad: true }] }`;

test.each([
  ["a block comment", `/** words 12\n * ${settings} and 3 more\n */\ncode`],
  ["one of several lines", `/**\n * ${settings.replaceAll(", ", ",\n * ")}\n */\ncode`],
  ["a docstring", `"""Words 12.\n\n    ${settings.replaceAll(", ", ",\n    ")}\n"""\ncode`],
  ["a line comment", `// ${settings} and 3 more\ncode`],
  ["a line comment with a hash", `# ${settings}\ncode`],
])("in %s", (_name, text) => expect(scopesIn(text)).toEqual([...inside, code]));

test.each([
  ["a block comment", "/** @simulate { start: [1 */\ncode"],
  ["a line comment", "// @simulate { start: [1\ncode"],
  ["a docstring", '"""@simulate { start: [1 """\ncode'],
])("what is not closed ends with %s", (_name, text) =>
  expect(scopesIn(text)).toEqual([
    ...["@simulate: storage.type.class", "start: support.type.property-name"],
    ...["1: constant.numeric", code],
  ]),
);

test("nothing in other words and in code", () => {
  expect(scopesIn("/* someone@simulate { a: 1 } */ code @simulate { a: 1 }")).toEqual([code]);
});
