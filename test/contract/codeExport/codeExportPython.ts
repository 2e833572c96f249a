import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CodeLibrary } from "../../../src/codeExport/runAsCode";

/** Modules that the code of each library imports. */
const modules: Readonly<Record<CodeLibrary, readonly string[]>> = {
  pytorch: ["torch"],
  optax: ["jax", "optax"],
  keras: ["jax", "keras"],
};

/** Interpreters to look at: the one in CODE_EXPORT_PYTHON, the one on the path, the system's. */
const interpreters = [process.env.CODE_EXPORT_PYTHON, "python3", "/usr/bin/python3"].filter(
  (path) => path !== undefined,
);

/** An interpreter that has these modules, without importing them; undefined if none has. */
export function pythonWith(names: readonly string[]): string | undefined {
  const found = names.map((name) => `importlib.util.find_spec(${JSON.stringify(name)})`);
  const program = `import importlib.util, sys; sys.exit(0 if all([${found.join(", ")}]) else 1)`;
  return interpreters.find((python) => spawnSync(python, ["-c", program]).status === 0);
}

/** An interpreter that can run the code of a library. */
export function pythonFor(library: CodeLibrary): string | undefined {
  return pythonWith(modules[library]);
}

/** Why tests are skipped. */
export function missing(names: readonly string[]): string {
  return `skipped: no Python with ${names.join(" and ")} (install them, or set CODE_EXPORT_PYTHON)`;
}

/** Why the runs of a library are skipped. */
export function missingFor(library: CodeLibrary): string {
  return missing(modules[library]);
}

export interface ScriptResult {
  readonly trajectory?: readonly (readonly (number | string)[])[];
  readonly printed?: string;
  readonly error?: string;
}

/** NumPy in the place of JAX and Keras: enough for code that uses no optimizer of theirs. */
export const numpyStandIn = join(import.meta.dirname, "../../fixtures/codeExport/numpyStandIn");

/** Runs all scripts in one process, so that the library is loaded once; `modulePath` is searched for modules first. */
export function runScripts(
  python: string,
  scripts: ReadonlyMap<string, string>,
  modulePath?: string,
): ReadonlyMap<string, ScriptResult> {
  return inFolder((folder) => {
    const paths: Record<string, string> = {};
    [...scripts].forEach(([name, code], k) => {
      paths[name] = join(folder, `script${k}.py`);
      writeFileSync(paths[name], code);
    });
    const [list, results] = [join(folder, "scripts.json"), join(folder, "trajectories.json")];
    writeFileSync(list, JSON.stringify(paths));
    const harness = join(import.meta.dirname, "../../fixtures/codeExport/runScripts.py");
    execFileSync(python, [harness, list, results], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...(modulePath === undefined ? {} : { PYTHONPATH: modulePath }) },
    });
    const parsed = JSON.parse(readFileSync(results, "utf8")) as Record<string, ScriptResult>;
    return new Map(Object.entries(parsed));
  });
}

/** The scripts that Python cannot compile, with what it says. */
export function compileErrors(python: string, scripts: ReadonlyMap<string, string>): string[] {
  return inFolder((folder) => {
    const paths = [...scripts.values()].map((code, k) => {
      const path = join(folder, `script${k}.py`);
      writeFileSync(path, code);
      return path;
    });
    const { status, stderr, stdout } = spawnSync(python, ["-m", "py_compile", ...paths], {
      encoding: "utf8",
    });
    return status === 0 ? [] : [stderr + stdout];
  });
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "code-export-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
