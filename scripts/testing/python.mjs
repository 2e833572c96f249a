// Runs the tests of the Python program in the interpreter that has most of what they compare with.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../project.mjs";

const libraries = ["numpy", "scipy", "torch"];
const interpreters = ["python3", "/usr/bin/python3", "python"];
const countsFile = process.argv[2];

/** How many of the libraries an interpreter has; −1 if it is older than 3.8 or not there. */
function librariesOf(python) {
  const found = libraries.map((name) => `bool(importlib.util.find_spec("${name}"))`).join(" + ");
  const program = `import importlib.util, sys; print(${found} if sys.version_info >= (3, 8) else -1)`;
  const { status, stdout } = spawnSync(python, ["-c", program], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : -1;
}

const ranked = interpreters
  .map((python) => ({ python, count: librariesOf(python) }))
  .sort((a, b) => b.count - a.count);
const [best] = ranked;

mkdirSync(dirname(countsFile), { recursive: true });
if (best.count < 0) {
  console.log("Skipped: there is no Python 3.8 or later here.");
  writeFileSync(countsFile, JSON.stringify({ passed: 0, failed: 0, skipped: 1 }));
} else {
  if (best.count < libraries.length) {
    console.log(`Some are skipped: ${best.python} has not all of ${libraries.join(", ")}.`);
  }
  const tests = join(projectFolder, "test", "python");
  const { status } = spawnSync(best.python, ["-B", tests, "--counts", countsFile], {
    stdio: ["ignore", "inherit", 1],
  });
  process.exitCode = status ?? 1;
}
