#!/usr/bin/env node
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./browser";
import { resultsFolder } from "./projectPaths";
import { startServer } from "./server";

/*
 * Stands in for the `code` executable that @vscode/test-electron starts: the same arguments, a VS
 * Code server and a headless browser instead of a desktop window. The exit code is that of the
 * tests; what workbench and extension host log goes to test-results/workbench.log.
 */

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: "string" },
    extensionTestsPath: { type: "string" },
    "disable-workspace-trust": { type: "boolean" },
    "workspace-trust": { type: "boolean" },
  },
  strict: false,
});

process.exitCode = await runExtensionTests(
  requiredPath("extensionDevelopmentPath"),
  requiredPath("extensionTestsPath"),
);

function requiredPath(name: "extensionDevelopmentPath" | "extensionTestsPath"): string {
  const value = values[name];
  if (typeof value !== "string") throw new Error(`--${name}=… is missing.`);
  return value;
}

async function runExtensionTests(extension: string, tests: string): Promise<number> {
  const cleanUp: (() => Promise<unknown>)[] = [];
  try {
    const emptyFolder = await mkdtemp(join(tmpdir(), "optimizer-lens-empty-"));
    cleanUp.unshift(() => rm(emptyFolder, { recursive: true, force: true }));
    const server = await startServer({ workspaceTrust: values["workspace-trust"] === true });
    cleanUp.unshift(() => server.stop());
    const browser = await launchBrowser();
    cleanUp.unshift(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const exit = new Promise<number>((resolve, reject) => {
      const gone = () => reject(new Error("The workbench went away before the tests ended."));
      page.once("crash", gone);
      page.once("close", gone);
      void server.ended.then(gone);
      void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
    });
    await mkdir(resultsFolder, { recursive: true });
    const log = createWriteStream(join(resultsFolder, "workbench.log"));
    await page.exposeFunction("codeAutomationLog", (type: string, parts: unknown[]) => {
      log.write(`[${type}] ${parts.map(String).join(" ")}\n`);
    });
    await page.goto(
      server.url({
        folder: positionals[0] ?? emptyFolder,
        extensionDevelopmentPath: extension,
        extensionTestsPath: tests,
      }),
    );
    return await exit;
  } finally {
    for (const step of cleanUp) await step();
  }
}
