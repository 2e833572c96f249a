import type { CommentStyle } from "../languages/language";
import type { LossFunction } from "../languages/lossFunction";
import type { TextRange } from "../text/range";
import {
  commentWidth,
  indentOfLine,
  startOfLine,
  tagLines,
  type Options,
  type TextEdit,
} from "./tagText";
import { writeHashComment } from "./writeHashComment";

/**
 * The one edit that makes `options` the `@simulate` options of the function: the old object is replaced, or a tag is
 * added to the comment, or a comment to the function. Other text of the comment, indentation and line ends stay.
 *
 * `found` must come from this very `text`; throws a RangeError when its tag is not there.
 */
export function writeSimulateComment(
  text: string,
  found: LossFunction,
  options: Options,
  style: CommentStyle = "slashes",
): TextEdit {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const { comment, tag } = found;
  if (tag !== undefined && !text.startsWith("@", tag.range.from)) {
    throw new RangeError(`the text at ${tag.range.from} is not the tag of ${found.name}`);
  }
  if (style === "hash") return writeHashComment(text, found, options, lineEnd);
  if (comment === undefined) return newComment(text, found.range.from, options, lineEnd);
  const written = { text, comment, tag: tag?.range, options, lineEnd };
  if (text.startsWith("//", comment.from)) return editLineComments(written);
  const isOneLine = !/[\r\n]/.test(text.slice(comment.from, comment.to));
  return isOneLine ? editShortComment(written) : editLongComment(written);
}

/** A comment of a text, and the options that go into it: in the place of a tag, where there is one. */
interface Written {
  readonly text: string;
  readonly comment: TextRange;
  readonly tag: TextRange | undefined;
  readonly options: Options;
  readonly lineEnd: string;
}

function newComment(text: string, at: number, options: Options, lineEnd: string): TextEdit {
  const indent = blankBefore(text, at);
  const short = `/** ${tagLines(options, "", 0, "\n")} */`;
  const column = indent?.length ?? commentWidth;
  const after = indent === undefined ? " " : lineEnd + indent;
  if (!short.includes("\n") && (indent === undefined || column + short.length <= commentWidth)) {
    return { from: at, to: at, newText: short + after };
  }
  const prefix = `${indent ?? indentOfLine(text, at)} * `;
  const body = tagLines(options, prefix, prefix.length, lineEnd);
  return { from: at, to: at, newText: frame([body], prefix, lineEnd) + after };
}

/** `/** … *\/` on one line: stays one if the result fits, else gets a line for each part. */
function editShortComment({ text, comment, tag, options, lineEnd }: Written): TextEdit {
  const indent = indentOfLine(text, comment.from);
  const { from: bodyFrom, to: bodyTo } = bodyOf(text, comment);
  const before = text.slice(bodyFrom, tag?.from ?? bodyTo).trim();
  const after = tag === undefined ? "" : text.slice(tag.to, bodyTo).trim();
  const short = tagLines(options, "", 0, "\n");
  const line = `/** ${[before, short, after].filter((part) => part !== "").join(" ")} */`;
  const column = comment.from - startOfLine(text, comment.from);
  if (tag !== undefined && !short.includes("\n") && column + line.length <= commentWidth) {
    return { from: comment.from, to: comment.to, newText: line };
  }
  const prefix = `${indent} * `;
  const body = tagLines(options, prefix, prefix.length, lineEnd);
  const parts = before === "" ? [body] : [before, "", body];
  if (after !== "") parts.push(after);
  return { from: comment.from, to: comment.to, newText: frame(parts, prefix, lineEnd) };
}

function editLongComment({ text, comment, tag, options, lineEnd }: Written): TextEdit {
  if (tag !== undefined) {
    const lineStart = startOfLine(text, tag.from);
    const isFirstLine = lineStart <= comment.from;
    const starred = `${indentOfLine(text, comment.from)} * `;
    const lead = /^[^\S\r\n]*\*?[^\S\r\n]*/.exec(text.slice(lineStart, tag.from))![0];
    const prefix = isFirstLine ? starred : lead;
    const newText = tagLines(options, prefix, tag.from - lineStart, lineEnd);
    return { from: tag.from, to: tag.to, newText };
  }
  const { to: bodyTo } = bodyOf(text, comment);
  const from = comment.from + text.slice(comment.from, bodyTo).trimEnd().length;
  const isStarred = /[\r\n][^\S\r\n]*\*(?!\/)/.test(text.slice(comment.from, comment.to));
  const indent = indentOfLine(text, comment.from);
  const prefix = isStarred ? `${indent} * ` : indentOfLine(text, from);
  const body = tagLines(options, prefix, prefix.length, lineEnd);
  const end = `${indent}${isStarred ? " " : ""}*/`;
  const isEmpty = /^\/\*+$/.test(text.slice(comment.from, from));
  const gap = isEmpty ? "" : lineEnd + prefix.trimEnd();
  return { from, to: comment.to, newText: `${gap}${lineEnd}${prefix}${body}${lineEnd}${end}` };
}

function editLineComments({ text, comment, tag, options, lineEnd }: Written): TextEdit {
  const prefix = `${indentOfLine(text, comment.from)}// `;
  if (tag === undefined) {
    const body = tagLines(options, prefix, prefix.length, lineEnd);
    return { from: comment.to, to: comment.to, newText: lineEnd + prefix + body };
  }
  const before = tag.from - startOfLine(text, tag.from);
  return { from: tag.from, to: tag.to, newText: tagLines(options, prefix, before, lineEnd) };
}

/** A doc comment with one part a line; its first line stands where the comment begins. */
function frame(parts: readonly string[], prefix: string, lineEnd: string): string {
  const lines = parts.map((part) => (part === "" ? prefix.trimEnd() : prefix + part));
  return ["/**", ...lines, `${prefix.trimEnd()}/`].join(lineEnd);
}

/** What is between the delimiters of a block comment. */
function bodyOf(text: string, comment: TextRange): TextRange {
  const whole = text.slice(comment.from, comment.to);
  const open = /^\/\*+(?!\/)/.exec(whole)?.[0].length ?? 2;
  const close = whole.length > 3 ? (/\*+\/$/.exec(whole)?.[0].length ?? 0) : 0;
  return { from: comment.from + open, to: Math.max(comment.from + open, comment.to - close) };
}

/** The blanks between the start of the line and `offset`; undefined when there is code between them. */
function blankBefore(text: string, offset: number): string | undefined {
  const before = text.slice(startOfLine(text, offset), offset);
  return before.trim() === "" ? before.replace("\uFEFF", "") : undefined;
}
