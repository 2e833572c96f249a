import { join } from "node:path";
import { cacheFolder, projectFolder, resultsFolder } from "../workbench/projectPaths";

/** One step of `npm test`: a command, and for a test runner where it counts its tests. */
export interface Stage {
  readonly name: string;
  readonly title: string;
  /** A script for Node with its arguments. */
  readonly script: readonly string[];
  readonly counts?: { readonly file: string; readonly format: "vitest" | "counts" };
  /** Where the runner's own closing summary begins in its output. */
  readonly summary?: RegExp;
  /** Left out unless asked for by name. */
  readonly onlyOnRequest?: boolean;
}

const tool = (path: string) => join(projectFolder, "node_modules", path);
const result = (name: string) => join(resultsFolder, name);

const typeCheck = (name: string, configuration: string): Stage => ({
  name: "types",
  title: `type-check ${configuration}`,
  script: [
    tool("typescript/bin/tsc"),
    ...["--project", configuration, "--incremental"],
    ...["--tsBuildInfoFile", join(cacheFolder, `${name}.tsbuildinfo`)],
  ],
});

const vitest = (name: string, title: string, extra: readonly string[]): Stage => ({
  name,
  title,
  script: [
    tool("vitest/vitest.mjs"),
    ...["run", "--reporter=default", "--reporter=json"],
    `--outputFile.json=${result(`${name}.json`)}`,
    ...extra,
  ],
  counts: { file: result(`${name}.json`), format: "vitest" },
  summary: /^ *Test Files .*$/m,
});

const extensionHost = (
  name: string,
  title: string,
  options: readonly string[],
  kind = name,
): Stage => ({
  name,
  title,
  script: [join(projectFolder, "out", "test", "extension", "runTests.mjs"), ...options],
  counts: { file: result(`${kind}.json`), format: "counts" },
  summary: /^ *\d+ passing.*$/m,
});

const workbench = ["--config", "vitest.webview.config.ts"];

/** Everything `npm test` does after the build, in this order. */
export const stages: readonly Stage[] = [
  typeCheck("core", "tsconfig.core.json"),
  typeCheck("node", "tsconfig.json"),
  typeCheck("webview", "tsconfig.webview.json"),
  {
    name: "lint",
    title: "lint",
    script: [
      tool("eslint/bin/eslint.js"),
      ...["--max-warnings", "0", "--cache", "--cache-location", join(cacheFolder, "eslint/"), "."],
    ],
  },
  {
    name: "format",
    title: "format",
    script: [
      tool("prettier/bin/prettier.cjs"),
      ...["--check", "--log-level", "warn", "--cache"],
      ...["--cache-location", join(cacheFolder, "prettier"), "."],
    ],
  },
  vitest("unit", "unit and contract tests", ["test/unit", "test/contract"]),
  {
    name: "python",
    title: "tests in Python",
    script: [join(projectFolder, "scripts", "testing", "python.mjs"), result("python.json")],
    counts: { file: result("python.json"), format: "counts" },
    summary: /^Ran \d+ tests.*$/m,
  },
  extensionHost("extension", "tests in the extension host", []),
  extensionHost("extension-restricted", "tests in Restricted Mode", ["--restricted"]),
  vitest("webview", "tests in the workbench", [...workbench, "test/webview"]),
  vitest("newest", "the package in the newest VS Code", [...workbench, "test/newest"]),
  {
    ...extensionHost("desktop", "tests in a downloaded VS Code", ["--desktop"], "extension"),
    onlyOnRequest: true,
  },
];
