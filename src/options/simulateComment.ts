import type { LossFunction } from "../languages/lossFunction";
import type { TextRange } from "../text/range";
import { type Json5Document, type Json5Fix, type Json5Path, parseJson5 } from "../text/json5";
import { formatOnOneLine } from "../text/json5Format";
import type { OptionHint } from "./runOptions";
import type { TextEdit } from "./tagText";

/** A fault in the options at a path; what the validator of the options returns fits. */
export interface ProblemAtPath {
  readonly path: Json5Path;
  readonly message: string;
  readonly severity: "error" | "warning";
  /** Whether the name at the end of the path is at fault or its value, which is the default. */
  readonly at?: "key" | "value" | undefined;
  readonly hint?: OptionHint | undefined;
}

/** A fault at its place in the document. */
export interface ProblemInText {
  readonly range: TextRange;
  readonly message: string;
  readonly severity: "error" | "warning";
  /** What sort of fault it is: a setting that does not fit unless told. */
  readonly code?: "syntax" | OptionHint["code"] | undefined;
  /** What would mend it, the likeliest first. */
  readonly fixes?: readonly Fix[] | undefined;
}

/** An edit that mends a fault, and what it does. */
export interface Fix {
  readonly kind: "change" | "clamp" | "brace" | Json5Fix["kind"];
  readonly edit: TextEdit;
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

/** Ids of the optimizers that the comment's runs name, known or not. */
export function namedOptimizers(found: LossFunction): string[] {
  const value = readTagObject(found)?.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const { runs, optimizer } = value as Readonly<Record<string, unknown>>;
  const named = Array.isArray(runs)
    ? runs.map((run: unknown) =>
        typeof run === "object" && run !== null && "optimizer" in run ? run.optimizer : run,
      )
    : [optimizer];
  return named.filter((id) => typeof id === "string");
}

/** The syntax faults of the object and the faults of its content, each at its place, in order. */
export function placeProblems(
  document: Json5Document,
  problems: readonly ProblemAtPath[],
): ProblemInText[] {
  const syntax = document.problems.map(({ range, message, fix }): ProblemInText => ({
    ...{ range, message, severity: "error", code: "syntax" },
    fixes: fix && [{ kind: fix.kind, edit: fix }],
  }));
  const content = problems.map(({ path, message, severity, at, hint }): ProblemInText => {
    const range = at === "key" ? document.keyRangeOf(path) : document.rangeOf(path);
    const fixes = hint?.meant.map((meant): Fix => {
      const newText = at === "key" ? String(meant) : formatOnOneLine(meant);
      return { kind: hint.code === "range" ? "clamp" : "change", edit: { ...range, newText } };
    });
    return { range, message, severity, code: hint?.code, fixes };
  });
  return [...syntax, ...content].sort((a, b) => a.range.from - b.range.from);
}
