import type { ImportKind } from "esbuild-wasm";

/** Stand-ins for modules that are not there are told apart from the user's files by this. */
export const ABSENT = "absent";

/**
 * Is a module of this kind asked for only when the code comes to it? That it is not there is a fault only then, and
 * none where the code catches it.
 */
export function isAskedForLate(kind: ImportKind): boolean {
  return kind === "require-call" || kind === "dynamic-import";
}

/** A module that throws as Node does, whenever it is asked for. */
export function absentModule(message: string): string {
  return `Object.defineProperty(module, "exports", {
    get() { throw Object.assign(new Error(${JSON.stringify(message)}), { code: "MODULE_NOT_FOUND" }); },
  });`;
}
