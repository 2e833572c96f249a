import eslint from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import globals from "globals";
import tseslint from "typescript-eslint";

/**
 * Who may import whom: the room on the left imports only those on the right (and itself). A room is
 * the longest folder of this table that a file lies in. A violation fails the lint;
 * `test/unit/dependencyRule.test.ts` plants some to show that it does.
 */
const section = ["webview/parts", "webview/charts", "webview/store", "webview/ui", "l10n"];
const shown = ["src/text", "src/protocol", "src/optimizers", "src/schedules", "src/options"];
const sections = [
  "header",
  "notices",
  "runs",
  "surface",
  "curves",
  "steps",
  "sweep",
  "formula",
  "findings",
  "results",
];
const mayImport = {
  "src/text": [],
  "src/graph": [],
  "src/graph/passes": ["src/graph"],
  "src/tracing": ["src/graph"],
  "src/wasm": ["src/graph", "src/graph/passes"],
  "src/objective": ["src/wasm", "src/graph/passes", "src/graph", "src/text"],
  "src/optimizers": ["src/graph"],
  "src/schedules": ["src/graph"],
  "src/languages": ["src/text", "src/objective"],
  "src/languages/parameters": ["src/languages"],
  "src/languages/javascript": [
    "src/text",
    "src/graph",
    "src/tracing",
    "src/objective",
    "src/languages",
    "src/languages/parameters",
  ],
  "src/languages/python": [
    "src/text",
    "src/graph",
    "src/graph/passes",
    "src/tracing",
    "src/objective",
    "src/languages",
    "src/languages/parameters",
  ],
  "src/options": ["src/optimizers", "src/schedules", "src/text", "src/languages"],
  "src/authoring": [
    "src/options",
    "src/optimizers",
    "src/schedules",
    "src/text",
    "src/languages",
    "l10n",
  ],
  "src/codeExport": ["src/options", "src/optimizers", "src/schedules", "src/graph", "src/tracing"],
  "src/simulation/run": ["src/optimizers", "src/schedules", "src/options", "src/objective"],
  "src/simulation/compiled": [
    "src/simulation/run",
    "src/graph",
    "src/graph/passes",
    "src/tracing",
    "src/wasm",
    "src/optimizers",
    "src/schedules",
    "src/options",
  ],
  "src/simulation/curvature": ["src/simulation/run", "src/objective", "src/optimizers"],
  "src/simulation/landscape": ["src/objective"],
  "src/simulation/diagnosis": [
    "src/text",
    "src/simulation/run",
    "src/simulation/curvature",
    "src/objective",
    "src/optimizers",
    "src/options",
  ],
  "src/simulation/sweep": [
    "src/simulation/run",
    "src/simulation/compiled",
    "src/simulation/curvature",
    "src/objective",
    "src/optimizers",
    "src/schedules",
    "src/options",
  ],
  "src/protocol": [
    "src/text",
    "src/languages",
    "src/optimizers",
    "src/options",
    "src/simulation/run",
  ],
  "src/rows": ["src/protocol", "src/simulation/run"],
  "src/runner": [],
  "src/runner/client": ["src/protocol"],
  "src/runner/worker": [
    "src/runner",
    "src/text",
    "src/languages",
    "src/languages/parameters",
    "src/objective",
    "src/optimizers",
    "src/schedules",
    "src/options",
    "src/protocol",
    "src/simulation/run",
    "src/simulation/compiled",
    "src/simulation/curvature",
    "src/simulation/landscape",
    "src/simulation/diagnosis",
    "src/simulation/sweep",
  ],
  "src/runner/supervisor": [
    "src/runner",
    "src/text",
    "src/languages",
    "src/options",
    "src/protocol",
    "src/rows",
  ],
  "src/runner/node": [
    "src/runner",
    "src/text",
    "src/languages",
    "src/protocol",
    "src/simulation/run",
    "src/simulation/compiled",
    "src/simulation/sweep",
    "src/runner/supervisor",
    "src/runner/worker",
  ],
  "src/host": [
    "src/text",
    "src/languages",
    "src/optimizers",
    "src/schedules",
    "src/options",
    "src/authoring",
    "src/codeExport",
    "src/protocol",
    "src/rows",
    "src/runner/client",
    "src/headless",
    "l10n",
  ],
  "src/headless": [
    "src/text",
    "src/languages",
    "src/optimizers",
    "src/schedules",
    "src/options",
    "src/protocol",
    "src/rows",
    "src/runner/client",
  ],
  "src/cli": [
    "src/headless",
    "src/text",
    "src/options",
    "src/codeExport",
    "src/protocol",
    "src/rows",
  ],
  "src/mcp": ["src/headless"],
  src: ["src/host"],
  l10n: ["src/optimizers", "src/schedules"],
  "webview/ui": ["l10n"],
  "webview/charts": ["src/text", "src/protocol", "l10n"],
  "webview/store": ["webview/charts", "l10n", ...shown],
  "webview/parts": ["webview/charts", "webview/store", "webview/ui", "l10n", ...shown],
  ...Object.fromEntries(sections.map((name) => [`webview/${name}`, [...section, ...shown]])),
  webview: [...section, ...sections.map((name) => `webview/${name}`), ...shown],
};

/** The innermost folder comes first: the first pattern that fits names the room. */
const elements = Object.keys(mayImport)
  .sort((a, b) => b.length - a.length)
  .map((room) => ({ type: room, pattern: room }));

/** The only file outside a language's folder that names one. */
const registry = { category: "registry", pattern: "src/languages/registry.ts" };

export default tseslint.config(
  { ignores: ["node_modules", "dist", "out", ".cache", "test/fixtures", "media/examples"] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js", "*.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-duplicate-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: true },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "webview/**/*.{ts,tsx}", "l10n/*.ts"],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": elements,
      "boundaries/files": [registry],
      "import/resolver": { node: { extensions: [".ts", ".tsx", ".mjs", ".js"] } },
    },
    rules: {
      "boundaries/no-unknown-files": "error",
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            ...Object.entries(mayImport).map(([from, allow]) => ({
              from: { element: { type: from } },
              allow: [{ to: { element: { type: [from, ...allow] } } }],
            })),
            {
              from: { file: { categories: registry.category } },
              allow: [
                { to: { element: { type: ["src/languages/javascript", "src/languages/python"] } } },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "webview/**/*.{ts,tsx}"],
    ignores: ["src/host/**", "src/extension*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "vscode", message: "Only src/host imports vscode." }] },
      ],
    },
  },
  {
    files: ["webview/**/*.{ts,tsx}"],
    ignores: ["webview/ui/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "vscode", message: "Only src/host imports vscode." },
            { name: "@vscode/webview-ui-toolkit", message: "Only webview/ui imports the toolkit." },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: globals.nodeBuiltin,
    },
  },
);
