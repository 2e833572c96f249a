import type { TextRange } from "../../text/range";
import { positionOf } from "../../text/position";
import type { Place } from "../../text/place";
import { readTagObject } from "../../options/simulateComment";
import type { OpenRequest } from "../../protocol/runner";
import type { Result } from "../../protocol/result";

/** The function's name: where a fault is shown whose own place is not known. */
export function placeOfName({
  file,
  text,
  function: fn,
}: Pick<OpenRequest, "file" | "text" | "function">): Place {
  return placeOfRange(file, text, fn.nameRange);
}

/** A range of a text as lines and columns. */
function placeOfRange(file: string, text: string, { from, to }: TextRange): Place {
  const [line, column] = positionOf(text, from);
  const [endLine, endColumn] = positionOf(text, to);
  return { file, line, column, endLine, endColumn };
}

/** Where the comment names the samples; the function's name where it does not. */
export function placeOfSamples({ file, text, function: fn }: OpenRequest): Place {
  const range = readTagObject(fn)?.rangeOf(["samples"]) ?? fn.nameRange;
  return placeOfRange(file, text, range);
}

/** An answer whose problem has a place: its own, or that of what it is about. */
export function placed<T>(result: Result<T>, request: OpenRequest): Result<T> {
  if (result.ok || result.problem.place) return result;
  const { problem } = result;
  const near = problem.about === "samples" ? placeOfSamples : placeOfName;
  return { ok: false, problem: { ...problem, place: near(request) } };
}
