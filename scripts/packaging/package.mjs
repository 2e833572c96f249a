// Makes the package that VS Code installs from what has been built: `package.mjs [OUTPUT]`. Prints its size and whose
// licences it holds.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import UPNG from "upng-js";
import { projectFolder } from "../project.mjs";

const output = resolve(process.argv[2] ?? join(projectFolder, "optimizer-lens.vsix"));
const staged = join(projectFolder, "out", "package");
const vsce = join(projectFolder, "node_modules", "@vscode", "vsce", "vsce");

/** Colours of a picture of the package: the screenshots have large plain areas and few hues. */
const colours = 128;

const run = (cwd, ...words) =>
  execFileSync(process.execPath, [vsce, ...words], { cwd, encoding: "utf8" });

const files = run(projectFolder, "ls", "--no-dependencies").split("\n").filter(Boolean);
rmSync(staged, { recursive: true, force: true });
for (const file of files) {
  const [from, to] = [join(projectFolder, file), join(staged, file)];
  mkdirSync(dirname(to), { recursive: true });
  if (file.startsWith("media/screenshots/")) writeFileSync(to, withFewColours(readFileSync(from)));
  else copyFileSync(from, to);
}
// What is staged is all that ships.
writeFileSync(join(staged, ".vscodeignore"), "");
const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
run(staged, "package", ...flags, "--out", output);

const notices = readFileSync(join(staged, "dist", "THIRD_PARTY_NOTICES.md"), "utf8");
const named = Array.from(notices.matchAll(/^## (.*)$/gm), ([, name]) => name);
const megabytes = (statSync(output).size / 2 ** 20).toFixed(2);
console.log(`${output}: ${megabytes} MB, ${files.length} files`);
console.log(`with the notices of ${named.length} others: ${named.join(", ")}`);

/**
 * A picture with a palette: a third of its size, and no difference that is seen.
 *
 * @param {Buffer} png
 */
function withFewColours(png) {
  const picture = UPNG.decode(png);
  const { width, height } = picture;
  const made = Buffer.from(UPNG.encode(UPNG.toRGBA8(picture), width, height, colours));
  return made.length < png.length ? made : png;
}
