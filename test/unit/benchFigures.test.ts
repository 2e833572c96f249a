import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const project = resolve(import.meta.dirname, "../..");

function figures(mode: string, folder = project): { status: number | null; stderr: string } {
  const script = join(project, "scripts/benchFigures.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, mode, folder], {
    encoding: "utf8",
  });
  return { status, stderr };
}

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "figures-"));
  cpSync(join(project, "docs"), join(copy, "docs"), { recursive: true });
  const row = { name: "one | two", nsPerStep: 1_234_567, peer: "goal", peerNsPerStep: 2e6 };
  const rows = [
    { ...row, ratio: 0.6173 },
    { name: "weight", nsPerStep: 3.25e6, unit: "MB" },
  ];
  const record = { first: { date: "2026-01-02", machine: "a machine", rows } };
  writeFileSync(join(copy, "docs/benchmarks.json"), JSON.stringify(record));
  const marked = "It takes <!-- figure: one | two -->?<!-- /figure --> each.\n";
  writeFileSync(join(copy, "README.md"), marked);
});
afterAll(() => rmSync(copy, { recursive: true }));

test("the documentation holds the figures that were recorded", () => {
  expect(figures("--check")).toEqual({ status: 0, stderr: "" });
});

test("pages are made from the record, and one that says another figure is found", () => {
  expect(figures("--check", copy).status).toBe(1);
  expect(figures("--write", copy)).toEqual({ status: 0, stderr: "" });
  const page = readFileSync(join(copy, "docs/benchmarks.md"), "utf8");
  expect(page).toMatch(/## first\n\n2026-01-02, a machine\n/);
  expect(page).toMatch(/\| one \\\| two +\| +1\.23 ms \| goal: 2 ms \| +0\.617 \|/);
  expect(page).toMatch(/\| weight +\| +3\.25 MB \| +\| +\|/);
  const readme = join(copy, "README.md");
  expect(readFileSync(readme, "utf8")).toBe(
    "It takes <!-- figure: one | two -->1.2 ms<!-- /figure --> each.\n",
  );
  expect(figures("--check", copy)).toEqual({ status: 0, stderr: "" });
  writeFileSync(readme, readFileSync(readme, "utf8").replace("1.2 ms", "0.9 ms"));
  expect(figures("--check", copy).stderr).toMatch(/^README\.md is not what docs\/benchmarks\.json/);
});

test("a marker that names no figure is a fault", () => {
  writeFileSync(join(copy, "README.md"), "<!-- figure: nothing -->1 ms<!-- /figure -->\n");
  const { status, stderr } = figures("--check", copy);
  expect(status).toBe(1);
  expect(stderr).toContain('no figure is called "nothing"');
});
