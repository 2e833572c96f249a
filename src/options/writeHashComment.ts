import type { LossFunction } from "../languages/lossFunction";
import { indentOfLine, startOfLine, tagLines, type Options, type TextEdit } from "./tagText";

/**
 * The edit that makes `options` the `@simulate` options of a function whose language begins comments with `#`: the old
 * object is replaced, in a docstring too; else the tag is added to the comment above the function, or above it.
 */
export function writeHashComment(
  text: string,
  { comment, tag, range, functionRange }: LossFunction,
  options: Options,
  lineEnd: string,
): TextEdit {
  const isAbove = comment !== undefined && text.startsWith("#", comment.from);
  if (tag !== undefined) {
    const indent = indentOfLine(text, tag.range.from);
    const prefix = isAbove ? `${indentOfLine(text, comment.from)}# ` : indent;
    const before = tag.range.from - startOfLine(text, tag.range.from);
    return { ...tag.range, newText: tagLines(options, prefix, before, lineEnd) };
  }
  const at = isAbove ? comment.to : Math.min(range.from, functionRange.from);
  const prefix = `${indentOfLine(text, at)}# `;
  const body = tagLines(options, prefix, prefix.length, lineEnd);
  const newText = isAbove
    ? `${lineEnd}${prefix}${body}`
    : `# ${body}${lineEnd}${prefix.slice(0, -2)}`;
  return { from: at, to: at, newText };
}
