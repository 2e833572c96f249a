// Tries benchmark functions of public Python packages, unchanged, and prints how many have an exact gradient.
import { buildExtensionIfOutdated, installDependencies, runScript } from "./project.mjs";

installDependencies();
buildExtensionIfOutdated();
await runScript("test/bench/publicFunctions.ts");
