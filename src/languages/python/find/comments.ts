import type { SyntaxNode } from "@lezer/common";
import type { TextRange } from "../../../text/range";
import { readComment, type FunctionComment } from "../../commentTag";
import { blankHashes, blankQuotes } from "../../commentText";
import { statementsOf } from "./syntax";

/** The `#` comment directly above `anchor`, if it has a tag, else the docstring, else that comment. */
export function commentOf(
  text: string,
  anchor: number,
  definition: SyntaxNode,
): FunctionComment | undefined {
  const above = commentAbove(text, anchor);
  const lines = above && readComment(text, above, blankHashes);
  if (lines?.simulate !== undefined || lines?.optimizer !== undefined) return lines;
  const range = docstringOf(definition);
  const docstring = range && readComment(text, range, blankQuotes);
  return docstring ?? lines;
}

/** Lines of nothing but a `#` comment that end on the line before the one of `anchor`. */
function commentAbove(text: string, anchor: number): TextRange | undefined {
  let from = lineStart(text, anchor);
  let range: TextRange | undefined;
  while (from > 0) {
    const start = lineStart(text, lineEndBefore(text, from));
    const match = /^[^\S\r\n]*(#[^\r\n]*)/.exec(text.slice(start, from));
    if (match === null) break;
    const begin = start + match[0].length - match[1]!.length;
    range = { from: begin, to: range?.to ?? start + match[0].trimEnd().length };
    from = start;
  }
  return range;
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\r\n]/.test(text[at - 1]!)) at--;
  return at;
}

/** The end of the line before the one that starts at `start`, without its line break. */
function lineEndBefore(text: string, start: number): number {
  return text.startsWith("\r\n", start - 2) ? start - 2 : start - 1;
}

/** The string that is the first statement of a function. */
function docstringOf(definition: SyntaxNode): TextRange | undefined {
  const first = statementsOf(definition)[0];
  const string = first?.name === "ExpressionStatement" ? first.firstChild : null;
  return string?.name === "String" && string.nextSibling === null
    ? { from: string.from, to: string.to }
    : undefined;
}
