import type { LossFunction } from "../languages/lossFunction";
import type { TextRange } from "../text/range";
import type { Json5Document, Json5Path } from "../text/json5";
import { parseJson5 } from "../text/json5";

/** A fault in the options at a path; what the validator of the options returns fits. */
export interface ProblemAtPath {
  readonly path: Json5Path;
  readonly message: string;
  readonly severity: "error" | "warning";
  /** Whether the name at the end of the path is at fault or its value, which is the default. */
  readonly at?: "key" | "value";
}

/** A fault at its place in the document. */
export interface ProblemInText {
  readonly range: TextRange;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/**
 * The object of the function's tag, with document offsets: `undefined` without a tag, an empty object for a tag
 * without braces.
 */
export function readTagObject(found: LossFunction): Json5Document | undefined {
  const { tag } = found;
  if (tag === undefined) return undefined;
  if (tag.object !== undefined) return parseJson5(tag.object.text, tag.object.from);
  const { range } = tag;
  return { value: {}, problems: [], rangeOf: () => range, keyRangeOf: () => range };
}

/** The syntax faults of the object and the faults of its content, each at its place, in order. */
export function placeProblems(
  document: Json5Document,
  problems: readonly ProblemAtPath[],
): ProblemInText[] {
  const syntax = document.problems.map(({ range, message }) => ({
    range,
    message,
    severity: "error" as const,
  }));
  const content = problems.map(({ path, message, severity, at }) => ({
    range: at === "key" ? document.keyRangeOf(path) : document.rangeOf(path),
    message,
    severity,
  }));
  return [...syntax, ...content].sort((a, b) => a.range.from - b.range.from);
}
