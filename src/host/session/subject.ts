import type { Uri } from "vscode";

/** Which function a session shows: a name in a document, near an offset. */
export interface Subject {
  readonly uri: Uri;
  readonly name: string;
  readonly offset: number;
}

/** Names a function in a document. */
export function keyOf({ uri, name }: Subject): string {
  return `${uri.toString()}#${name}`;
}
