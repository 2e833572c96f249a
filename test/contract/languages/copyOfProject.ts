import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

/** Whether it is ours: Python's caches come and go while other tests run. */
const isSource = (path: string) => basename(path) !== "__pycache__";

/** A copy of the project's sources in a new folder, for a test to change, with what is named beside them. */
export function copyOfProject(name: string, ...more: readonly string[]): string {
  const copy = mkdtempSync(join(tmpdir(), `${name}-`));
  for (const path of [
    ...["src", "webview", "l10n", "test", "package.json", "vitest.config.ts", ...more],
    ...["tsconfig.base.json", "tsconfig.core.json", "tsconfig.json", "tsconfig.webview.json"],
  ]) {
    cpSync(resolve(path), join(copy, path), { recursive: true, filter: isSource });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  return copy;
}
