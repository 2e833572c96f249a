import type { SyntaxNode, Tree } from "@lezer/common";
import type { TextRange } from "../../../text/range";
import { bindingOfValue, type Binding } from "./bindings";
import type { NamedFunction } from "./namedFunction";

/** Values that are plainly no functions, or functions that are found as such. */
const otherValues =
  /^(?:Number|String|TemplateString|BooleanLiteral|null|RegExp|ArrayExpression|ObjectExpression|ClassExpression|ArrowFunction|FunctionExpression)$/;

/**
 * Functions that other code makes (`const loss = makeLoss(data)`, `{ mse: make(2) }`), where a comment with `@simulate`
 * directly before the name says that they are some. `isInner` says what is out of reach from the top level.
 */
export function markedValues(
  text: string,
  tree: Tree,
  comments: readonly TextRange[],
  isInner: (node: SyntaxNode) => boolean,
): NamedFunction[] {
  const found = new Map<number, NamedFunction>();
  for (const { from, to } of comments) {
    if (!text.slice(from, to).includes("@simulate")) continue;
    const at = to + /^(?:\s|\/\/.*)*/.exec(text.slice(to))![0].length;
    const value = valueAt(tree, at);
    if (value === undefined || otherValues.test(value.holder.name)) continue;
    const named = nameValue(text, value, isInner);
    if (named !== undefined) found.set(named.nameRange.from, named);
  }
  return [...found.values()];
}

interface MarkedValue {
  /** The value, or the whole pattern of which it is a part. */
  readonly holder: SyntaxNode;
  /** The part of a pattern, `mse` in `const { mse } = …`. */
  readonly part?: SyntaxNode;
}

/** The value whose statement, declarator, property or part of a pattern begins at an offset. */
function valueAt(tree: Tree, offset: number): MarkedValue | undefined {
  let at: SyntaxNode | null = tree.resolveInner(offset, 1);
  for (; at !== null && at.from === offset; at = at.parent) {
    if (at.name === "PatternProperty") return { holder: at.parent!, part: at };
    if (at.name === "Property") return after(at, ":");
    if (at.name === "VariableDefinition" && at.parent?.name === "VariableDeclaration") {
      return valueOf(at);
    }
    if (at.name === "VariableDeclaration" || at.name === "ExportDeclaration") {
      const isDefault = at.getChild("default") !== null;
      if (isDefault) return after(at, "default");
      const declaration: SyntaxNode | null =
        at.name === "VariableDeclaration" ? at : at.getChild("VariableDeclaration");
      const pattern = declaration?.getChild("ObjectPattern");
      const name = declaration?.getChild("VariableDefinition");
      if (pattern && (!name || pattern.from < name.from)) {
        const part = pattern.getChild("PatternProperty");
        return part === null ? undefined : { holder: pattern, part };
      }
      return name ? valueOf(name) : undefined;
    }
    if (at.name === "ExpressionStatement") {
      const assigned = at.getChild("AssignmentExpression")?.lastChild;
      return assigned ? { holder: assigned } : undefined;
    }
  }
  return undefined;
}

/** What follows a word or a sign among the children of a node. */
function after(node: SyntaxNode, sign: string): MarkedValue | undefined {
  const value = node.getChild(sign)?.nextSibling;
  return value ? { holder: value } : undefined;
}

/** What a name is declared with. */
function valueOf(name: SyntaxNode): MarkedValue | undefined {
  let at = name.nextSibling;
  while (at !== null && at.name !== "Equals" && at.name !== ",") at = at.nextSibling;
  return at?.name === "Equals" && at.nextSibling !== null ? { holder: at.nextSibling } : undefined;
}

function nameValue(
  text: string,
  { holder, part }: MarkedValue,
  isInner: (node: SyntaxNode) => boolean,
): NamedFunction | undefined {
  if (holder.parent === null) return undefined;
  const binding = part ? bindingOfPart(text, part) : bindingOfValue(text, holder, holder.parent);
  if (binding?.reference === undefined) return undefined;
  for (let at: SyntaxNode | null = holder.parent; at !== null; at = at.parent) {
    if (isInner(at)) return undefined;
  }
  return {
    ...{ name: binding.name, kind: "value", node: holder },
    functionRange: { from: holder.from, to: holder.to },
    nameRange: binding.nameRange,
    commentAnchors: [...binding.anchors, holder.from],
    statementEnd: binding.end,
    parameters: [],
    reference: binding.reference,
    ...{ isNested: false, isInstanceMethod: false, isAsync: false, isGenerator: false },
  };
}

/** `mse` and `{ mse: error }` in a pattern, whose name is the last one. */
function bindingOfPart(text: string, part: SyntaxNode): Binding | undefined {
  const name = part.getChild("VariableDefinition");
  const declaration = part.parent?.parent;
  if (name === null || declaration?.name !== "VariableDeclaration") return undefined;
  const outer = declaration.parent;
  const statement = outer?.name === "ExportDeclaration" ? outer : declaration;
  const written = text.slice(name.from, name.to);
  const isFirst = part.prevSibling?.name === "{";
  return {
    ...{ name: written, nameRange: { from: name.from, to: name.to }, statement, end: statement.to },
    reference: { isDefault: false, path: [written] },
    anchors: isFirst ? [part.from, statement.from] : [part.from],
  };
}
