import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages that ship as they are, without being an input of a bundle, and what is compiled into them. */
const alsoShipped = ["esbuild-wasm"];
const compiledIn = [
  {
    name: "Go's runtime and libraries, compiled into esbuild.wasm",
    license: readFileSync(new URL("goLicense.txt", import.meta.url), "utf8"),
  },
];

/**
 * The folders of the packages that bundles were made from, each once, sorted by name.
 *
 * @param {Iterable<string>} inputs paths of files, as esbuild's metafile has them
 */
export function packagesOf(inputs) {
  const folders = new Set(alsoShipped.map((name) => `node_modules/${name}`));
  for (const input of inputs) {
    const folder = /^(?:[^:]*:)?(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort();
}

/**
 * The licences of everything that ships and is not ours. Throws on a package without one.
 *
 * @param {readonly string[]} packages folders, relative to `root`
 * @param {string} root
 */
export function noticesOf(packages, root) {
  const parts = packages.map((folder) => {
    const path = join(root, folder);
    const about = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const { name, version, license } = about;
    return { name: `${name} ${version} (${license})`, license: licenseIn(path, about) };
  });
  const head =
    "# Third-party notices\n\nOptimizer Lens contains parts of these packages, under their own licences.\n";
  return [
    head,
    ...[...parts, ...compiledIn].map(({ name, license }) => {
      return `## ${name}\n\n${license.trim().replace(/^/gm, "    ").replace(/ +$/gm, "")}\n`;
    }),
  ].join("\n");
}

/**
 * The text of a package's licence: the file in its folder, or the MIT licence in its author's name where it says that
 * that is its licence and ships no text.
 *
 * @param {string} folder
 * @param {{ name: string, license: string, author?: string | { name: string } }} about
 */
function licenseIn(folder, { name, license, author }) {
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(one));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8");
  const owner = typeof author === "object" ? author.name : author;
  if (license !== "MIT" || owner === undefined)
    throw new Error(`${name} is bundled, and ships no text of its licence`);
  const own = readFileSync(new URL("../../LICENSE", import.meta.url), "utf8");
  return `MIT License\n\nCopyright (c) ${owner}\n\n${own.slice(own.indexOf("Permission is"))}`;
}
