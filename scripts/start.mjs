import { buildExtension, installDependencies, runScript } from "./project.mjs";

installDependencies();
buildExtension();
await runScript("scripts/workbench/start.ts");
