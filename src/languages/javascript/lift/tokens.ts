import type { Edits } from "./edits";

/** Replaces the next occurrence of a token after a position (behind comments and parentheses). */
export function replaceToken(edits: Edits, from: number, token: string, replacement: string): void {
  const end = tokenEnd(edits, from, token);
  edits.replace(end - token.length, end, replacement);
}

/** Where the next occurrence of a token ends. */
export function tokenEnd({ source }: Edits, from: number, token: string): number {
  for (let at = from; at < source.length; at++) {
    if (source.startsWith("//", at)) at = source.indexOf("\n", at);
    else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
    else if (source.startsWith(token, at)) return at + token.length;
  }
  throw new Error(`no ${token} after ${from}`);
}
