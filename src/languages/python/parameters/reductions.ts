import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../../../text/range";
import { type ValueScope, numberOf } from "./values";

const reductions =
  /^(?:sum|(?:\w+\.)?(?:sum|mean|prod|max|min|amax|amin|nansum|linalg\.norm|norm|average|std|var))$/;
const elementwise = /^(?:BinaryExpression|UnaryExpression|ParenthesizedExpression)$/;

/**
 * True where a value is reduced with nothing beside it that could be the array, as in `np.sum(x ** 2 - 10 *
 * np.cos(x))` or `(x ** 2).sum()`: it must be an array itself.
 */
export function isReducedAlone(scope: ValueScope, value: SyntaxNode): boolean {
  let whole = value;
  for (;;) {
    const { parent } = whole;
    if (parent === null) return false;
    if (elementwise.test(parent.name)) whole = parent;
    else if (parent.getChild("for") !== null) return false;
    else if (parent.name === "ArgList" && parent.parent?.name === "CallExpression") {
      const call = parent.parent;
      const callee = textOf(scope.text, call.firstChild!);
      if (reductions.test(callee)) {
        return (
          whole.prevSibling?.name === "(" && holdsOnly(scope, whole, textOf(scope.text, value))
        );
      }
      if (!/^(?:\w+\.)\w+$/.test(callee)) return false;
      whole = call;
    } else if (parent.name === "MemberExpression" && whole.name !== "VariableName") {
      const property = parent.getChild("PropertyName");
      const isReduction =
        property !== null && /^(?:sum|mean|prod|max|min)$/.test(textOf(scope.text, property));
      return isReduction && holdsOnly(scope, whole, textOf(scope.text, value));
    } else return false;
  }
}

/** No name but `name`, modules and constant numbers stands in the expression. */
function holdsOnly(scope: ValueScope, expression: SyntaxNode, name: string): boolean {
  let alone = true;
  expression.cursor().iterate((entry) => {
    if (entry.name === "VariableName") {
      const isModule = entry.node.nextSibling?.name === ".";
      const written = textOf(scope.text, entry);
      if (!isModule && written !== name && numberOf(scope, entry.node) === undefined) alone = false;
    }
    return alone;
  });
  return alone;
}
