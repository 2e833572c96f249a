import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildExtensionIfOutdated, installDependencies, projectFolder } from "./project.mjs";

installDependencies();
buildExtensionIfOutdated();
const cli = join(projectFolder, "dist", "cli.cjs");
const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
