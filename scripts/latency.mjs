import { buildExtensionIfOutdated, installDependencies, runScript } from "./project.mjs";

installDependencies();
buildExtensionIfOutdated();
await runScript("test/webview/latency.ts");
