// The property tests with 100,000 random programs and graphs instead of some thousands, 20,000 in Python, and 10,000 edits
// of a loss in Python.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildExtensionIfOutdated, installDependencies, projectFolder } from "./project.mjs";

installDependencies();
buildExtensionIfOutdated();
const { status } = spawnSync(
  process.execPath,
  [
    join(projectFolder, "node_modules/vitest/vitest.mjs"),
    ...["run", "--testTimeout=3600000", "--reporter=verbose"],
    ...[
      "test/unit/graph",
      "test/unit/languages/javascript/randomPrograms.test.ts",
      "test/unit/languages/javascript/gatedPrograms.test.ts",
      "test/contract/languages/pythonEdits.test.ts",
    ],
  ],
  { cwd: projectFolder, stdio: "inherit", env: { ...process.env, DEEP: "1" } },
);
const python = spawnSync(
  process.execPath,
  [join(projectFolder, "scripts/testing/python.mjs"), join(projectFolder, "out/python.json")],
  {
    cwd: projectFolder,
    stdio: "inherit",
    env: { ...process.env, OPTIMIZER_LENS_PYTHON_PROGRAMS: "20000" },
  },
);
process.exitCode = status === 0 ? (python.status ?? 1) : (status ?? 1);
