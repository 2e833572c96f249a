import { relative } from "node:path";

/** A fault with its place, as one line: file:line:column: what is wrong. */
export class PlacedError extends Error {
  constructor(file: string, [line, column]: readonly [number, number], message: string) {
    super(`${placeInWords(file, [line, column])}: ${message.replaceAll(/\s*\n\s*/g, " ")}`);
  }
}

/** `file:line:column`, the file as seen from where the command was called. */
export function placeInWords(file: string, [line, column]: readonly [number, number]): string {
  return `${relative(process.cwd(), file) || file}:${line}:${column}`;
}
