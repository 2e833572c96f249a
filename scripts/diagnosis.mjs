// Prints precision and recall of every finding of the diagnosis on the table of labelled runs.
import { installDependencies, runScript } from "./project.mjs";

installDependencies();
await runScript("test/bench/diagnosis.ts");
