import type { PartialParse, Tree } from "@lezer/common";
import { parser } from "@lezer/javascript";

/** Which grammar a file is in: types or not, tags or not. */
export type SyntaxKind = "ts" | "tsx" | "js";

/** Texts longer than this (in UTF-16 units) are not looked through. */
export const longestText = 12_000_000;

const parsers = {
  ts: parser.configure({ dialect: "ts" }),
  tsx: parser.configure({ dialect: "ts jsx" }),
  js: parser.configure({ dialect: "jsx" }),
};

/** The grammar for a file extension (`.ts`, `tsx`) or a language of VS Code (`typescriptreact`). */
export function syntaxKind(extensionOrLanguage: string): SyntaxKind {
  switch (extensionOrLanguage.toLowerCase().replace(/^\./, "")) {
    case "ts":
    case "mts":
    case "cts":
    case "typescript":
      return "ts";
    case "tsx":
    case "typescriptreact":
      return "tsx";
    default:
      return "js";
  }
}

/** The tree of a text that may be half-typed; never throws. Offsets are those of `text`. */
export function parseSyntax(text: string, kind: SyntaxKind): Tree {
  return parsers[kind].parse(normalized(text));
}

/** The same in small steps: call `advance` until it returns the tree. */
export function startSyntax(text: string, kind: SyntaxKind): PartialParse {
  return parsers[kind].startParse(normalized(text));
}

/** A byte order mark as a blank and a lone carriage return as a line feed: what the grammar does not know. */
function normalized(text: string): string {
  return text.replace(/^\uFEFF/, " ").replace(/\r(?!\n)/g, "\n");
}
