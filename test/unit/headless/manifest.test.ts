import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tools } from "../../../src/headless/tools";
import { languages } from "../../../src/languages/registry";

const root = join(import.meta.dirname, "../../..");
const { activationEvents, contributes } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
) as {
  activationEvents: readonly string[];
  contributes: {
    languageModelTools: readonly Readonly<Record<string, unknown>>[];
    snippets: readonly { readonly language: string }[];
  };
};

test("the manifest declares the tools as they are", () => {
  const declared = contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => {
    return { name, modelDescription, inputSchema };
  });
  expect(declared).toEqual(
    tools.map(({ name, description, inputSchema }) => ({
      name: `optimizerLens_${name}`,
      modelDescription: description,
      inputSchema,
    })),
  );
});

test("every language of the registry activates the extension and has snippets", () => {
  for (const language of languages.flatMap(({ documentLanguages }) => documentLanguages)) {
    expect(activationEvents).toContain(`onLanguage:${language}`);
    expect(contributes.snippets.map((one) => one.language)).toContain(language);
  }
});
