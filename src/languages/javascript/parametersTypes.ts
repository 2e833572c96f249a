import type { SyntaxNode, Tree } from "@lezer/common";
import { parseSyntax } from "./findSyntax";
import type { Shape } from "./parametersShape";
import {
  exactListShape,
  listShape,
  mergeShapes,
  numberShape,
  objectShape,
  unknownShape,
} from "./parametersShape";

/** A text with its tree and the types it declares by name. */
export interface TypeScope {
  readonly text: string;
  readonly types: ReadonlyMap<string, SyntaxNode>;
}

const deepest = 12;
const wrappers = new Set(["Readonly", "Required", "Partial", "NonNullable"]);
const lists = new Set(["Array", "ReadonlyArray", "Iterable", "ArrayLike"]);

/** The type aliases and interfaces of a text. */
export function readTypeScope(text: string, tree: Tree): TypeScope {
  const types = new Map<string, SyntaxNode>();
  tree.iterate({
    enter({ name, node }) {
      if (name !== "TypeAliasDeclaration" && name !== "InterfaceDeclaration") return;
      const definition = node.getChild("TypeDefinition");
      if (definition !== null) types.set(text.slice(definition.from, definition.to), node);
    },
  });
  return { text, types };
}

/** The shape that an annotation, such as `: number[]`, declares. */
export function annotationShape(scope: TypeScope, annotation: SyntaxNode | undefined): Shape {
  const type = annotation?.lastChild;
  return type === null || type === undefined ? unknownShape : typeShape(scope, type, 0);
}

/** The shape of a type written in a comment, such as `number[]` in `@param {number[]} w`. */
export function writtenTypeShape(scope: TypeScope, type: string): Shape {
  const text = `let _: ${type};`;
  const tree = parseSyntax(text, "ts");
  const annotation = tree.topNode.firstChild?.getChild("TypeAnnotation");
  const types = new Map(
    [...scope.types].map(([name, node]) => [name, { node, text: scope.text }] as const),
  );
  const inner: InnerScope = { text, find: (name) => types.get(name) };
  const node = annotation?.lastChild;
  return node === null || node === undefined ? unknownShape : readType(inner, node, 0);
}

interface InnerScope {
  readonly text: string;
  find(name: string): { readonly node: SyntaxNode; readonly text: string } | undefined;
}

function typeShape(scope: TypeScope, type: SyntaxNode, depth: number): Shape {
  const find: InnerScope["find"] = (name) => {
    const node = scope.types.get(name);
    return node && { node, text: scope.text };
  };
  return readType({ text: scope.text, find }, type, depth);
}

function readType(scope: InnerScope, type: SyntaxNode, depth: number): Shape {
  if (depth > deepest) return unknownShape;
  const read = (node: SyntaxNode | null | undefined): Shape =>
    node === null || node === undefined ? unknownShape : readType(scope, node, depth + 1);
  const text = scope.text.slice(type.from, type.to);
  switch (type.name) {
    case "TypeName":
      return namedType(scope, text, depth);
    case "ArrayType":
      return listShape(read(type.firstChild));
    case "TupleType": {
      const items = typeChildren(type).map(read);
      const rest = type.getChild("Spread") === null ? undefined : items.pop();
      return rest === undefined
        ? exactListShape(items)
        : listShape(rest.kind === "list" ? rest.item : unknownShape, items);
    }
    case "ReadonlyType":
    case "ParenthesizedType":
      return read(typeChildren(type)[0]);
    case "ObjectType":
      return objectType(scope, type, depth);
    case "ParameterizedType":
      return genericType(scope, type, read);
    case "UnionType": {
      const parts = typeChildren(type).map(read);
      return parts.find(({ kind }) => kind !== "unknown" && kind !== "other") ?? unknownShape;
    }
    case "IntersectionType":
      return typeChildren(type).map(read).reduce(mergeShapes, unknownShape);
    case "LiteralType":
      return /^[-\d.]/.test(text) ? numberShape : { kind: "other", description: text };
    default:
      return unknownShape;
  }
}

function namedType(scope: InnerScope, name: string, depth: number): Shape {
  if (/^number$/i.test(name)) return numberShape;
  if (/^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/.test(name)) return listShape(numberShape);
  if (/^(?:string|boolean|bigint|symbol)$/i.test(name)) return { kind: "other", description: name };
  const found = scope.find(name);
  if (found === undefined) return unknownShape;
  const inner: InnerScope = { ...scope, text: found.text };
  if (found.node.name === "TypeAliasDeclaration") {
    const type = found.node.getChild("Equals")?.nextSibling;
    return type === null || type === undefined ? unknownShape : readType(inner, type, depth + 1);
  }
  const body = found.node.getChild("ObjectType");
  const own = body === null ? unknownShape : readType(inner, body, depth + 1);
  const parents = found.node
    .getChildren("TypeName")
    .map((parent) => readType(inner, parent, depth + 1));
  return [...parents, own].reduce(mergeShapes, unknownShape);
}

function objectType(scope: InnerScope, type: SyntaxNode, depth: number): Shape {
  const entries = type.getChildren("PropertyType").flatMap((property): [string, Shape][] => {
    const key = property.getChild("PropertyDefinition") ?? property.getChild("String");
    const value = property.getChild("TypeAnnotation")?.lastChild;
    if (key === null || value === null || value === undefined) return [];
    const name = scope.text.slice(key.from, key.to).replace(/^["']|["']$/g, "");
    return [[name, readType(scope, value, depth + 1)]];
  });
  return entries.length === 0 ? unknownShape : objectShape(entries);
}

function genericType(
  scope: InnerScope,
  type: SyntaxNode,
  read: (node: SyntaxNode | null | undefined) => Shape,
): Shape {
  const head = type.firstChild;
  const name = head === null ? "" : scope.text.slice(head.from, head.to);
  const list = type.getChild("TypeArgList");
  const [first, second] = list === null ? [] : typeChildren(list);
  if (lists.has(name)) return listShape(read(first));
  if (wrappers.has(name)) return read(first);
  if (name === "Record" && first !== undefined) {
    const keys = scope.text.slice(first.from, first.to).match(/(?<=["'])[^"'|]+(?=["'])/g) ?? [];
    const entries = keys
      .filter((key) => key.trim() !== "")
      .map((key) => [key, read(second)] as const);
    return entries.length === 0 ? unknownShape : objectShape(entries);
  }
  return unknownShape;
}

function typeChildren(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let at = node.firstChild; at !== null; at = at.nextSibling) {
    if (/^[A-Z]\w*$/.test(at.name) && !/^(?:Label|Spread|Optional)$|Op$|Comment$/.test(at.name)) {
      children.push(at);
    }
  }
  return children;
}
