// The figures of benchmarks in the documentation: `npm run bench -- --write` records what it measured in
// docs/benchmarks.json, and docs/benchmarks.md and the marked figures of other pages are made from that.
//
//   node scripts/benchFigures.mjs --write [FOLDER]   makes them again from the record
//   node scripts/benchFigures.mjs --check [FOLDER]   exits with 1 if they differ from it
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import prettier from "prettier";
import { projectFolder } from "./project.mjs";

const record = "docs/benchmarks.json";
const page = "docs/benchmarks.md";

/**
 * Records rows of benchmarks by the benchmark's name; those of benchmarks that did not run stay as they were.
 *
 * @param {Readonly<Record<string, readonly object[]>>} measured
 */
export function recordFigures(measured, folder = projectFolder) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`;
  const date = new Date().toISOString().slice(0, 10);
  const figures = readRecord(folder);
  for (const [name, rows] of Object.entries(measured)) {
    figures[name] = { date, machine, rows: rows.map(figureOf) };
  }
  const sorted = Object.fromEntries(Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(folder, record), `${JSON.stringify(sorted, undefined, 2)}\n`);
}

/** What of a row is kept: four digits say more than the next run will confirm. */
function figureOf({ name, nsPerStep, peer, peerNsPerStep, ratio, unit }) {
  const short = (value) => (value === undefined ? undefined : Number(value.toPrecision(4)));
  return {
    name,
    nsPerStep: short(nsPerStep),
    peer: peer === "" ? undefined : peer,
    peerNsPerStep: short(peerNsPerStep),
    ratio: short(ratio),
    unit: unit === "MB" ? unit : undefined,
  };
}

function readRecord(folder) {
  const file = join(folder, record);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Every page with figures as it should be, by path. */
async function pages(folder) {
  const figures = readRecord(folder);
  const sections = Object.entries(figures).map(([name, { date, machine, rows }]) => {
    const lines = rows.map((row) => {
      const against =
        row.peer === undefined ? "" : `${row.peer}: ${written(row.peerNsPerStep, row)}`;
      const ratio = row.ratio === undefined ? "" : row.ratio.toPrecision(3);
      return `| ${row.name.replaceAll("|", "\\|")} | ${written(row.nsPerStep, row)} | ${against} | ${ratio} |`;
    });
    const head = `## ${name}\n\n${date}, ${machine}\n\n| | ours | against | ratio |\n| --- | --: | --- | --: |`;
    return `${head}\n${lines.join("\n")}`;
  });
  const text = [
    "# Benchmarks",
    "Medians, each with what it is compared with in the same run; a ratio below 1 is faster. This page is made by `npm run bench -- --write` from what it measures.",
    ...sections,
  ].join("\n\n");
  const options = await prettier.resolveConfig(join(projectFolder, page));
  const made = new Map([[page, await prettier.format(text, { ...options, parser: "markdown" })]]);
  const rows = new Map(
    Object.values(figures).flatMap(({ rows }) => rows.map((row) => [row.name, row])),
  );
  for (const path of ["README.md", ...decisions(folder)]) {
    const text = readFileSync(join(folder, path), "utf8");
    const filled = text.replace(marked, (_, open, name, close) => {
      const row = rows.get(name);
      if (row === undefined) throw new Error(`${path}: no figure is called "${name}"`);
      return `${open}${written(row.nsPerStep, row, 2)}${close}`;
    });
    if (text.includes("<!-- figure:")) made.set(path, filled);
  }
  return made;
}

const marked = /(<!-- figure: (.*?) -->).*?(<!-- \/figure -->)/g;

function decisions(folder) {
  const names = readdirSync(join(folder, "docs/decisions")).filter((name) => name.endsWith(".md"));
  return names.map((name) => `docs/decisions/${name}`);
}

/** Nanoseconds (or bytes, where the unit is MB) as a person writes them. */
function written(value, { unit }, digits = 3) {
  if (value === undefined) return "";
  const scale = unit === "MB" ? 1e6 : ([1e9, 1e6, 1e3].find((one) => value >= one) ?? 1);
  const name = unit ?? { 1e9: "s", 1e6: "ms", 1e3: "µs", 1: "ns" }[scale];
  const number = value / scale;
  return `${number >= 100 ? Math.round(number) : Number(number.toPrecision(digits))} ${name}`;
}

/** Writes the pages from the record. */
export async function writeFigures(folder = projectFolder) {
  for (const [path, text] of await pages(folder)) writeFileSync(join(folder, path), text);
}

async function checkFigures(folder) {
  for (const [path, text] of await pages(folder)) {
    if (readFileSync(join(folder, path), "utf8") === text) continue;
    console.error(
      `${path} is not what docs/benchmarks.json says: node scripts/benchFigures.mjs --write`,
    );
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , mode, folder] = process.argv;
  await (mode === "--write" ? writeFigures(folder) : checkFigures(folder));
}
