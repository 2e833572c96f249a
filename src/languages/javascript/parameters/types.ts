import type { SyntaxNode, Tree } from "@lezer/common";
import type { FloatArrayName } from "../../lossFunction";
import { parseSyntax } from "../find/syntax";
import {
  type Shape,
  exactListShape,
  listShape,
  mergeShapes,
  numberShape,
  objectShape,
  openObjectShape,
  unknownShape,
} from "../../parameters/shape";

/** A text with its tree and the types it declares by name. */
export interface TypeScope {
  readonly text: string;
  readonly types: ReadonlyMap<string, SyntaxNode>;
  /** The shape of a constant of the text, for `typeof start`. */
  readonly constant: (name: string) => Shape;
}

const deepest = 12;
const wrappers = new Set(["Readonly", "Required", "Partial", "NonNullable"]);
const lists = new Set(["Array", "ReadonlyArray", "Iterable", "ArrayLike"]);

/** The type aliases and interfaces of a text; `constant` knows its values. */
export function readTypeScope(
  text: string,
  tree: Tree,
  constant: TypeScope["constant"],
): TypeScope {
  const types = new Map<string, SyntaxNode>();
  tree.iterate({
    enter({ name, node }) {
      if (!/^(?:TypeAlias|Interface|Enum)Declaration$/.test(name)) return;
      const definition = node.getChild("TypeDefinition");
      if (definition !== null) types.set(text.slice(definition.from, definition.to), node);
    },
  });
  return { text, types, constant };
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
  const { constant } = scope;
  const inner: InnerScope = { text, constant, find: (name) => types.get(name) };
  const node = annotation?.lastChild;
  return node === null || node === undefined ? unknownShape : readType(inner, node, 0);
}

interface InnerScope {
  readonly text: string;
  readonly constant: TypeScope["constant"];
  find(name: string): { readonly node: SyntaxNode; readonly text: string } | undefined;
}

function typeShape(scope: TypeScope, type: SyntaxNode, depth: number): Shape {
  const find: InnerScope["find"] = (name) => {
    const node = scope.types.get(name);
    return node && { node, text: scope.text };
  };
  return readType({ text: scope.text, constant: scope.constant, find }, type, depth);
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
      return genericType(scope, type, read, depth);
    case "UnionType": {
      const parts = typeChildren(type).map(read);
      return parts.find(({ kind }) => kind !== "unknown" && kind !== "other") ?? unknownShape;
    }
    case "IntersectionType":
      return typeChildren(type).map(read).reduce(mergeShapes, unknownShape);
    case "TypeofType": {
      const name = type.getChild("VariableName");
      return name === null ? unknownShape : scope.constant(scope.text.slice(name.from, name.to));
    }
    case "FunctionSignature":
    case "NewSignature":
      return { kind: "other", description: "a function" };
    case "LiteralType":
      return /^[-\d.]/.test(text) ? numberShape : { kind: "other", description: text };
    default:
      return unknownShape;
  }
}

function namedType(scope: InnerScope, name: string, depth: number): Shape {
  if (/^number$/i.test(name)) return numberShape;
  if (/^Float(?:64|32)Array$/.test(name)) {
    return { ...listShape(numberShape), array: name as FloatArrayName };
  }
  if (/^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/.test(name)) return listShape(numberShape);
  if (/^(?:string|boolean|bigint|symbol)$/i.test(name)) return { kind: "other", description: name };
  const found = scope.find(name);
  if (found === undefined) return unknownShape;
  if (found.node.name === "EnumDeclaration") return numberShape;
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
  const [index] = type.getChildren("IndexSignature");
  const entries = type.getChildren("PropertyType").flatMap((property): [string, Shape][] => {
    const key = property.getChild("PropertyDefinition") ?? property.getChild("String");
    const value = property.getChild("TypeAnnotation")?.lastChild;
    if (value === null || value === undefined) return [];
    if (key === null) {
      const shape = readType(scope, value, depth + 1);
      return mappedKeys(scope, property, depth).map((name) => [name, shape]);
    }
    const name = scope.text.slice(key.from, key.to).replace(/^["']|["']$/g, "");
    return [[name, readType(scope, value, depth + 1)]];
  });
  if (index !== undefined) {
    const value = index.getChildren("TypeAnnotation").at(-1)?.lastChild;
    return openObjectShape(value ? readType(scope, value, depth + 1) : unknownShape, entries);
  }
  return entries.length === 0 ? unknownShape : objectShape(entries);
}

function genericType(
  scope: InnerScope,
  type: SyntaxNode,
  read: (node: SyntaxNode | null | undefined) => Shape,
  depth: number,
): Shape {
  const head = type.firstChild;
  const name = head === null ? "" : scope.text.slice(head.from, head.to);
  const list = type.getChild("TypeArgList");
  const [first, second] = list === null ? [] : typeChildren(list);
  if (lists.has(name)) return listShape(read(first));
  if (wrappers.has(name)) return read(first);
  if (name === "Record" && first !== undefined) {
    const entries = keysOf(scope, first, depth).map((key) => [key, read(second)] as const);
    return entries.length === 0 ? openObjectShape(read(second)) : objectShape(entries);
  }
  if ((name === "Map" || name === "ReadonlyMap") && first !== undefined) {
    const entries = keysOf(scope, first, depth).map((key) => [key, read(second)] as const);
    const keys = read(first).kind === "number" ? "number" : "string";
    const map = openObjectShape(read(second), entries, keys);
    return entries.length === 0 ? map : { ...objectShape(entries), map: keys };
  }
  return unknownShape;
}

/** The texts that a type allows: `"a" | "b"`, by whatever name, or `keyof` a type with such properties. */
function keysOf(scope: InnerScope, type: SyntaxNode, depth: number): readonly string[] {
  if (depth > deepest) return [];
  const text = scope.text.slice(type.from, type.to);
  switch (type.name) {
    case "LiteralType":
      return /^["']/.test(text) ? [text.slice(1, -1)] : [];
    case "UnionType":
    case "ParenthesizedType":
      return typeChildren(type).flatMap((part) => keysOf(scope, part, depth + 1));
    case "KeyofType": {
      const shape = readType(scope, type.lastChild!, depth + 1);
      return shape.kind === "object" ? [...shape.entries.keys()] : [];
    }
    case "TypeName": {
      const found = scope.find(text);
      if (found?.node.name === "EnumDeclaration") return enumValues(found);
      const alias = found?.node.getChild("Equals")?.nextSibling;
      if (found === undefined || alias === null || alias === undefined) return [];
      return keysOf({ ...scope, text: found.text }, alias, depth + 1);
    }
    default:
      return [];
  }
}

/** What the members of an enum are, as keys: their texts, or the numbers that they count up to. */
function enumValues({
  node,
  text,
}: {
  readonly node: SyntaxNode;
  readonly text: string;
}): string[] {
  let next = 0;
  return (node.getChild("EnumBody")?.getChildren("PropertyName") ?? []).map((member) => {
    const given = member.nextSibling?.name === "Equals" ? member.nextSibling.nextSibling : null;
    const written = given === null ? undefined : text.slice(given.from, given.to);
    if (written !== undefined && /^["'`]/.test(written)) return written.slice(1, -1);
    const value = written === undefined ? next : Number(written);
    next = value + 1;
    return String(value);
  });
}

/** The keys of `[key in Keys]: …`; none of `[key: string]: …`. */
function mappedKeys(scope: InnerScope, property: SyntaxNode, depth: number): readonly string[] {
  const written = scope.text.slice(property.from, property.to);
  const keys = /^\s*(?:readonly\s*)?\[\s*[\w$]+\s+in\s+([^\]]+)\]/.exec(written)?.[1];
  if (keys === undefined) return [];
  const text = `let _: ${keys};`;
  const type = parseSyntax(text, "ts").topNode.firstChild?.getChild("TypeAnnotation")?.lastChild;
  return type === null || type === undefined ? [] : keysOf({ ...scope, text }, type, depth + 1);
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
