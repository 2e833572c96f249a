import eslint from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import globals from "globals";
import tseslint from "typescript-eslint";

/**
 * Who may import whom: the folder on the left imports only the folders on the right (and itself).
 * A violation fails the lint; `test/unit/dependencyRule.test.ts` plants one to show that it does.
 */
const mayImport = {
  graph: [],
  optimizers: ["graph"],
  schedules: ["graph"],
  languages: ["graph"],
  options: ["optimizers", "schedules", "languages"],
  codeExport: ["optimizers", "schedules", "options"],
  simulation: ["graph", "optimizers", "schedules", "options"],
  protocol: ["graph", "optimizers", "schedules", "options", "simulation", "languages"],
  trace: ["protocol", "simulation"],
  runner: [
    "graph",
    "optimizers",
    "schedules",
    "options",
    "simulation",
    "languages",
    "protocol",
    "trace",
  ],
  runnerClient: ["protocol"],
  host: [
    "protocol",
    "trace",
    "codeExport",
    "languages",
    "optimizers",
    "schedules",
    "options",
    "runnerClient",
  ],
  cli: ["protocol", "trace", "languages", "optimizers", "schedules", "options", "runnerClient"],
  entry: ["host"],
  webview: ["protocol", "optimizers", "schedules", "options"],
};

const elements = [
  { type: "runnerClient", pattern: "src/runner/client" },
  { type: "webview", pattern: "webview" },
  ...Object.keys(mayImport)
    .filter((type) => !["entry", "runnerClient", "webview"].includes(type))
    .map((type) => ({ type, pattern: `src/${type}` })),
  { type: "entry", pattern: "src" },
];

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
    files: ["src/**/*.ts", "webview/**/*.{ts,tsx}"],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": elements,
      "import/resolver": { node: { extensions: [".ts", ".tsx", ".mjs", ".js"] } },
    },
    rules: {
      "boundaries/no-unknown-files": "error",
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: Object.entries(mayImport).map(([from, allow]) => ({
            from: { element: { type: from } },
            allow: [{ to: { element: { type: [from, ...allow] } } }],
          })),
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
