import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { expect, test } from "vitest";

/** Lints a text as if it stood in the file, with the project's own rules (those that need types aside). */
async function lint(filePath: string, text: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfig: [
      { languageOptions: { parserOptions: { projectService: false } } },
      tseslint.configs.disableTypeChecked,
    ],
  });
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? "parse error");
}

const use = "\nexport const used = planted;\n";

test.each([
  ["src/graph/planted.ts", 'import { readSettings as planted } from "../host/settings";'],
  ["src/graph/passes/planted.ts", 'import { compile as planted } from "../../wasm/compile";'],
  ["src/tracing/planted.ts", 'import { compile as planted } from "../wasm/compile";'],
  [
    "src/optimizers/planted.ts",
    'import { createRun as planted } from "../simulation/compiled/run";',
  ],
  ["src/simulation/run/planted.ts", 'import { createRun as planted } from "../compiled/run";'],
  ["src/host/planted.ts", 'import { createRun as planted } from "../simulation/compiled/run";'],
  [
    "src/runner/worker/planted.ts",
    'import { readSettings as planted } from "../../host/settings";',
  ],
  [
    "webview/curves/planted.ts",
    'import { surfaceRuns as planted } from "../surface/surfaceModel";',
  ],
  ["webview/ui/planted.ts", 'import { step as planted } from "../store/view";'],
])("an import that the dependency table forbids is caught in %s", async (file, planted) => {
  expect(await lint(file, planted + use)).toContain("boundaries/dependencies");
});

test("an import that the table allows is not", async () => {
  const allowed = 'import { readSettings as planted } from "./settings";';
  expect(await lint("src/host/planted.ts", allowed + use)).toEqual([]);
});

test.each([
  ["src/runner/worker/planted.ts", 'import * as planted from "vscode";'],
  ["webview/curves/planted.ts", 'import * as planted from "@vscode/webview-ui-toolkit";'],
])("a package that is confined to one folder is caught in %s", async (file, planted) => {
  expect(await lint(file, planted + use)).toContain("no-restricted-imports");
});
