import type { CommentTag } from "../../lossFunction";
import type { TextPart, TextRange } from "../../../text/range";

/** What the comment above a function says about it. */
export interface FunctionComment {
  readonly range: TextRange;
  readonly simulate?: CommentTag;
  readonly optimizer?: CommentTag;
}

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
  const range = { from, to: last.to };
  const simulate = findTag(text, range, "@simulate");
  const optimizer = findTag(text, range, "@optimizer");
  return { range, ...(simulate && { simulate }), ...(optimizer && { optimizer }) };
}

/** The tag `name` in the comment, with the object in braces that follows it, else with the line that does. */
export function findTag(text: string, comment: TextRange, name: string): CommentTag | undefined {
  const body = blankComment(text, comment);
  const match = new RegExp(`(?<![\\w@\`{])${name}(?![\\w-])`).exec(body);
  if (match === null) return undefined;
  const tagFrom = comment.from + match.index;
  const tagTo = tagFrom + name.length;
  let at = match.index + name.length;
  while (at < body.length && /\s/.test(body[at]!)) at++;
  const part = (end: number): TextPart => {
    return { from: comment.from + at, to: comment.from + end, text: body.slice(at, end) };
  };
  if (body[at] === "{") {
    const object = part(endOfObject(body, at));
    return { range: { from: tagFrom, to: object.to }, object };
  }
  const range = { from: tagFrom, to: tagTo };
  if (at === body.length) return { range };
  const length = /^[^\r\n]*/.exec(body.slice(at))![0].trimEnd().length;
  return { range, line: part(at + length) };
}

/**
 * The comment with everything that only makes it a comment replaced by blanks, length unchanged: the delimiters, the
 * star or the slashes that a line begins with.
 */
export function blankComment(text: string, comment: TextRange): string {
  const blank = (part: string): string => part.replace(/[^\s]/g, " ");
  return text
    .slice(comment.from, comment.to)
    .replace(/^\s*\/\*+/, blank)
    .replace(/\*+\/$/, blank)
    .replace(/^[^\S\r\n]*\*(?!\/)/gm, blank)
    .replace(/^[^\S\r\n]*\/\/+/gm, blank);
}

/** The offset after the brace that closes the one at `from`; the end of the text if none does. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      depth--;
      if (depth === 0) return at + 1;
    } else if (char === '"' || char === "'") at = endOfString(text, at, char);
    else if (char === "/" && text[at + 1] === "/") {
      while (at + 1 < text.length && !/[\r\n]/.test(text[at + 1]!)) at++;
    }
  }
  return from + text.slice(from).trimEnd().length;
}

function endOfString(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote || /[\r\n]/.test(text[at]!)) return at;
  }
  return text.length;
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
