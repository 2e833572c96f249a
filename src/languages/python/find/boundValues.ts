import type { SyntaxNode } from "@lezer/common";
import { assignmentOf, partsOf } from "./syntax";
import { textOf } from "../../../text/range";

/**
 * The values that statements bind by name: the expression where it is written out, else whatever gives the value (the
 * call that is taken apart, the import). A later binding replaces an earlier one; a main guard's do not count.
 */
export function boundValues(
  text: string,
  statements: readonly SyntaxNode[],
): Map<string, SyntaxNode> {
  const bound = new Map<string, SyntaxNode>();
  const visit = (statement: SyntaxNode): void => {
    switch (statement.name) {
      case "AssignStatement":
        assigned(text, statement, bound);
        return;
      case "ImportStatement":
        imported(text, statement, bound);
        return;
      case "IfStatement":
        if (/^if\b[^\n]*__name__/.test(textOf(text, statement))) return;
        statement.getChildren("Body").forEach(inside);
        return;
      case "ForStatement":
      case "WhileStatement":
      case "WithStatement":
      case "TryStatement":
        statement.getChildren("Body").forEach(inside);
    }
  };
  const inside = (body: SyntaxNode): void => partsOf(body).forEach(visit);
  statements.forEach(visit);
  return bound;
}

function assigned(text: string, statement: SyntaxNode, bound: Map<string, SyntaxNode>): void {
  const { targets, value } = assignmentOf(statement);
  if (value === undefined) return;
  for (const written of targets) {
    const only = written.length === 1 ? written[0]! : undefined;
    const names = only?.name === "TupleExpression" ? partsOf(only) : written;
    names.forEach((name, k) => {
      if (name.name !== "VariableName") return;
      bound.set(textOf(text, name), names.length === value.length ? value[k]! : value[0]!);
    });
  }
}

/** `from data import X, y as targets` binds X and targets. */
function imported(text: string, statement: SyntaxNode, bound: Map<string, SyntaxNode>): void {
  if (statement.getChild("from") === null) return;
  let isPast = false;
  for (let at = statement.firstChild; at !== null; at = at.nextSibling) {
    if (at.name === "import") isPast = true;
    else if (isPast && at.name === "VariableName" && at.nextSibling?.name !== "as") {
      bound.set(textOf(text, at), statement);
    }
  }
}
