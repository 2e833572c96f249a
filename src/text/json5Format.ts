import { exactText } from "./number";
import type { Json5Value } from "./json5";

/**
 * Writes `value` as JSON5 on lines of at most `width` columns where it can, two blanks an indentation step. The first
 * line begins at column `column`; the others begin at column 0 of the returned lines and have `width − indent` columns.
 *
 * Entries share a line while they fit, and a list or an object that has to be broken has its lines for itself. The text
 * never holds the end of a block comment.
 */
export function formatJson5(value: Json5Value, width: number, column = 0): string[] {
  const whole = formatOnOneLine(value);
  if (value === null || typeof value !== "object" || column + whole.length <= width) return [whole];
  const isList = isJson5List(value);
  const entries = isList
    ? value.map((item) => ({ key: "", item }))
    : Object.entries(value).map(([key, item]) => ({ key: `${formatKey(key)}: `, item }));
  const step = "  ";
  const lines = [isList ? "[" : "{"];
  let line = "";
  const flush = (): void => {
    if (line !== "") lines.push(step + line);
    line = "";
  };
  for (const { key, item } of entries) {
    const inline = `${key}${formatOnOneLine(item)},`;
    const holdsObjects = isList && typeof item === "object";
    const space = line === "" ? "" : " ";
    if (!holdsObjects && step.length + line.length + space.length + inline.length <= width) {
      line += space + inline;
      continue;
    }
    flush();
    if (step.length + inline.length <= width) {
      line = inline;
      if (holdsObjects) flush();
      continue;
    }
    const [first, ...rest] = formatJson5(item, width - step.length, key.length + 1);
    lines.push(`${step}${key}${first!}${rest.length === 0 ? "," : ""}`);
    rest.forEach((part, k) => lines.push(step + part + (k === rest.length - 1 ? "," : "")));
  }
  flush();
  lines.push(isList ? "]" : "}");
  return lines;
}

/** The value on one line: `{ steps: 10, runs: [{ lr: 1e-7 }] }`. */
export function formatOnOneLine(value: Json5Value): string {
  if (typeof value === "string") return formatString(value);
  if (typeof value === "number") return exactText(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (isJson5List(value)) return `[${value.map(formatOnOneLine).join(", ")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${formatKey(key)}: ${formatOnOneLine(item)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function isJson5List(value: Json5Value): value is readonly Json5Value[] {
  return Array.isArray(value);
}

function formatKey(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : formatString(key);
}

/** A comment's end in a string is broken by an escape that means the same. */
function formatString(value: string): string {
  return JSON.stringify(value).replaceAll("*/", "*\\/");
}
