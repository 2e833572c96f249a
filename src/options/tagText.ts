import type { Json5Value } from "../text/json5";
import { formatJson5 } from "../text/json5Format";
import type { TextRange } from "../text/range";

/** Lines of a written comment are at most this long, where the options allow it. */
export const commentWidth = 100;

/** What `@simulate { … }` is to hold. */
export type Options = Readonly<Record<string, Json5Value>>;

/** The replacement of one stretch of a document. */
export interface TextEdit extends TextRange {
  readonly newText: string;
}

/** `@simulate { … }` on lines that begin with `prefix`; the first line has no prefix. */
export function tagLines(
  options: Options,
  prefix: string,
  before: number,
  lineEnd: string,
): string {
  const name = "@simulate ";
  const lines = formatJson5(
    options,
    commentWidth - prefix.length,
    before + name.length - prefix.length,
  );
  return name + lines.join(lineEnd + prefix);
}

/** The offset of the first character of a line. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\r\n]/.test(text[at - 1]!)) at--;
  return at;
}

/** The blanks that a line begins with, up to an offset in it. */
export function indentOfLine(text: string, offset: number): string {
  return /^[^\S\r\n]*/.exec(text.slice(startOfLine(text, offset), offset))![0];
}
