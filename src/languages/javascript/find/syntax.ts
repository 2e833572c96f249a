import { type ChangedRange, type SyntaxNode, type Tree, TreeFragment } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { finish } from "../../slices";

/** Which grammar a file is in: types or not, tags or not. */
export type SyntaxKind = "ts" | "tsx" | "js";

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
  const parse = parsers[kind].startParse(text, reusableFragments(text, kind));
  for (;;) {
    for (let step = 0; step < 500; step++) {
      const tree = parse.advance();
      if (tree !== null) {
        remember(text, kind, tree);
        return tree;
      }
    }
    yield;
  }
}

interface Parsed {
  readonly text: string;
  readonly kind: SyntaxKind;
  readonly tree: Tree;
}

/** The latest trees: between two keystrokes almost all of a tree stays, and parsing takes up what changed only. */
let recent: readonly Parsed[] = [];
const mostRemembered = 4;
const longestRemembered = 1_000_000;

function remember(text: string, kind: SyntaxKind, tree: Tree): void {
  if (text.length > longestRemembered) return;
  const others = recent.filter((parsed) => parsed.text !== text || parsed.kind !== kind);
  recent = [{ text, kind, tree }, ...others].slice(0, mostRemembered);
}

/** What of a remembered tree is still true of `text`: all but the stretch between the first and last difference. */
function reusableFragments(text: string, kind: SyntaxKind): readonly TreeFragment[] {
  let best: { readonly parsed: Parsed; readonly change: ChangedRange } | undefined;
  let bestShared = text.length / 2;
  for (const parsed of recent) {
    if (parsed.kind !== kind) continue;
    const change = changeBetween(parsed.text, text);
    const shared = text.length - (change.toB - change.fromB);
    if (shared > bestShared) {
      best = { parsed, change };
      bestShared = shared;
    }
  }
  if (best === undefined) return [];
  return TreeFragment.applyChanges(TreeFragment.addTree(best.parsed.tree), [best.change]);
}

function changeBetween(before: string, after: string): ChangedRange {
  const shorter = Math.min(before.length, after.length);
  const from = sharedLength(shorter, (at, end) => before.slice(at, end) === after.slice(at, end));
  const { length: a } = before;
  const { length: b } = after;
  const shared = sharedLength(
    shorter - from,
    (at, end) => before.slice(a - end, a - at) === after.slice(b - end, b - at),
  );
  return { fromA: from, toA: a - shared, fromB: from, toB: b - shared };
}

/** How far two texts are the same, up to `limit`, in stretches that are halved where they differ. */
function sharedLength(limit: number, isSame: (at: number, end: number) => boolean): number {
  let at = 0;
  for (let size = 1 << 14; size >= 1; size >>= 1) {
    while (at < limit && isSame(at, Math.min(limit, at + size))) at = Math.min(limit, at + size);
  }
  return at;
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
