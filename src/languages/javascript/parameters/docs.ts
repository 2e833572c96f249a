import type { TextRange } from "../../../text/range";
import { blankSlashes } from "../../commentText";
import { type Shape, mergeShapes, objectShape, unknownShape } from "../../parameters/shape";
import { type TypeScope, writtenTypeShape } from "./types";

/** The shapes that `@param {number[]} w` and `@param {number} p.bias` in a comment give to parameters, by name. */
export function documentedShapes(
  scope: TypeScope,
  text: string,
  comment: TextRange | undefined,
): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  if (comment === undefined) return shapes;
  const body = blankSlashes(text.slice(comment.from, comment.to));
  for (const match of body.matchAll(/@param\s*\{/g)) {
    const from = match.index + match[0].length;
    const to = closingBrace(body, from);
    if (to === undefined) continue;
    const name = /^\s*\[?\s*([\p{ID_Start}$_][\p{ID_Continue}$.]*)/u.exec(body.slice(to + 1))?.[1];
    if (name === undefined) continue;
    const type = body.slice(from, to).replace(/^\s*[.]{3}|=\s*$/g, "");
    const [head, ...path] = name.split(".");
    const shape = path.reduceRight(
      (inner: Shape, key) => objectShape([[key, inner]]),
      writtenTypeShape(scope, type),
    );
    shapes.set(head!, mergeShapes(shapes.get(head!) ?? unknownShape, shape));
  }
  return shapes;
}

function closingBrace(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}") depth--;
    if (depth === 0) return at;
  }
  return undefined;
}
