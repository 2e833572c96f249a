import type { TextRange } from "../languages/lossFunction";
import type { Place } from "../protocol/problem";

/** A range of a text as lines and columns. */
export function placeOfRange(file: string, text: string, { from, to }: TextRange): Place {
  const [line, column] = position(text, from);
  const [endLine, endColumn] = position(text, to);
  return { file, line, column, endLine, endColumn };
}

function position(text: string, offset: number): [number, number] {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return [lines.length, lines.at(-1)!.length + 1];
}
