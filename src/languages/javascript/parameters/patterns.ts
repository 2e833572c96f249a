import type { SyntaxNode } from "@lezer/common";
import { constantNumber, type FindConstant } from "./constants";
import {
  type Shape,
  exactListShape,
  listShape,
  mergeShapes,
  namedInTail,
  namedShape,
  numberShape,
  objectShape,
  unknownShape,
} from "../../parameters/shape";
import { textOf } from "../../../text/range";

/** The text around a pattern. */
export interface PatternScope {
  readonly text: string;
  /** What to make of a name that a pattern binds: how it is used further on. */
  readonly bound: (definition: SyntaxNode) => Shape;
  readonly constant: FindConstant;
}

/** The shape that a parameter's or a variable's pattern takes apart: `[x, y]`, `{ w, layer: { bias } }`. */
export function patternShape(scope: PatternScope, pattern: SyntaxNode): Shape {
  return readPattern(scope, pattern, true);
}

/** `isList` while only lists are around: then the bound names are the names of the parameters. */
function readPattern(scope: PatternScope, pattern: SyntaxNode, isList: boolean): Shape {
  if (pattern.name === "VariableDefinition") return scope.bound(pattern);
  if (pattern.name === "ArrayPattern") return arrayPattern(scope, pattern, isList);
  if (pattern.name === "ObjectPattern") return objectPattern(scope, pattern);
  return unknownShape;
}

function arrayPattern(scope: PatternScope, pattern: SyntaxNode, isList: boolean): Shape {
  const { text } = scope;
  const items: Shape[] = [];
  let item: Shape | undefined;
  for (let at = pattern.firstChild; at !== null; at = at.nextSibling) {
    if (at.name === "," || at.name === "]") {
      if (at.name === "," || item !== undefined) items.push(item ?? unknownShape);
      item = undefined;
    } else if (at.name === "Spread") {
      return withRest(scope, items, at.nextSibling, isList);
    } else if (isPattern(at)) {
      item = readPattern(scope, at, isList);
      if (isList && at.name === "VariableDefinition") item = namedShape(item, textOf(text, at));
    } else if (at.prevSibling?.name === "Equals" && item !== undefined) {
      item = mergeShapes(item, valueShape(scope, at));
    }
  }
  return exactListShape(items);
}

/** `[a, ...rest]`: the rest is a list of its own, whose items follow. */
function withRest(
  scope: PatternScope,
  items: readonly Shape[],
  rest: SyntaxNode | null,
  isList: boolean,
): Shape {
  const shape = rest === null || !isPattern(rest) ? unknownShape : readPattern(scope, rest, isList);
  const isNamed = isList && rest?.name === "VariableDefinition";
  const tail = isNamed ? { name: textOf(scope.text, rest) } : {};
  const open: Shape = { kind: "list", items, item: numberShape, isExact: false, tail };
  if (shape.kind !== "list") return open;
  const known = shape.items.map((item, k) => namedInTail(open, item, items.length + k));
  const all = [...items, ...known];
  if (shape.isExact) return exactListShape(all);
  const item = mergeShapes(shape.item, numberShape);
  const isOpen = shape.items.length === 0 || shape.tail !== undefined;
  return { ...listShape(item, all), ...(isOpen && { tail: shape.tail ?? tail }) };
}

function objectPattern(scope: PatternScope, pattern: SyntaxNode): Shape {
  const { text } = scope;
  const entries = pattern.getChildren("PatternProperty").flatMap((property): [string, Shape][] => {
    const key =
      property.getChild("PropertyName") ??
      property.getChild("String") ??
      property.getChild("VariableDefinition");
    if (key === null) return [];
    if (property.getChild("Spread") !== null) {
      // What is used of the rest is part of the object.
      const rest = scope.bound(key);
      return rest.kind === "object" ? [...rest.entries] : [];
    }
    let value: SyntaxNode = key;
    let given: Shape = unknownShape;
    for (let at = key.nextSibling; at !== null; at = at.nextSibling) {
      if (isPattern(at)) value = at;
      else if (at.prevSibling?.name === "Equals") given = valueShape(scope, at);
    }
    const name = textOf(text, key).replace(/^["']|["']$/g, "");
    return [[name, mergeShapes(readPattern(scope, value, false), given)]];
  });
  return objectShape(entries);
}

/** The shape of a constant value, with its numbers as starts: `1`, `-0.5`, `[1, 2]`, `{ w: 2 * RATE }`. */
export function valueShape(scope: Omit<PatternScope, "bound">, value: SyntaxNode): Shape {
  const { text, constant } = scope;
  const written = textOf(text, value);
  const number = constantNumber(text, value, constant);
  if (number !== undefined) {
    return Number.isFinite(number) ? { kind: "number", start: number } : numberShape;
  }
  switch (value.name) {
    case "VariableName": {
      const declared = constant(written);
      // A constant that is another one, and so on, is not looked through: it might be itself.
      return declared === undefined || declared.name === "VariableName"
        ? unknownShape
        : valueShape(scope, declared);
    }
    case "ArrayExpression": {
      const items: Shape[] = [];
      for (let at = value.firstChild; at !== null; at = at.nextSibling) {
        if (at.name === "Spread") return listShape();
        if (!["[", "]", ","].includes(at.name) && !/Comment$/.test(at.name)) {
          items.push(valueShape(scope, at));
        }
      }
      return exactListShape(items);
    }
    case "ObjectExpression":
      return objectShape(
        value.getChildren("Property").flatMap((property): [string, Shape][] => {
          const key = property.getChild("PropertyDefinition") ?? property.getChild("String");
          const inner = property.lastChild;
          if (key === null || inner === null || property.getChild(":") === null) return [];
          return [[textOf(text, key).replace(/^["']|["']$/g, ""), valueShape(scope, inner)]];
        }),
      );
    case "String":
    case "TemplateString":
    case "BooleanLiteral":
    case "ArrowFunction":
    case "FunctionExpression":
      return { kind: "other", description: written.length > 20 ? "a value" : written };
    case "BinaryExpression":
    case "UnaryExpression":
      return numberShape;
    default:
      return unknownShape;
  }
}

function isPattern(node: SyntaxNode): boolean {
  return (
    node.name === "VariableDefinition" ||
    node.name === "ArrayPattern" ||
    node.name === "ObjectPattern"
  );
}
