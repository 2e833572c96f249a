import type { Preparation, Preparer, PrepareRequest } from "../language";
import { unsupportedMessage } from "../lossFunction";
import type { FileAccess } from "../platform";
import { workspaceImports } from "./find/imports";
import type { ModuleSource } from "./moduleSource";

/** Python needs no bundle: the interpreter itself reads what is imported. What it will read is looked up to be watched. */
export function createPreparer(platform: FileAccess): Preparer {
  return {
    warmUp: () => Promise.resolve(),
    prepare: (request) => Promise.resolve(prepare(request, platform)),
    locate: () => undefined,
  };
}

function prepare(
  { function: fn, file, text, overlays, samples }: PrepareRequest,
  platform: FileAccess,
): Preparation {
  const unsupported = (message: string): Preparation => ({
    ok: false,
    fault: { kind: "unsupported", message },
  });
  if (fn.unsupported !== undefined || fn.reference === undefined) {
    return unsupported(unsupportedMessage(fn.name, fn.unsupported ?? "nested", fn.role));
  }
  if (fn.role === "optimizer") return unsupported("an optimizer cannot be written in Python yet");
  const read = (path: string): string | undefined => overlays[path] ?? platform.readSource(path);
  const root = rootOf(file, read);
  const code: ModuleSource = {
    ...{ file, text, overlays, root, function: fn.reference.path.join(".") },
    ...(samples !== undefined && { samples }),
  };
  const inputs = workspaceImports({ file, text, root }, read);
  return { ok: true, value: { language: "python", code, inputs, warnings: [] } };
}

/** Files that lie where a project begins. */
const marks = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", ".git/HEAD"];

/** The nearest folder around a file that looks like a project's, else the file's own. */
function rootOf(file: string, read: (path: string) => string | undefined): string {
  const own = parentOf(file);
  for (let folder = own; folder !== ""; folder = parentOf(folder)) {
    if (marks.some((mark) => read(`${folder}/${mark}`) !== undefined)) return folder;
  }
  return own === "" ? "/" : own;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"), path.lastIndexOf("\\")));
}
