import type { SyntaxNode, Tree } from "@lezer/common";
import { parameterParts } from "../find/parameterList";
import { loopBound } from "./loops";
import { patternShape, type PatternScope } from "./patterns";
import {
  type Shape,
  listOfAtLeast,
  listShape,
  listWithItem,
  mergeShapes,
  numberShape,
  objectShape,
  openObjectShape,
  unknownShape,
  withoutNames,
} from "../../parameters/shape";
import { textOf } from "../../../text/range";

/** The text around a function: what the uses of a parameter are looked up in. */
export interface UsageScope {
  readonly text: string;
  readonly tree: Tree;
  /** Functions of the top level by name, to follow a parameter that is handed on. */
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  /** Initial values of the top level's constants by name. */
  readonly constants: ReadonlyMap<string, SyntaxNode>;
}

/** Where the uses of a value are looked for: a function, and how many helpers and aliases led there. */
interface Lookup extends UsageScope {
  readonly within: SyntaxNode;
  readonly depth: number;
}

/** Helper functions and aliases are followed this far. */
const deepest = 6;

/** Where the item of a list goes in the callback of a list's method. */
const itemPosition: ReadonlyMap<string, number> = new Map([
  ...["map", "forEach", "filter", "some", "every", "find", "findIndex", "flatMap"].map(
    (name) => [name, 0] as const,
  ),
  ...["reduce", "reduceRight"].map((name) => [name, 1] as const),
]);

/** Properties and methods of lists that plain numbers do not have. */
const listMembers = new Set(
  "length slice concat at join entries keys values indexOf includes sort reverse fill flat toSorted with findLast".split(
    " ",
  ),
);

/** What only typed arrays have. */
const typedMembers = new Set(["subarray", "set", "byteLength", "byteOffset", "buffer"]);

/** What the uses of the name that `definition` binds say about its value. */
function usageShape(scope: Lookup, definition: SyntaxNode): Shape {
  const { within, depth } = scope;
  if (depth > deepest) return unknownShape;
  const name = textOf(scope.text, definition);
  let shape: Shape = unknownShape;
  within.cursor().iterate((entry) => {
    if (entry.name === "VariableName" && entry.to - entry.from === name.length) {
      if (textOf(scope.text, entry) === name) {
        shape = mergeShapes(shape, useShape(scope, entry.node));
      }
    }
    // A function inside with a parameter of the same name means another value by it.
    return entry.from === within.from || !rebinds(scope, entry.node, name);
  });
  return shape;
}

function rebinds(scope: UsageScope, node: SyntaxNode, name: string): boolean {
  if (!/^(?:ArrowFunction|Function(?:Expression|Declaration))$/.test(node.name)) return false;
  return parameterParts(node).some(({ pattern }) => textOf(scope.text, pattern) === name);
}

/** What one place where a value stands says about it. */
function useShape(scope: Lookup, value: SyntaxNode): Shape {
  const { parent } = value;
  if (parent === null) return unknownShape;
  const after = (next: SyntaxNode): Shape => useShape(scope, next);
  switch (parent.name) {
    case "ParenthesizedExpression":
      return after(parent);
    case "PostfixExpression":
      return textOf(scope.text, parent).endsWith("!") ? after(parent) : numberShape;
    case "UnaryExpression":
    case "UpdateExpression":
      return numberShape;
    case "BinaryExpression":
      if (parent.getChild("as") !== null || parent.getChild("satisfies") !== null)
        return after(parent);
      return parent.getChild("ArithOp") !== null || parent.getChild("CompareOp") !== null
        ? numberShape
        : unknownShape;
    case "MemberExpression":
      return parent.firstChild?.from === value.from && parent.firstChild.to === value.to
        ? withoutNames(memberShape(scope, parent))
        : unknownShape;
    case "VariableDeclaration":
      return declaredShape(scope, value);
    case "ForInSpec":
      return { ...listShape(), isIndexed: true };
    case "ForOfSpec": {
      const target = patternBefore(value);
      return target === undefined
        ? listShape()
        : listShape(withoutNames(boundShape(scope, target)));
    }
    case "ArrayExpression":
      return value.prevSibling?.name === "Spread" ? listShape() : unknownShape;
    case "ArgList":
      return value.prevSibling?.name === "Spread"
        ? listShape()
        : withoutNames(argumentShape(scope, value, parent));
    default:
      return unknownShape;
  }
}

/** `w.length`, `w.map(…)`, `w[2]`, `w[i]`, `p.layer`. */
function memberShape(scope: Lookup, member: SyntaxNode): Shape {
  const property = member.getChild("PropertyName");
  if (property !== null) {
    const name = textOf(scope.text, property);
    const position = itemPosition.get(name);
    const call = member.parent?.name === "CallExpression" ? member.parent : undefined;
    if (position !== undefined && call !== undefined) {
      return listShape(callbackShape(scope, call, position));
    }
    if (listMembers.has(name)) return listShape();
    if (name === "get" && call !== undefined) return mapShape(scope, call);
    if (typedMembers.has(name) && (call !== undefined || name !== "set")) {
      return { ...listShape(), array: "Float64Array" };
    }
    if (call !== undefined) return unknownShape;
    return objectShape([[name, useShape(scope, member)]]);
  }
  const index = member.getChild("[")?.nextSibling;
  if (index === null || index === undefined) return unknownShape;
  const inner = useShape(scope, member);
  const written = textOf(scope.text, index);
  if (index.name === "String") return objectShape([[written.slice(1, -1), inner]]);
  if (index.name === "Number") {
    const at = Number(written);
    if (!Number.isInteger(at) || at < 0 || at > 999) return listShape();
    return listWithItem(at, inner);
  }
  const bound = loopBound(scope, index);
  return { ...listOfAtLeast(bound ?? 0, inner), ...(bound === undefined && { isIndexed: true }) };
}

/** `p.get("a")`, which a map has. */
function mapShape(scope: Lookup, call: SyntaxNode): Shape {
  const key = call.getChild("ArgList")?.firstChild?.nextSibling;
  const item = useShape(scope, call);
  if (key?.name === "Number") {
    return openObjectShape(item, [[String(Number(textOf(scope.text, key))), item]], "number");
  }
  if (key?.name !== "String") return openObjectShape(item, [], "unknown");
  return openObjectShape(item, [[textOf(scope.text, key).slice(1, -1), item]], "string");
}

/** The item's shape, from the callback of `w.map(callback)`. */
function callbackShape(scope: Lookup, call: SyntaxNode, position: number): Shape {
  const callback = call.getChild("ArgList")?.firstChild?.nextSibling;
  return callback === null || callback === undefined
    ? unknownShape
    : parameterShape(scope, callback, position);
}

/** `f(w)`: what f, a function of this text, does with its parameter; a number for Math's. */
function argumentShape(scope: Lookup, value: SyntaxNode, list: SyntaxNode): Shape {
  const callee = list.parent?.firstChild;
  if (callee === null || callee === undefined) return unknownShape;
  const called = textOf(scope.text, callee);
  if (/^Math\.\w+$/.test(called)) return numberShape;
  if (/^Object\.(?:keys|values|entries)$/.test(called)) return openObjectShape();
  let position = 0;
  for (let at = value.prevSibling; at !== null; at = at.prevSibling) {
    if (at.name === ",") position++;
    if (at.name === "Spread") return unknownShape;
  }
  return parameterShape(scope, callee, position);
}

/** What a function (written out, or the name of one) says about its parameter at `position`. */
function parameterShape(scope: Lookup, callee: SyntaxNode, position: number): Shape {
  const target =
    callee.name === "VariableName" ? scope.functions.get(textOf(scope.text, callee)) : callee;
  if (target === undefined || scope.depth >= deepest) return unknownShape;
  const part = parameterParts(target)[position];
  if (part === undefined || part.isRest) return unknownShape;
  return boundShape({ ...scope, within: target }, part.pattern);
}

/** `const [a, b] = w` and `const layer = p.layer`, whose own uses count. */
function declaredShape(scope: Lookup, value: SyntaxNode): Shape {
  const target = patternBefore(value);
  return target === undefined ? unknownShape : boundShape(scope, target);
}

function boundShape(scope: Lookup, target: SyntaxNode): Shape {
  return patternShape(namesIn({ ...scope, depth: scope.depth + 1 }), target);
}

/** What a pattern inside `within` is read with: the uses of its names. */
export function patternScope(scope: UsageScope, within: SyntaxNode): PatternScope {
  return namesIn({ ...scope, within, depth: 0 });
}

function namesIn(scope: Lookup): PatternScope {
  return {
    text: scope.text,
    bound: (name) => usageShape(scope, name),
    constant: (name) => scope.constants.get(name),
  };
}

/** The pattern or name that `= value` or `of value` gives the value to. */
function patternBefore(value: SyntaxNode): SyntaxNode | undefined {
  for (let at = value.prevSibling; at !== null && at.name !== ","; at = at.prevSibling) {
    if (["VariableDefinition", "ArrayPattern", "ObjectPattern"].includes(at.name)) return at;
  }
  return undefined;
}
