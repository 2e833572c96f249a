// Prints the lists of optimizers and schedules that the README shows, made from the catalogue.
//
//   node scripts/catalogueTable.mjs                  prints both
//   node scripts/catalogueTable.mjs --write [FILE]   writes them between the README's markers
//   node scripts/catalogueTable.mjs --check [FILE]   exits with 1 if the README's differ
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import prettier from "prettier";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** Loads the catalogues, which are TypeScript, as a module of their own. */
async function loadCatalogues() {
  const entry = `
    export { familyLabels, optimizers } from "./src/optimizers/catalogue";
    export { scheduleFamilyLabels, schedules } from "./src/schedules/catalogue";
  `;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: project, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

/** One table per family, laid out as Prettier would. */
async function table(entries, labels, optionsOf) {
  const parts = Object.entries(labels).map(([family, label]) => {
    const rows = entries.filter((entry) => entry.family === family).map((entry) => row(entry));
    if (rows.length === 0) return "";
    const head = `| ${label} | | options | source |\n| --- | --- | --- | --- |`;
    return `${head}\n${rows.join("\n")}`;
  });

  function row(entry) {
    const options = Object.keys(optionsOf(entry)).map((name) => `\`${name}\``);
    const cells = [
      `\`${entry.id}\``,
      `${entry.label}: ${lowerFirst(entry.description)}`,
      options.join(", "),
      entry.source,
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  }

  const text = parts.filter((part) => part !== "").join("\n\n");
  return (await prettier.format(text, { parser: "markdown", printWidth: 100 })).trim();
}

/** "A step …" after a colon is "a step …"; words written in capitals (AdamW, RMSProp) stay. */
function lowerFirst(text) {
  return /^[A-Z][a-z]*[ -]/.test(text) && !/^(Adam|Newton)/.test(text)
    ? text[0].toLowerCase() + text.slice(1)
    : text;
}

function withSection(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name}:start -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(text)) throw new Error(`the README has no <!-- ${name}:start --> section`);
  return text.replace(pattern, (_all, start, end) => `${start}\n${content}\n\n${end}`);
}

const { familyLabels, optimizers, scheduleFamilyLabels, schedules } = await loadCatalogues();
const sections = {
  optimizers: await table(optimizers, familyLabels, (optimizer) => optimizer.hyperparameters),
  schedules: await table(schedules, scheduleFamilyLabels, (schedule) => schedule.options),
};
const [mode, file = join(project, "README.md")] = process.argv.slice(2);
if (mode === undefined) console.log(`${sections.optimizers}\n\n${sections.schedules}`);
else {
  const before = readFileSync(file, "utf8");
  let after = before;
  for (const [name, content] of Object.entries(sections)) after = withSection(after, name, content);
  if (mode === "--write") writeFileSync(file, after);
  else if (after !== before) {
    console.error(
      "README.md is not what the catalogue says: node scripts/catalogueTable.mjs --write",
    );
    process.exitCode = 1;
  }
}
