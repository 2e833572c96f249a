import type { CommentStyle } from "../languages/language";
import { commentAround } from "../languages/commentAround";
import { findTag } from "../languages/commentTag";
import {
  isContainer,
  outlineJson5,
  type Json5Container,
  type Json5Entry,
} from "../text/json5Outline";
import type { Json5Token } from "../text/json5Tokens";
import type { TextPart } from "../text/range";

/** A list or an object around the cursor, and the name that it is the value of. */
export interface Level {
  readonly container: Json5Container;
  /** Absent at the root and for an item of a list. */
  readonly key?: string;
}

/** Where in the settings of a comment an offset is. */
export interface Cursor {
  readonly tag: "@simulate" | "@optimizer";
  /** The tag's own offset. */
  readonly tagFrom: number;
  /** From the root to the innermost list or object around the offset. */
  readonly levels: readonly [Level, ...Level[]];
  /** Is a name expected here, or the value of `entry`? */
  readonly at: "key" | "value";
  readonly entry?: Json5Entry;
  /** The word, number or string that the offset is in or at the end of. */
  readonly typed?: Json5Token;
  readonly tokens: readonly Json5Token[];
}

/** The settings around an offset; undefined outside the braces of a tag in a comment. */
export function cursorAt(text: string, offset: number, style: CommentStyle): Cursor | undefined {
  const comment = commentAround(text, offset, style);
  if (comment === undefined) return undefined;
  for (const tag of ["@simulate", "@optimizer"] as const) {
    const found = findTag(comment.text, comment.from, tag);
    const object = found?.object;
    if (found === undefined || object === undefined || offset <= object.from) continue;
    const isOpen = outlineJson5(object.text).root?.isClosed === false;
    if (isOpen) return locate(tag, found.range.from, restOf(comment, object.from), offset);
    if (offset < object.to) return locate(tag, found.range.from, object, offset);
  }
  return undefined;
}

/** An object that is not closed goes on through the blanks up to the comment's end. */
function restOf(comment: TextPart, from: number): TextPart {
  return { from, to: comment.to, text: comment.text.slice(from - comment.from) };
}

function locate(
  tag: Cursor["tag"],
  tagFrom: number,
  object: TextPart,
  offset: number,
): Cursor | undefined {
  const { root, tokens } = outlineJson5(object.text, object.from);
  if (root === undefined) return undefined;
  const levels: [Level, ...Level[]] = [{ container: root }];
  for (;;) {
    const { container } = levels.at(-1)!;
    const inner = container.entries.find(({ value }) => isContainer(value) && holds(value, offset));
    if (inner === undefined || !isContainer(inner.value)) break;
    const key = inner.key && nameOf(inner.key);
    levels.push({ container: inner.value, ...(key !== undefined && { key }) });
  }
  const { container } = levels.at(-1)!;
  const typed = tokens.find(
    (token) => token.kind !== "punctuation" && token.kind !== "end" && touches(token, offset),
  );
  const { entries } = container;
  const entry =
    entries.find(({ key }) => key && touches(key, offset)) ??
    entries.find((one) => valueTouches(one, offset)) ??
    entries.find((one) => isAwaited(one, offset, tokens));
  const isKey = container.kind === "object" && !isValueOf(entry, offset);
  return {
    ...{ tag, tagFrom, levels, tokens, at: isKey ? "key" : "value" },
    ...(entry && { entry }),
    ...(typed && { typed }),
  };
}

function holds({ from, to, isClosed }: Json5Container, offset: number): boolean {
  return from < offset && (isClosed ? offset < to : offset <= to);
}

function touches({ from, to }: { from: number; to: number }, offset: number): boolean {
  return from <= offset && offset <= to;
}

function valueTouches({ value }: Json5Entry, offset: number): boolean {
  return value !== undefined && !isContainer(value) && touches(value, offset);
}

/** Between an entry's colon and what comes next. */
function isAwaited({ colon }: Json5Entry, offset: number, tokens: readonly Json5Token[]): boolean {
  if (colon === undefined || colon > offset) return false;
  return offset <= tokens.find(({ from }) => from >= colon)!.from;
}

function isValueOf(entry: Json5Entry | undefined, offset: number): boolean {
  return entry?.colon !== undefined && entry.colon <= offset;
}

/** The name or text that a token stands for. */
export function nameOf({ kind, text, value }: Json5Token): string | undefined {
  if (kind === "word") return text;
  if (kind !== "string") return undefined;
  return typeof value === "string" ? value : text.slice(1);
}

/** What an object says at a name, where that is a word or a string. */
export function wordAt({ entries }: Json5Container, name: string): string | undefined {
  const entry = entries.find(({ key }) => key && nameOf(key) === name);
  return entry?.value && !isContainer(entry.value) ? nameOf(entry.value) : undefined;
}

/** The names that an object's entries have, that of `except` left out. */
export function namesIn({ entries }: Json5Container, except?: Json5Entry): string[] {
  return entries.flatMap((entry) => {
    const name = entry === except || !entry.key ? undefined : nameOf(entry.key);
    return name === undefined ? [] : [name];
  });
}
