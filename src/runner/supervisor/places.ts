import type { TextRange } from "../../text/range";
import { positionOf } from "../../text/position";
import type { Place } from "../../protocol/problem";
import type { OpenRequest } from "../../protocol/runner";

/** The function's name: where a fault is shown whose own place is not known. */
export function placeOfName({
  file,
  text,
  function: fn,
}: Pick<OpenRequest, "file" | "text" | "function">): Place {
  return placeOfRange(file, text, fn.nameRange);
}

/** A range of a text as lines and columns. */
export function placeOfRange(file: string, text: string, { from, to }: TextRange): Place {
  const [line, column] = positionOf(text, from);
  const [endLine, endColumn] = positionOf(text, to);
  return { file, line, column, endLine, endColumn };
}
