import type { Preparation, Preparer, PrepareRequest } from "../language";
import { unsupportedMessage } from "../lossFunction";
import type { PreparerPlatform } from "../platform";
import { workspaceImports, type Read } from "./find/imports";
import type { ModuleSource } from "./moduleSource";

/** Python needs no bundle: the interpreter itself reads what is imported. What it will read is looked up to be watched. */
export function createPreparer(platform: PreparerPlatform): Preparer {
  return {
    warmUp: () => Promise.resolve(platform.startPython?.()),
    prepare: (request) => prepare(request, platform),
    locate: () => undefined,
  };
}

async function prepare(
  { function: fn, file, text, overlays, samples }: PrepareRequest,
  platform: PreparerPlatform,
): Promise<Preparation> {
  const unsupported = (message: string): Preparation => ({
    ok: false,
    fault: { kind: "unsupported", message },
  });
  if (fn.unsupported !== undefined || fn.reference === undefined) {
    return unsupported(unsupportedMessage(fn.name, fn.unsupported ?? "nested", fn.role));
  }
  // It starts while the files are read and the worker gets ready; for an optimizer once a run names it.
  if (fn.role === "loss") platform.startPython?.();
  const read: Read = async (path) => overlays[path] ?? (await platform.readSource(path));
  const root = await rootOf(file, read);
  const code: ModuleSource = {
    ...{ file, text, overlays, root, function: fn.reference.path.join(".") },
    ...(samples !== undefined && { samples }),
  };
  const inputs = await workspaceImports({ file, text, root }, read);
  return { ok: true, value: { language: "python", code, inputs, warnings: [] } };
}

/** Files that lie where a project begins. */
const marks = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", ".git/HEAD"];

/** The nearest folder around a file that looks like a project's, else the file's own. */
async function rootOf(file: string, read: Read): Promise<string> {
  const own = parentOf(file);
  for (let folder = own; folder !== ""; folder = parentOf(folder)) {
    const separator = folder.includes("\\") ? "\\" : "/";
    const found = await Promise.all(marks.map((mark) => read(`${folder}${separator}${mark}`)));
    if (found.some((text) => text !== undefined)) return folder;
  }
  return own === "" ? "/" : own;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"), path.lastIndexOf("\\")));
}
