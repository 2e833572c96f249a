import type { SyntaxNode } from "@lezer/common";

/** One parameter's nodes in the tree. */
export interface ParameterPart {
  readonly pattern: SyntaxNode;
  readonly type?: SyntaxNode;
  readonly defaultValue?: SyntaxNode;
  readonly hasDefault: boolean;
  readonly isRest: boolean;
  readonly end: number;
}

/** A name, or a pattern on one line, without comments and without a comma after its last part. */
export function patternText(text: string, pattern: SyntaxNode): string {
  const kept: string[] = [];
  let at = pattern.from;
  pattern.cursor().iterate(({ name, from, to, node }) => {
    if (!isComment(name) && !(name === "," && closes(node))) return;
    kept.push(text.slice(at, from));
    at = to;
  });
  kept.push(text.slice(at, pattern.to));
  return kept.join("").replace(/\s+/g, " ");
}

/** A comma with nothing but a bracket behind it. */
function closes(comma: SyntaxNode): boolean {
  let next = comma.nextSibling;
  while (next !== null && isComment(next.name)) next = next.nextSibling;
  return next?.name === "}" || next?.name === "]";
}

function isComment(name: string): boolean {
  return name === "LineComment" || name === "BlockComment";
}

/** The parameters of a function node; TypeScript's `this` parameter is none. */
export function parameterParts(node: SyntaxNode): ParameterPart[] {
  const list = node.getChild("ParamList");
  if (list === null) return [];
  const parts: ParameterPart[] = [];
  let isRest = false;
  for (let at = list.firstChild; at !== null; at = at.nextSibling) {
    if (at.name === "Spread") isRest = true;
    if (!["VariableDefinition", "ArrayPattern", "ObjectPattern"].includes(at.name)) continue;
    const pattern = at;
    let type: SyntaxNode | undefined;
    let defaultValue: SyntaxNode | undefined;
    let hasDefault = false;
    let end = at.to;
    for (
      let next = at.nextSibling;
      next !== null && next.name !== "," && next.name !== ")";
      next = next.nextSibling
    ) {
      if (next.name === "TypeAnnotation") type = next;
      else if (next.name === "Equals" || next.name === "Optional") hasDefault = true;
      else if (hasDefault && !next.type.isError) defaultValue = next;
      end = next.to;
      at = next;
    }
    parts.push({
      pattern,
      ...(type && { type }),
      ...(defaultValue && { defaultValue }),
      hasDefault,
      isRest,
      end,
    });
    isRest = false;
  }
  return parts;
}
