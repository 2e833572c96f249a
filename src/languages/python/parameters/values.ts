import type { SyntaxNode } from "@lezer/common";
import { arithmetic } from "../../parameters/arithmetic";
import {
  type Shape,
  exactListShape,
  listShape,
  numberShape,
  objectShape,
  unknownShape,
} from "../../parameters/shape";
import { partsOf } from "../find/syntax";
import { textOf } from "../../../text/range";

/** Longer lists than this are no lengths that a person means. */
const longest = 1000;

/** A text with the values its top level binds by name. */
export interface ValueScope {
  readonly text: string;
  readonly bound: ReadonlyMap<string, SyntaxNode>;
}

/** The number that an expression is, where it is written out or a constant of the top level. */
export function numberOf(scope: ValueScope, node: SyntaxNode, depth = 0): number | undefined {
  if (depth > 4) return undefined;
  const written = textOf(scope.text, node);
  switch (node.name) {
    case "Number": {
      const value = Number(written.replace(/_/g, ""));
      return Number.isFinite(value) ? value : undefined;
    }
    case "UnaryExpression": {
      const inner = numberOf(scope, node.lastChild!, depth + 1);
      return inner === undefined ? undefined : written.startsWith("-") ? -inner : inner;
    }
    case "ParenthesizedExpression": {
      const inner = partsOf(node)[0];
      return inner && numberOf(scope, inner, depth + 1);
    }
    case "VariableName": {
      const value = scope.bound.get(written);
      return value && numberOf(scope, value, depth + 1);
    }
    case "BinaryExpression": {
      const [left, operator, right] = partsOf(node);
      const a = left && numberOf(scope, left, depth + 1);
      const b = right && numberOf(scope, right, depth + 1);
      if (a === undefined || b === undefined) return undefined;
      const name = textOf(scope.text, operator!);
      return name === "//" ? Math.floor(a / b) : arithmetic(name, a, b);
    }
    case "CallExpression": {
      const list = /^len\b/.test(written) ? node.getChild("ArgList") : null;
      const of = list && partsOf(list)[0];
      return of ? lengthOf(scope, of) : undefined;
    }
    default:
      return undefined;
  }
}

/** The length of a list where it is written out. */
export function lengthOf(scope: ValueScope, node: SyntaxNode): number | undefined {
  const shape = valueShape(scope, node);
  return shape.kind === "list" && shape.isExact ? shape.items.length : undefined;
}

/** `node` as a count of list items; undefined where it is none that a person means. */
export function countOf(scope: ValueScope, node: SyntaxNode): number | undefined {
  const count = numberOf(scope, node);
  return count !== undefined && Number.isInteger(count) && count >= 1 && count <= longest
    ? count
    : undefined;
}

/** What a value written in the text is: a number, a list, a dictionary, a call of NumPy's that makes an array. */
export function valueShape(scope: ValueScope, node: SyntaxNode, depth = 0): Shape {
  if (depth > 6) return unknownShape;
  const number = numberOf(scope, node);
  if (number !== undefined) return { kind: "number", start: number };
  const inner = (part: SyntaxNode): Shape => valueShape(scope, part, depth + 1);
  switch (node.name) {
    case "ArrayExpression":
    case "TupleExpression":
      return exactListShape(partsOf(node).map(inner));
    case "ParenthesizedExpression": {
      const [only] = partsOf(node);
      return only === undefined ? unknownShape : inner(only);
    }
    case "VariableName": {
      const value = scope.bound.get(textOf(scope.text, node));
      return value === undefined ? unknownShape : inner(value);
    }
    case "DictionaryExpression":
      return dictionaryShape(scope, node, inner);
    case "CallExpression":
      return calledShape(scope, node, inner);
    case "BinaryExpression":
      return scaledShape(scope, node, inner);
    case "String":
    case "ContinuedString":
    case "FormatString":
      return { kind: "other", description: "a text" };
    case "None":
    case "Boolean":
      return { kind: "other", description: textOf(scope.text, node) };
    case "LambdaExpression":
      return { kind: "other", description: "a function" };
    default:
      return unknownShape;
  }
}

function dictionaryShape(
  scope: ValueScope,
  node: SyntaxNode,
  inner: (part: SyntaxNode) => Shape,
): Shape {
  const parts = partsOf(node);
  const entries: [string, Shape][] = [];
  for (let k = 0; k + 1 < parts.length; k += 2) {
    if (parts[k]!.name !== "String") return objectShape([]);
    entries.push([unquoted(textOf(scope.text, parts[k]!)), inner(parts[k + 1]!)]);
  }
  return objectShape(entries);
}

/** The characters of a string literal that has no escapes. */
export function unquoted(literal: string): string {
  return literal.replace(/^[a-zA-Z]*["']+|["']+$/g, "");
}

/** `np.array([1, 2])`, `np.zeros(3)`, `np.ones((2, 3))`, `np.full(3, 0.5)`, `list(…)`. */
function calledShape(
  scope: ValueScope,
  node: SyntaxNode,
  inner: (part: SyntaxNode) => Shape,
): Shape {
  const list = node.getChild("ArgList");
  const callee = /\w+$/.exec(textOf(scope.text, node.firstChild!))?.[0] ?? "";
  const [first, second] = list === null ? [] : partsOf(list);
  if (first === undefined) return unknownShape;
  if (/^(?:array|asarray|tensor|list|tuple|float64|deepcopy|copy)$/.test(callee)) {
    return inner(first);
  }
  if (callee === "dict") return namedArguments(scope, list!, inner);
  const fill = { zeros: 0, ones: 1, empty: 0, full: second && numberOf(scope, second) }[callee];
  if (fill !== undefined) return filledShape(dimensions(scope, first), fill);
  if (/^(?:randn|rand)$/.test(callee))
    return filledShape(partsOf(list!).map((one) => countOf(scope, one)));
  return unknownShape;
}

function namedArguments(
  scope: ValueScope,
  list: SyntaxNode,
  inner: (part: SyntaxNode) => Shape,
): Shape {
  const entries: [string, Shape][] = [];
  for (const operator of list.getChildren("AssignOp")) {
    const { prevSibling: name, nextSibling: value } = operator;
    if (name?.name === "VariableName" && value !== null) {
      entries.push([textOf(scope.text, name), inner(value)]);
    }
  }
  return objectShape(entries);
}

function dimensions(scope: ValueScope, node: SyntaxNode): (number | undefined)[] {
  const parts =
    node.name === "TupleExpression" || node.name === "ArrayExpression" ? partsOf(node) : [node];
  return parts.map((part) => countOf(scope, part));
}

function filledShape(lengths: readonly (number | undefined)[], fill?: number): Shape {
  const [length, ...rest] = lengths;
  if (lengths.length === 0) {
    return fill === undefined ? numberShape : { kind: "number", start: fill };
  }
  const item = filledShape(rest, fill);
  if (length === undefined) return listShape(item);
  return exactListShape(Array.from({ length }, () => item));
}

/** `np.ones(3) * 0.1`: as many numbers, at starts that are left open. */
function scaledShape(
  scope: ValueScope,
  node: SyntaxNode,
  inner: (part: SyntaxNode) => Shape,
): Shape {
  const [left, operator, right] = partsOf(node);
  if (left === undefined || right === undefined) return unknownShape;
  if (!/^[-+*/]$/.test(textOf(scope.text, operator!))) return unknownShape;
  for (const [array, factor] of [
    [left, right],
    [right, left],
  ] as const) {
    const shape = inner(array);
    const number = numberOf(scope, factor);
    if (shape.kind === "list" && number !== undefined) return withoutStarts(shape);
  }
  return unknownShape;
}

function withoutStarts(shape: Shape): Shape {
  if (shape.kind === "number") return numberShape;
  if (shape.kind !== "list") return shape;
  return { ...shape, items: shape.items.map(withoutStarts), item: withoutStarts(shape.item) };
}
