/** A stretch of a document: UTF-16 offsets, `to` exclusive. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a document with its text. */
export interface TextPart extends TextRange {
  readonly text: string;
}

/** What stands in a stretch of a text. */
export function textOf(text: string, { from, to }: TextRange): string {
  return text.slice(from, to);
}
