import type { TextPart, TextRange } from "../text/range";
import { blankHashes, blankQuotes, blankSlashes } from "./commentText";
import type { CommentStyle } from "./language";

/** No comment that a person is writing in is longer than this, in UTF-16 units. */
const longest = 20_000;

/**
 * The comment or docstring around an offset, by what stands near it alone: a key is answered before the text has been
 * parsed. All that only makes it a comment is blanked. One that is not closed yet ends where the next one begins or where
 * it gets too long.
 */
export function commentAround(
  text: string,
  offset: number,
  style: CommentStyle,
): TextPart | undefined {
  const lines = lineComment(text, offset, style);
  if (lines !== undefined) {
    const comment = text.slice(lines.from, lines.to);
    return { ...lines, text: style === "hash" ? blankHashes(comment) : blankSlashes(comment) };
  }
  const block = style === "hash" ? docstring(text, offset) : blockComment(text, offset);
  if (block === undefined) return undefined;
  const comment = text.slice(block.from, block.to);
  return { ...block, text: style === "hash" ? blankQuotes(comment) : blankSlashes(comment) };
}

/** Whole lines of nothing but comment, around the one of `offset`. */
function lineComment(text: string, offset: number, style: CommentStyle): TextRange | undefined {
  const begins = style === "hash" ? /^[^\S\r\n]*#/ : /^[^\S\r\n]*\/\//;
  let from = startOfLine(text, offset);
  if (!begins.test(text.slice(from, offset))) return undefined;
  let to = endOfLine(text, offset);
  while (from > 0 && offset - from < longest) {
    const before = startOfLine(text, from - 1);
    if (!begins.test(text.slice(before, from))) break;
    from = before;
  }
  while (to < text.length && to - offset < longest) {
    const end = endOfLine(text, to + 1);
    if (!begins.test(text.slice(to + 1, end))) break;
    to = end;
  }
  return { from, to };
}

function blockComment(text: string, offset: number): TextRange | undefined {
  const from = text.lastIndexOf("/*", offset - 2);
  if (from < 0 || offset - from > longest) return undefined;
  const close = text.indexOf("*/", from + 2);
  if (close >= 0 && close < offset) return undefined;
  const next = text.indexOf("/*", Math.max(from + 2, offset));
  const isClosed = close >= 0 && (next < 0 || close < next);
  const end = isClosed ? close + 2 : next < 0 ? text.length : next;
  return { from, to: Math.min(end, from + longest) };
}

/** A string of three quotes that stands where a statement does: a docstring, or as good as one. */
function docstring(text: string, offset: number): TextRange | undefined {
  for (const quotes of ['"""', "'''"]) {
    const opening = openingBefore(text, offset, quotes);
    if (opening === undefined) continue;
    const close = text.indexOf(quotes, opening + 3);
    const to = close < 0 ? text.length : close + 3;
    if (close < 0 || offset <= close) return { from: opening, to: Math.min(to, opening + longest) };
  }
  return undefined;
}

/** The last quotes before `offset` that begin their line. */
function openingBefore(text: string, offset: number, quotes: string): number | undefined {
  const at = text.lastIndexOf(quotes, offset - 3);
  if (at < 0 || offset - at > longest) return undefined;
  return /^\s*[a-zA-Z]{0,2}$/.test(text.slice(startOfLine(text, at), at)) ? at : undefined;
}

function startOfLine(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
