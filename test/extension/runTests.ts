import { runTests } from "@vscode/test-electron";
import { type BuildOptions, build } from "esbuild";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { copyOfExamples } from "../../scripts/workbench/examples";
import { projectFolder, resultsFolder } from "../../scripts/workbench/projectPaths";
import { planEnvironment } from "./plan";

/*
 * Runs the tests under test/extension in a real extension host: by default in the VS Code server
 * that comes from the npm registry, with --desktop in a VS Code that is downloaded. With
 * --restricted the workspace is not trusted and the tests named *.restricted.test.ts run instead.
 */

const { values } = parseArgs({
  options: {
    desktop: { type: "boolean", default: false },
    restricted: { type: "boolean", default: false },
    /** Runs only the tests whose names match. */
    grep: { type: "string", default: "" },
  },
});

const kind = values.restricted ? "extension-restricted" : "extension";
const reportFile = join(resultsFolder, `${kind}.txt`);
const countsFile = join(resultsFolder, `${kind}.json`);
await mkdir(resultsFolder, { recursive: true });
await writeFile(reportFile, "");
await rm(countsFile, { force: true });

const suite = await bundleSuite();
const examples = await copyOfExamples();
const follow = followReport();
const profile = await mkdtemp(join(tmpdir(), "optimizer-lens-profile-"));
try {
  await runTests({
    ...(values.desktop ? {} : { vscodeExecutablePath: await bundleShim() }),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: suite.index,
    extensionTestsEnv: planEnvironment({
      testFiles: suite.testFiles,
      grep: values.grep,
      reportFile,
      countsFile,
    }),
    launchArgs: [
      examples.folder,
      `--user-data-dir=${join(profile, "user")}`,
      `--extensions-dir=${join(profile, "extensions")}`,
      ...(values.restricted ? ["--workspace-trust"] : []),
    ],
  });
} catch (error) {
  process.exitCode = 1;
  console.error(String(error));
} finally {
  await examples.remove();
  await rm(profile, { recursive: true, force: true });
}
await follow.end();
await failUnlessTestsRan();

async function bundleSuite(): Promise<{ index: string; testFiles: string[] }> {
  const folder = join(projectFolder, "test", "extension");
  const names = await readdir(folder, { recursive: true });
  const wanted = names.filter(
    (name) =>
      name.endsWith(".test.ts") && name.endsWith(".restricted.test.ts") === values.restricted,
  );
  const outdir = join(projectFolder, "out", "extension-tests");
  await rm(outdir, { recursive: true, force: true });
  await bundle({
    entryPoints: [join(folder, "suite", "index.ts"), ...wanted.map((name) => join(folder, name))],
    outbase: folder,
    outdir,
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    external: ["vscode"],
  });
  return {
    index: join(outdir, "suite", "index.cjs"),
    testFiles: wanted.map((name) => join(outdir, name.replace(/\.ts$/, ".cjs"))),
  };
}

/** The executable that stands in for `code`. */
async function bundleShim(): Promise<string> {
  const outfile = join(projectFolder, "out", "scripts", "workbench", "shim.mjs");
  const entry = join(projectFolder, "scripts", "workbench", "shim.ts");
  await bundle({ entryPoints: [entry], outfile, format: "esm" });
  await chmod(outfile, 0o755);
  return outfile;
}

async function bundle(options: BuildOptions): Promise<void> {
  await build({
    absWorkingDir: projectFolder,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    ...options,
  });
}

/** Prints what Mocha reports while it does. */
function followReport(): { end(): Promise<void> } {
  let printed = 0;
  const printNew = async () => {
    const text = await readFile(reportFile);
    process.stdout.write(text.subarray(printed));
    printed = text.length;
  };
  const timer = setInterval(() => void printNew(), 300);
  return {
    end: () => {
      clearInterval(timer);
      return printNew();
    },
  };
}

async function failUnlessTestsRan(): Promise<void> {
  const text = await readFile(countsFile, "utf8").catch(() => '{"passed":0}');
  if ((JSON.parse(text) as { passed: number }).passed > 0) return;
  process.exitCode = 1;
  const log = relative(projectFolder, join(resultsFolder, "workbench.log"));
  console.error(`No test passed in the extension host; what it logged is in ${log}.`);
}
