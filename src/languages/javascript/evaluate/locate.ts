import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Place } from "../../../text/place";
import { ABSENT } from "../bundle/absent";
import { hostPath } from "../bundle/files";
import { LEADING_LINES } from "../bundle/script";

/** A script that was evaluated under a name: what is needed to find the way back from it. */
export interface LoadedScript {
  readonly fileName: string;
  readonly leadingLines: number;
  readonly bundle: BundledCode;
  /** For lifted code: its text and the way back to the bundle. */
  readonly lifted?: { readonly code: string; originalOffset(offset: number): number };
}

/** The part of a bundle that places are found by. */
export interface BundledCode {
  readonly code: string;
  /** The bundle's source map as JSON, the sources being absolute paths. */
  readonly sourceMap: string;
}

/**
 * The place in the user's files of a 0-based line and column in an evaluated script (as the inspector
 * counts), through the lifting and the bundling.
 */
export function locate(script: LoadedScript, line: number, column: number): Place | undefined {
  let generatedLine = line - script.leadingLines;
  let generatedColumn = column;
  if (generatedLine < 0) return undefined;
  if (script.lifted !== undefined) {
    const offset = lineStart(script.lifted.code, generatedLine) + column;
    const original = script.lifted.originalOffset(offset);
    const { code } = script.bundle;
    const start = code.lastIndexOf("\n", original - 1) + 1;
    generatedLine = countLines(code, start);
    generatedColumn = original - start;
  }
  return locateInBundle(script.bundle, generatedLine, generatedColumn);
}

const maps = new WeakMap<BundledCode, TraceMap>();

/** The same for a line and column of the bundle. */
function locateInBundle(bundle: BundledCode, line: number, column: number): Place | undefined {
  let map = maps.get(bundle);
  if (map === undefined) {
    map = new TraceMap(bundle.sourceMap);
    maps.set(bundle, map);
  }
  const found = originalPositionFor(map, { line: line + 1, column });
  if (found.source === null || found.source.startsWith(`${ABSENT}:`)) return undefined;
  return { file: hostPath(found.source), line: found.line, column: found.column + 1 };
}

/** The innermost frame of a stack that is in one of the scripts, as a place in the user's files. */
export function locateStack(stack: string, scripts: readonly LoadedScript[]): Place | undefined {
  for (const frame of stack.split("\n")) {
    for (const script of scripts) {
      const at = frame.lastIndexOf(`${script.fileName}:`);
      if (at < 0) continue;
      const position = /^(\d+):(\d+)/.exec(frame.slice(at + script.fileName.length + 1));
      if (position === null) continue;
      const place = locate(script, Number(position[1]) - 1, Number(position[2]) - 1);
      if (place !== undefined) return place;
    }
  }
  return undefined;
}

/**
 * The built-in function through which user code reached ours: `Float64Array.from` in the stack of a
 * conversion that it made.
 */
export function builtinInStack(
  stack: string,
  scripts: readonly LoadedScript[],
): string | undefined {
  let found: string | undefined;
  for (const frame of stack.split("\n")) {
    if (scripts.some(({ fileName }) => frame.includes(fileName))) {
      // V8 calls Int32Array.from "Function.from": what is written there is clearer.
      return found?.startsWith("Function.") ? (writtenCall(frame, scripts) ?? found) : found;
    }
    const native = /^\s*at (?:new )?([\w$.]+) \(<anonymous>\)/.exec(frame);
    // Our own kinds of lists stand for the language's.
    if (native?.[1]) found = native[1].replace(/^Traced/, "");
  }
  return undefined;
}

/** The callee, such as `Int32Array.from`, written at the place of a frame. */
function writtenCall(frame: string, scripts: readonly LoadedScript[]): string | undefined {
  const [, fileName, line, column] = /([\w.-]+\.js):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  const script = scripts.find((candidate) => candidate.fileName === fileName);
  const text = (script?.lifted?.code ?? script?.bundle.code)?.split("\n");
  const written = text?.[Number(line) - 1 - LEADING_LINES];
  if (written === undefined) return undefined;
  const before = /[\w$.]*$/.exec(written.slice(0, Number(column) - 1))?.[0] ?? "";
  const after = /^[\w$]*/.exec(written.slice(Number(column) - 1))?.[0] ?? "";
  return before === "" ? undefined : before + after;
}

function lineStart(text: string, line: number): number {
  let start = 0;
  for (let count = 0; count < line; count++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return start;
    start = next + 1;
  }
  return start;
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
