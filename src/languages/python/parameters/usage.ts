import type { SyntaxNode } from "@lezer/common";
import {
  type Shape,
  exactListShape,
  listOfAtLeast,
  listShape,
  listWithItem,
  mergeShapes,
  namedShape,
  numberShape,
  objectShape,
  unknownShape,
  withoutNames,
} from "../../parameters/shape";
import { parameterList } from "../find/parameterList";
import { assignmentOf, partsOf } from "../find/syntax";
import { textOf } from "../../../text/range";
import { loopBound } from "./loops";
import { isReducedAlone } from "./reductions";
import { type ValueScope, numberOf, unquoted } from "./values";

/** The text around a function: what the uses of a parameter are looked up in. */
export interface UsageScope extends ValueScope {
  /** Functions of the top level by name, to follow a parameter that is handed on. */
  readonly functions: ReadonlyMap<string, SyntaxNode>;
}

/** Where the uses of a value are looked for: a function, and how many helpers and aliases led there. */
interface Lookup extends UsageScope {
  readonly within: SyntaxNode;
  readonly depth: number;
}

/** Helper functions and aliases are followed this far. */
const deepest = 6;

/** Attributes and methods of arrays and lists that plain numbers do not have. */
const arrayMembers = new Set(
  (
    "shape size ndim T dot sum mean max min std var prod cumsum reshape ravel flatten tolist copy transpose argmax " +
    "argmin sort append extend index count view numel squeeze unsqueeze norm matmul mm mv clip astype dtype at"
  ).split(" "),
);

/** Functions that give their argument back, as an array or a list. */
const conversions =
  /^(?:list|tuple|(?:\w+\.)?(?:asarray|array|asfarray|atleast_1d|tensor|as_tensor|asanyarray|ravel|copy))$/;

/** Functions that give an array of the same shape. */
const elementwise =
  /^\w+\.(?:exp|expm1|exp2|log|log1p|log2|log10|sqrt|square|abs|absolute|tanh|sinh|cosh|sin|cos|tan|arctan|sigmoid|relu|softplus|expit)$/;

/** Functions of a list or an array and no number. */
const ofLists =
  /^(?:len|sum|enumerate|zip|sorted|reversed|any|all|fsum|math\.fsum|math\.dist|math\.prod|(?:\w+\.)?(?:dot|inner|outer|vdot|matmul|polyval|diff|cumsum|cumprod|concatenate|hstack|vstack|stack|reshape|split|sum|mean|prod|std|var|median|linalg\.norm|norm|diag|logsumexp|softmax|log_softmax))$/;

/** What the uses of `name` inside `within` say about its value. */
export function usageShape(scope: UsageScope, name: string, within: SyntaxNode): Shape {
  return nameShape({ ...scope, within, depth: 0 }, name);
}

function nameShape(scope: Lookup, name: string): Shape {
  const { within, depth } = scope;
  if (depth > deepest) return unknownShape;
  let shape: Shape = unknownShape;
  within.cursor().iterate((entry) => {
    if (entry.name === "ParamList" && entry.node.parent?.from === within.from) return false;
    if (entry.name === "VariableName" && textOf(scope.text, entry) === name) {
      shape = mergeShapes(shape, useShape(scope, entry.node));
    }
    return entry.from === within.from || !rebinds(scope, entry.node, name);
  });
  return shape;
}

/** A function inside with a parameter of the same name means another value by it. */
function rebinds(scope: UsageScope, node: SyntaxNode, name: string): boolean {
  if (node.name !== "FunctionDefinition" && node.name !== "LambdaExpression") return false;
  return parameterList(node).some((one) => textOf(scope.text, one.name) === name);
}

/** What one place where a value stands says about it. */
function useShape(scope: Lookup, value: SyntaxNode): Shape {
  const { parent } = value;
  switch (parent?.name) {
    case "ParenthesizedExpression":
      return useShape(scope, parent);
    case "MemberExpression":
      return isFirst(value, parent) ? withoutNames(memberShape(scope, parent)) : unknownShape;
    case "AssignStatement":
      return assignedShape(scope, value, parent);
    case "ForStatement":
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      return loopedShape(scope, value);
    case "ArgList":
      return value.prevSibling?.name === "in"
        ? loopedShape(scope, value)
        : argumentShape(scope, value, parent);
    case "BinaryExpression":
      return isMatrixProduct(scope, parent) || isReducedAlone(scope, value)
        ? listShape()
        : unknownShape;
    case "ReturnStatement":
      return numberShape;
    default:
      return isReducedAlone(scope, value) ? listShape() : unknownShape;
  }
}

function isFirst(value: SyntaxNode, parent: SyntaxNode): boolean {
  return parent.firstChild?.from === value.from && parent.firstChild.to === value.to;
}

function isMatrixProduct(scope: UsageScope, node: SyntaxNode): boolean {
  return node.getChildren("ArithOp").some((operator) => textOf(scope.text, operator) === "@");
}

/** `p.shape`, `p[2]`, `p[i]`, `p["w"]`, `p[:3]`. */
function memberShape(scope: Lookup, member: SyntaxNode): Shape {
  const property = member.getChild("PropertyName");
  if (property !== null) {
    const name = textOf(scope.text, property);
    if (/^(?:items|keys|values)$/.test(name)) return objectShape([]);
    return arrayMembers.has(name) ? listShape() : unknownShape;
  }
  const inner = useShape(scope, member);
  return indexedShape(scope, indicesOf(member), inner);
}

/** The nodes between the brackets, one list an index; a slice has its bounds and colons. */
function indicesOf(member: SyntaxNode): SyntaxNode[][] {
  const indices: SyntaxNode[][] = [[]];
  let at = member.getChild("[")?.nextSibling ?? null;
  for (; at !== null && at.name !== "]"; at = at.nextSibling) {
    if (at.name === ",") indices.push([]);
    else indices.at(-1)!.push(at);
  }
  return indices;
}

/** A value that `value[first, …rest]` may be written of, given what is known of that item. */
function indexedShape(
  scope: UsageScope,
  [first, ...rest]: readonly (readonly SyntaxNode[])[],
  inner: Shape,
): Shape {
  if (first === undefined) return inner;
  const item = indexedShape(scope, rest, inner);
  const index = first[0];
  if (index === undefined) return unknownShape;
  if (first.some(({ name }) => name === ":")) {
    return listOfAtLeast(sliceLength(scope, first), unknownShape);
  }
  if (index.name === "String") {
    return objectShape([[unquoted(textOf(scope.text, index)), item]]);
  }
  const at = numberOf(scope, index);
  if (at !== undefined && Number.isInteger(at) && at <= 999) {
    if (at < 0) return listOfAtLeast(-at, unknownShape);
    // The rows of an array are alike.
    if (rest.length > 0) return listOfAtLeast(at + 1, item);
    return listWithItem(at, item);
  }
  return listOfAtLeast(loopBound(scope, index) ?? 0, item);
}

/** How many items a list has that `[from:to]` is taken from. */
function sliceLength(scope: UsageScope, slice: readonly SyntaxNode[]): number {
  const bounds = slice.flatMap((node) => numberOf(scope, node) ?? []);
  const largest = Math.max(0, ...bounds.filter((bound) => Number.isInteger(bound) && bound <= 999));
  const isOpen = slice.at(-1)?.name === ":";
  return isOpen && largest > 0 ? largest + 1 : largest;
}

/** `a, b = p`, `alias = p`. */
function assignedShape(scope: Lookup, value: SyntaxNode, statement: SyntaxNode): Shape {
  const { targets, value: values } = assignmentOf(statement);
  const position = values?.findIndex(({ from }) => from === value.from) ?? -1;
  if (values === undefined || position < 0) return unknownShape;
  return targets
    .map((nodes) => {
      if (values.length === 1) return targetShape(scope, nodes);
      const target = nodes.length === values.length ? nodes[position] : undefined;
      return target === undefined ? unknownShape : targetShape(scope, [target]);
    })
    .reduce(mergeShapes, unknownShape);
}

/** What the names of an assignment's or a loop's target say about the value that is taken apart. */
function targetShape(scope: Lookup, nodes: readonly SyntaxNode[]): Shape {
  const only = nodes.length === 1 ? nodes[0]! : undefined;
  if (only?.name === "VariableName") {
    const name = textOf(scope.text, only);
    return nameShape({ ...scope, depth: scope.depth + 1 }, name);
  }
  if (only !== undefined && /^(?:Tuple|Array|Parenthesized)Expression$/.test(only.name)) {
    return targetShape(scope, partsOf(only));
  }
  if (only !== undefined || nodes.length === 0) return unknownShape;
  const items = nodes.map((node) => {
    const shape = targetShape(scope, [node]);
    return node.name === "VariableName" ? namedShape(shape, textOf(scope.text, node)) : shape;
  });
  const starred = nodes.findIndex((node) => node.prevSibling?.name === "*");
  if (starred < 0) return exactListShape(items);
  return {
    kind: "list",
    items: items.slice(0, starred),
    item: unknownShape,
    isExact: false,
    tail: { name: textOf(scope.text, nodes[starred]!) },
  };
}

/** `for a in p`, in a statement or a comprehension. */
function loopedShape(scope: Lookup, value: SyntaxNode): Shape {
  if (value.prevSibling?.name !== "in") return unknownShape;
  const nodes: SyntaxNode[] = [];
  for (
    let at = value.prevSibling.prevSibling;
    at !== null && at.name !== "for";
    at = at.prevSibling
  ) {
    if (/^[A-Z]/.test(at.name)) nodes.unshift(at);
  }
  return listShape(withoutNames(targetShape(scope, nodes)));
}

/** `f(p)`: what f, a function of this text, does with its parameter; `len(p)`, `math.exp(p)`. */
function argumentShape(scope: Lookup, value: SyntaxNode, list: SyntaxNode): Shape {
  const call = list.parent;
  if (call?.name !== "CallExpression" || list.getChild("for") !== null) return unknownShape;
  if (value.prevSibling?.name === "*") return listShape();
  if (value.prevSibling?.name === "**") return objectShape([]);
  const callee = textOf(scope.text, call.firstChild!);
  if (conversions.test(callee)) {
    return mergeShapes(useShape(scope, call), listShape());
  }
  const isOnly = partsOf(list).length === 1;
  if (ofLists.test(callee) || (isOnly && /^(?:max|min)$/.test(callee))) return listShape();
  if (/^(?:math\.\w+|float|int|abs|round)$/.test(callee)) return numberShape;
  if (isOnly && elementwise.test(callee)) {
    return mergeShapes(
      withoutNames(useShape(scope, call)),
      isReducedAlone(scope, value) ? listShape() : unknownShape,
    );
  }
  if (isReducedAlone(scope, value)) return listShape();
  const target = scope.functions.get(callee);
  if (target === undefined) return unknownShape;
  return withoutNames(handedShape(scope, value, target));
}

/** What the function `target` says about the parameter that `value` is given for. */
function handedShape(scope: Lookup, value: SyntaxNode, target: SyntaxNode): Shape {
  const parameters = parameterList(target);
  const keyword = value.prevSibling?.name === "AssignOp" ? value.prevSibling.prevSibling : null;
  let position = 0;
  for (let at = value.prevSibling; at !== null; at = at.prevSibling) {
    if (at.name === ",") position++;
    if (at.name === "*") return unknownShape;
  }
  const parameter =
    keyword === null
      ? parameters[position]
      : parameters.find(({ name }) => textOf(scope.text, name) === textOf(scope.text, keyword));
  if (parameter === undefined || parameter.gathers !== undefined) return unknownShape;
  return nameShape(
    { ...scope, within: target, depth: scope.depth + 1 },
    textOf(scope.text, parameter.name),
  );
}
