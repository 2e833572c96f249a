import { textOf, type TextPart, type TextRange } from "../text/range";
import type { CommentTag } from "./lossFunction";

/** What the comment of a function says about it. */
export interface FunctionComment {
  readonly range: TextRange;
  readonly simulate?: CommentTag;
  readonly optimizer?: CommentTag;
}

/** Reads a comment of which `blank` takes away all that only makes it one. */
export function readComment(
  text: string,
  range: TextRange,
  blank: (comment: string) => string,
): FunctionComment {
  const body = blank(textOf(text, range));
  const simulate = findTag(body, range.from, "@simulate");
  const optimizer = findTag(body, range.from, "@optimizer");
  return { range, ...(simulate && { simulate }), ...(optimizer && { optimizer }) };
}

/**
 * The tag `name` in a comment, with the object in braces that follows it, else with the line that does. `body` is the
 * comment with all that only makes it a comment blanked; its first character is the document's at `from`.
 */
export function findTag(body: string, from: number, name: string): CommentTag | undefined {
  const match = new RegExp(`(?<![\\w@\`{])${name}(?![\\w-])`).exec(body);
  if (match === null) return undefined;
  const tagFrom = from + match.index;
  const tagTo = tagFrom + name.length;
  let at = match.index + name.length;
  while (at < body.length && /\s/.test(body[at]!)) at++;
  const part = (end: number): TextPart => {
    return { from: from + at, to: from + end, text: body.slice(at, end) };
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
