import type { SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";
import type { FunctionParameter, LossFunction } from "../../lossFunction";
import type { TextRange } from "../../../text/range";
import { bindingOf, startsAtMargin } from "./bindings";
import { markedValues } from "./markedValues";
import type { NamedFunction } from "./namedFunction";
import { parameterParts, patternText } from "./parameterList";
import { finish } from "../../slices";

/** All functions that have a name or are the default export, all comments, and whether the text has errors. */
export interface SyntaxFunctions {
  readonly functions: readonly NamedFunction[];
  readonly comments: readonly TextRange[];
  readonly hasErrors: boolean;
}

/** Reads `tree`, the tree of `text`. */
export function readFunctions(text: string, tree: Tree): SyntaxFunctions {
  return finish(readFunctionsInSlices(text, tree));
}

/** Nodes looked at, and functions named, between two chances to do something else. */
const nodesInSlice = 4000;
const functionsInSlice = 200;

/** The same in slices of bounded work. */
export function* readFunctionsInSlices(
  text: string,
  tree: Tree,
): Generator<undefined, SyntaxFunctions> {
  const nodes: { readonly node: SyntaxNode; readonly depth: number }[] = [];
  const comments: TextRange[] = [];
  const inner: number[] = [];
  let hasErrors = false;
  let count = 0;
  const cursor = tree.cursor();
  do {
    if (++count % nodesInSlice === 0) yield;
    while (inner.length > 0 && inner.at(-1)! <= cursor.from) inner.pop();
    if (cursor.type.isError) hasErrors = true;
    else if (cursor.name === "BlockComment" || cursor.name === "LineComment") {
      comments.push({ from: cursor.from, to: cursor.to });
    } else if (functionNodes.has(cursor.name)) {
      const { node } = cursor;
      if (node.getChild("ParamList") !== null) nodes.push({ node, depth: inner.length });
    }
    if (isInner(cursor)) inner.push(cursor.to);
  } while (cursor.next());
  const functions: NamedFunction[] = [];
  for (const [index, { node, depth }] of nodes.entries()) {
    if (index % functionsInSlice === functionsInSlice - 1) yield;
    const found = nameFunction(
      text,
      node,
      (statement) => depth > 0 && !(hasErrors && startsAtMargin(text, statement)),
    );
    if (found !== undefined) functions.push(found);
  }
  const made = markedValues(text, tree, comments, isInner);
  if (made.length > 0) {
    functions.push(...made);
    functions.sort((a, b) => a.nameRange.from - b.nameRange.from);
  }
  return { functions, comments, hasErrors };
}

const functionNodes = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunction",
  "MethodDeclaration",
  "Property",
]);

/** What is inside this node is out of reach from the module's top level. */
function isInner(entry: Pick<SyntaxNodeRef, "name" | "node">): boolean {
  if (entry.name === "ArrowFunction") return true;
  return entry.name === "Block" && entry.node.parent?.name !== "NamespaceDeclaration";
}

function nameFunction(
  text: string,
  node: SyntaxNode,
  isNestedAt: (statement: number) => boolean,
): NamedFunction | undefined {
  if (isOverloadSignature(node)) return undefined;
  const binding = bindingOf(text, node);
  if (binding === undefined) return undefined;
  const word = (name: string): boolean => node.getChild(name) !== null;
  if (word("get") || word("set")) return undefined;
  const isNested = isNestedAt(binding.statement.from);
  return {
    name: binding.name,
    kind: kindOf(node),
    node,
    functionRange: { from: node.from, to: node.to },
    nameRange: binding.nameRange,
    commentAnchors: [...binding.anchors, node.from],
    statementEnd: binding.end,
    parameters: readParameters(text, node),
    ...(binding.reference && !isNested && { reference: binding.reference }),
    isNested,
    isInstanceMethod: binding.isInstanceMethod ?? false,
    isAsync: word("async"),
    isGenerator: word("Star"),
  };
}

function kindOf(node: SyntaxNode): LossFunction["kind"] {
  switch (node.name) {
    case "FunctionDeclaration":
      return "declaration";
    case "ArrowFunction":
      return "arrow";
    case "FunctionExpression":
      return "expression";
    default:
      return "method";
  }
}

/** `function loss(x: number): number;` before the overloads' implementation, or in a declaration file. */
function isOverloadSignature(node: SyntaxNode): boolean {
  return (
    node.name !== "ArrowFunction" &&
    node.getChild("Block") === null &&
    node.lastChild?.type.isError !== true &&
    node.getChild("ParamList")?.lastChild?.type.isError !== true
  );
}

/** The parameters: names, patterns, whether they have defaults. */
function readParameters(text: string, node: SyntaxNode): FunctionParameter[] {
  return parameterParts(node).map(({ pattern, end, hasDefault, isRest }) => ({
    text: patternText(text, pattern),
    range: { from: pattern.from, to: end },
    hasDefault,
    isRest,
  }));
}
