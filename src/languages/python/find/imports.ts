import type { SyntaxNode } from "@lezer/common";
import { parsePython } from "./syntax";
import { textOf } from "../../../text/range";

/** A file, and the folder of the project that it lies in. */
export interface ModuleFile {
  readonly file: string;
  readonly text: string;
  readonly root: string;
}

/** The text of a file, unsaved or saved; undefined where there is none. */
export type Read = (path: string) => Promise<string | undefined>;

/** More files than this are not watched. */
const mostFiles = 200;

/** The file itself and every file of the workspace that it imports, directly or by way of others. */
export async function workspaceImports(start: ModuleFile, read: Read): Promise<string[]> {
  const texts = new Map([[start.file, start.text]]);
  for (const [file, text] of texts) {
    for (const dotted of importedModules(text)) {
      for (const path of placesOf(dotted, file, start.root)) {
        if (texts.has(path)) break;
        const found = await read(path);
        if (found === undefined) continue;
        if (texts.size < mostFiles) texts.set(path, found);
        break;
      }
    }
  }
  return [...texts.keys()];
}

/** The dotted names that a text imports: `.helpers`, `package.module`, and `package.name` of `from package import name`. */
export function importedModules(text: string): string[] {
  const modules: string[] = [];
  parsePython(text).iterate({
    enter: ({ name, node }) => {
      if (name === "ImportStatement") modules.push(...modulesOf(text, node));
    },
  });
  return modules;
}

function modulesOf(text: string, statement: SyntaxNode): string[] {
  const written = textOf(text, statement).replace(/#.*$|[()\\]/gm, " ");
  const [, from, names] = /^from\s+(\S+)\s+import\s+([\s\S]*)$/.exec(written) ?? [];
  const list = (names ?? written.replace(/^import\s/, ""))
    .split(",")
    .map((one) => one.trim().split(/\s/)[0]!)
    .filter((one) => one !== "" && one !== "*");
  if (from === undefined) return list;
  const joint = from.endsWith(".") ? "" : ".";
  return [from, ...list.map((one) => `${from}${joint}${one}`)];
}

/** Where the source of a module may lie. */
function placesOf(dotted: string, file: string, root: string): string[] {
  const [, dots = "", name = ""] = /^(\.*)(.*)$/.exec(dotted) ?? [];
  // As the paths of open documents are written, with which they are compared.
  const separator = /^(?:[a-z]:|\\\\)/i.test(file) ? "\\" : "/";
  const joined = (...parts: readonly string[]): string => parts.join(separator);
  const folders = file.split(separator).slice(0, -1);
  const beside = joined(...folders.slice(0, folders.length - Math.max(0, dots.length - 1)));
  const path = name.replaceAll(".", separator);
  const bases = dots === "" ? [joined(...folders), root, joined(root, "src")] : [beside];
  return bases.flatMap((base) =>
    path === ""
      ? [joined(base, "__init__.py")]
      : [joined(base, `${path}.py`), joined(base, path, "__init__.py")],
  );
}
