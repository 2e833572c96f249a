import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { recentTrees } from "../../recentTrees";
import { finish } from "../../slices";

/** Which grammar a file is in: types or not, tags or not. */
export type SyntaxKind = "ts" | "tsx" | "js";

const parsers = {
  ts: parser.configure({ dialect: "ts" }),
  tsx: parser.configure({ dialect: "ts jsx" }),
  js: parser.configure({ dialect: "jsx" }),
};

const recent = { ts: recentTrees(), tsx: recentTrees(), js: recentTrees() };

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
  return finish(parseSyntaxInSlices(text, kind));
}

/** Arrow functions inside arrow functions come to light one level at a time. */
const mostPasses = 3;

/** The same in slices of bounded work. */
export function* parseSyntaxInSlices(text: string, kind: SyntaxKind): Generator<undefined, Tree> {
  let readable = normalized(text);
  let tree = yield* parseOnce(readable, kind);
  for (let pass = 0; pass < mostPasses; pass++) {
    const clearer = annotatePatterns(readable, tree);
    if (clearer === readable) break;
    readable = clearer;
    tree = yield* parseOnce(readable, kind === "js" ? "tsx" : kind);
  }
  return tree;
}

function* parseOnce(text: string, kind: SyntaxKind): Generator<undefined, Tree> {
  const parse = parsers[kind].startParse(text, recent[kind].fragmentsOf(text));
  for (;;) {
    for (let step = 0; step < 500; step++) {
      const tree = parse.advance();
      if (tree !== null) {
        recent[kind].remember(text, tree);
        return tree;
      }
    }
    yield;
  }
}

/** A byte order mark as a blank and a lone carriage return as a line feed: what the grammar does not know. */
function normalized(text: string): string {
  return text.replace(/^\uFEFF/, " ").replace(/\r(?!\n)/g, "\n");
}

const patternWithDefault = /\(\s*[{[][^;]{0,400}?[}\]]\s*=(?![=>])/;

/**
 * The grammar takes `({ w } = {}) => …` for an assignment in parentheses. With a type annotation it does not, so
 * `({ w }:_={}) => …` is read instead, which is as long; where there is no room for it, the default is left out.
 */
function annotatePatterns(text: string, tree: Tree): string {
  if (!patternWithDefault.test(text)) return text;
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  tree.iterate({
    enter({ name, node }) {
      if (name !== "ParenthesizedExpression") return;
      if (!/^\s*(?::[^={};]{1,80})?=>/.test(text.slice(node.to, node.to + 100))) return;
      const first = node.firstChild?.nextSibling;
      const assignment = first?.name === "SequenceExpression" ? first.firstChild : first;
      const equals = assignment?.name === "AssignmentExpression" && assignment.getChild("Equals");
      if (equals && isPattern(assignment.firstChild)) {
        const hasRoom = text.slice(equals.from - 1, equals.to + 1) === " = ";
        edits.push(
          hasRoom
            ? { from: equals.from - 1, to: equals.to + 1, text: ":_=" }
            : {
                from: equals.from,
                to: assignment.to,
                text: blanks(text, equals.from, assignment.to),
              },
        );
      }
    },
  });
  let result = "";
  let at = 0;
  for (const edit of edits) {
    if (edit.from < at) continue;
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

function isPattern(node: SyntaxNode | null): boolean {
  return node?.name === "ObjectPattern" || node?.name === "ArrayPattern";
}

function blanks(text: string, from: number, to: number): string {
  return text.slice(from, to).replace(/[^\r\n]/g, " ");
}
