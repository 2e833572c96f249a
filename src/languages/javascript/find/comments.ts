import type { TextRange } from "../../../text/range";
import { readComment, type FunctionComment } from "../../commentTag";
import { blankSlashes } from "../../commentText";

/**
 * The comment that belongs to code starting at `start`: the block comment before it, with nothing but white space
 * between, or the line comments directly above it, line by line.
 *
 * `comments` are all comments of the text, in order.
 */
export function commentBefore(
  text: string,
  comments: readonly TextRange[],
  start: number,
): FunctionComment | undefined {
  let index = lastEndingAtOrBefore(comments, start);
  const last = comments[index];
  if (last === undefined || !isBlank(text, last.to, start)) return undefined;
  let from = last.from;
  if (isLineComment(text, last)) {
    if (lineBreaks(text, last.to, start) > 1) return undefined;
    for (; index > 0; index--) {
      const previous = comments[index - 1]!;
      if (!isBlank(text, previous.to, from) || lineBreaks(text, previous.to, from) > 1) break;
      if (isLineComment(text, previous) && !startsLine(text, previous.from)) break;
      from = previous.from;
    }
    if (!startsLine(text, from)) return undefined;
  }
  return readComment(text, { from, to: last.to }, blankSlashes);
}

function lastEndingAtOrBefore(comments: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.to <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isLineComment(text: string, comment: TextRange): boolean {
  return text.startsWith("//", comment.from);
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!/\s/.test(text[at]!)) return false;
  return true;
}

function lineBreaks(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/\r\n|[\r\n]/g)?.length ?? 0;
}

function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    if (/[\r\n]/.test(text[at]!)) return true;
    if (!/\s/.test(text[at]!)) return false;
  }
  return true;
}
