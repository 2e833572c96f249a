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
    configuration: {
      properties: Readonly<Record<string, { readonly scope?: string; readonly order?: number }>>;
    };
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

test("settings stand in an order, and only those of a document or a window may be a workspace's alone", () => {
  const settings = Object.values(contributes.configuration.properties);
  expect(settings.map(({ order }) => order)).toEqual(settings.map((_, index) => index + 1));
  const scopes = new Map(
    Object.entries(contributes.configuration.properties).map(([name, { scope }]) => [
      name.replace("optimizerLens.", ""),
      scope,
    ]),
  );
  for (const name of ["steps", "functionNames", "codeLens.enabled"])
    expect(scopes.get(name)).toBe("resource");
  for (const name of ["timeLimit", "memoryLimit"])
    expect(scopes.get(name)).toBe("machine-overridable");
  // A workspace must not name the program that is started.
  expect(scopes.get("pythonPath")).toBe("machine");
});
