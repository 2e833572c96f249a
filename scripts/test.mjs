import { buildExtension, compileScript, installDependencies, runScript } from "./project.mjs";

installDependencies();
buildExtension();
await compileScript("test/extension/runTests.ts");
await runScript("scripts/testing/test.ts");
