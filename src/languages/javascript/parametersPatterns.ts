import type { SyntaxNode } from "@lezer/common";
import type { Shape } from "./parametersShape";
import {
  exactListShape,
  listShape,
  mergeShapes,
  namedShape,
  numberShape,
  objectShape,
  unknownShape,
} from "./parametersShape";

/** What to make of a name that a pattern binds: how it is used further on. */
export type BoundName = (definition: SyntaxNode) => Shape;

/** The shape that a parameter's or a variable's pattern takes apart: `[x, y]`, `{ w, layer: { bias } }`. */
export function patternShape(text: string, pattern: SyntaxNode, bound: BoundName): Shape {
  return readPattern(text, pattern, bound, true);
}

/** `isList` while only lists are around: then the bound names are the names of the parameters. */
function readPattern(text: string, pattern: SyntaxNode, bound: BoundName, isList: boolean): Shape {
  if (pattern.name === "VariableDefinition") return bound(pattern);
  if (pattern.name === "ArrayPattern") return arrayPattern(text, pattern, bound, isList);
  if (pattern.name === "ObjectPattern") return objectPattern(text, pattern, bound);
  return unknownShape;
}

function arrayPattern(text: string, pattern: SyntaxNode, bound: BoundName, isList: boolean): Shape {
  const items: Shape[] = [];
  let item: Shape | undefined;
  let hasRest = false;
  for (let at = pattern.firstChild; at !== null; at = at.nextSibling) {
    if (at.name === "," || at.name === "]") {
      if (at.name === "," || item !== undefined) {
        if (!hasRest) items.push(item ?? unknownShape);
      }
      item = undefined;
    } else if (at.name === "Spread") hasRest = true;
    else if (isPattern(at)) {
      item = readPattern(text, at, bound, isList);
      if (isList && at.name === "VariableDefinition") item = namedShape(item, textOf(text, at));
    } else if (at.prevSibling?.name === "Equals" && item !== undefined) {
      item = mergeShapes(item, valueShape(text, at));
    }
  }
  return hasRest ? listShape(numberShape, items) : exactListShape(items);
}

function objectPattern(text: string, pattern: SyntaxNode, bound: BoundName): Shape {
  const entries = pattern.getChildren("PatternProperty").flatMap((property): [string, Shape][] => {
    if (property.getChild("Spread") !== null) return [];
    const key =
      property.getChild("PropertyName") ??
      property.getChild("String") ??
      property.getChild("VariableDefinition");
    if (key === null) return [];
    let value: SyntaxNode = key;
    let given: Shape = unknownShape;
    for (let at = key.nextSibling; at !== null; at = at.nextSibling) {
      if (isPattern(at)) value = at;
      else if (at.prevSibling?.name === "Equals") given = valueShape(text, at);
    }
    const name = textOf(text, key).replace(/^["']|["']$/g, "");
    return [[name, mergeShapes(readPattern(text, value, bound, false), given)]];
  });
  return objectShape(entries);
}

/** The shape of a value written out, with its numbers as starts: `1`, `-0.5`, `[1, 2]`, `{ w: 1 }`. */
export function valueShape(text: string, value: SyntaxNode): Shape {
  const written = textOf(text, value);
  switch (value.name) {
    case "Number":
    case "UnaryExpression": {
      const start = Number(written.replace(/[_\s]/g, ""));
      return Number.isFinite(start) ? { kind: "number", start } : numberShape;
    }
    case "ArrayExpression": {
      const items: Shape[] = [];
      for (let at = value.firstChild; at !== null; at = at.nextSibling) {
        if (at.name === "Spread") return listShape();
        if (!["[", "]", ","].includes(at.name) && !/Comment$/.test(at.name)) {
          items.push(valueShape(text, at));
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
          return [[textOf(text, key).replace(/^["']|["']$/g, ""), valueShape(text, inner)]];
        }),
      );
    case "String":
    case "TemplateString":
    case "BooleanLiteral":
    case "ArrowFunction":
    case "FunctionExpression":
      return { kind: "other", description: written.length > 20 ? "a value" : written };
    case "BinaryExpression":
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

function textOf(text: string, node: { readonly from: number; readonly to: number }): string {
  return text.slice(node.from, node.to);
}
