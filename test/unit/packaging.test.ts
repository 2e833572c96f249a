import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const megabyte = 2 ** 20;

/** What the extension's package would hold. */
function packagedFiles(): string[] {
  const vsce = resolve(root, "node_modules/@vscode/vsce/vsce");
  const list = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], {
    cwd: root,
    encoding: "utf8",
  });
  return list.split("\n").filter((line) => line !== "");
}

test("only what runs is shipped, within its budget", () => {
  const files = packagedFiles();
  expect(files).toContain("dist/extension.cjs");
  expect(files).toContain("dist/runnerWorker.cjs");
  expect(files).toContain("dist/cli.cjs");
  expect(files).toContain("dist/mcp.cjs");
  expect(files).toContain("dist/webview/main.js");
  expect(files).toContain("dist/webview/formulas.js");
  expect(files).toContain("dist/webview/sweeps.js");
  expect(files).toContain("media/icon.png");
  expect(files.filter((file) => /^(src|test|webview|scripts|node_modules)\//.test(file))).toEqual(
    [],
  );
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  const size = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + statSync(resolve(root, name)).size, 0);
  // What a panel reads before its first picture.
  expect(size(["dist/webview/main.js"])).toBeLessThanOrEqual(550_000);
  // The bundler as WebAssembly is 13.3 MB by itself; everything else, unminified, must stay below 6 MB.
  const bundler = "dist/esbuild.wasm";
  expect(size([bundler])).toBeLessThan(15 * megabyte);
  expect(size(files.filter((file) => file !== bundler))).toBeLessThan(6 * megabyte);
});
