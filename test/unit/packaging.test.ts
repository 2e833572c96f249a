import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { noticesOf } from "../../scripts/packaging/notices.mjs";

// Packing is slow on a busy machine; none of this is about time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const root = resolve(import.meta.dirname, "../..");
const megabyte = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-package-"));
/** The texts of each language; a page reads those of one. */
const words = ["words.en.js", "words.zh-tw.js"];
const vsix = join(folder, "optimizer-lens.vsix");

/** The files of the package, as they stand in its zip, and what making it said. */
let files: readonly string[] = [];
let said = "";

beforeAll(() => {
  said = execFileSync(process.execPath, [join(root, "scripts/packaging/package.mjs"), vsix], {
    cwd: root,
    encoding: "utf8",
  });
  files = namesInZip(readFileSync(vsix)).flatMap((name) =>
    name.startsWith("extension/") ? [name.slice("extension/".length)] : [],
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The names in a zip's central directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12). */
function namesInZip(zip: Buffer): string[] {
  const names: string[] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf("PK\u0005\u0006") + 16);
  while (zip.toString("latin1", at, at + 4) === "PK\u0001\u0002") {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    names.push(zip.toString("utf8", at + 46, at + 46 + name!));
    at += 46 + name! + extra! + comment!;
  }
  return names;
}

test("only what runs is shipped, and all of it", () => {
  const dist = files.filter((file) => file.startsWith("dist/") && !file.startsWith("dist/python/"));
  expect([...dist].sort()).toEqual([
    "dist/THIRD_PARTY_NOTICES.md",
    ...["cli.cjs", "esbuild.wasm.br", "extension.cjs", "mcp.cjs"].map((name) => `dist/${name}`),
    ...["runner.cjs", "runnerWorker.cjs", "sweepHelper.cjs"].map((name) => `dist/${name}`),
    ...[
      "formulas.js",
      "main.css",
      "main.js",
      "pictures.js",
      "relief.js",
      "sweeps.js",
      ...words,
    ].map((name) => `dist/webview/${name}`),
  ]);
  for (const name of ["media/icon.png", "SECURITY.md", "LICENSE.txt", "changelog.md", "readme.md"])
    expect(files).toContain(name);
  const stray = /^(?:src|test|webview|scripts|docs|node_modules)\/|\.map$|\.pyc$/;
  expect(files.filter((file) => stray.test(file))).toEqual([]);
});

test("within its budget, zipped, and what a panel reads before its first picture", () => {
  expect(statSync(vsix).size).toBeLessThanOrEqual(5 * megabyte);
  const size = (name: string) => statSync(join(root, "dist/webview", name)).size;
  for (const name of words) expect(size("main.js") + size(name)).toBeLessThanOrEqual(550_000);
});

test("the manifest names nothing that is not there", () => {
  const manifest = readFileSync(join(root, "package.json"), "utf8");
  for (const [, path] of manifest.matchAll(/"(?:\.\/)?((?:media|language|l10n|dist)\/[^"]+)"/g))
    expect(files).toContain(path);
});

test("everything bundled has a notice, with the text of its licence", () => {
  const inputs = JSON.parse(readFileSync(join(root, "dist/inputs.json"), "utf8")) as string[];
  const notices = readFileSync(join(root, "dist/THIRD_PARTY_NOTICES.md"), "utf8");
  const bundled = new Set(
    inputs.flatMap((input) => {
      const [, scope, name] = /^(?:.*\/)?node_modules\/(@[^/]+\/)?([^/]+)\//.exec(input) ?? [];
      return name === undefined ? [] : [`${scope ?? ""}${name}`];
    }),
  );
  expect(bundled.size).toBeGreaterThan(20);
  const sections = notices.split(/^## /m).slice(1);
  for (const name of [...bundled, "esbuild-wasm", "Go's"]) {
    const section = sections.find((one) => one.startsWith(`${name} `));
    expect(section, name).toMatch(/permission|redistribution/i);
  }
  for (const name of bundled) expect(said).toContain(name);
  expect(said).toMatch(/: \d\.\d\d MB, \d+ files/);
});

test("a package without the text of a licence is refused", () => {
  const about = { name: "odd", version: "1.0.0", license: "Apache-2.0" };
  const path = join(folder, "node_modules/odd/package.json");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(about));
  expect(() => noticesOf(["node_modules/odd"], folder)).toThrow("odd is bundled");
});
