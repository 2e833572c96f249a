import type { SyntaxNode } from "@lezer/common";
import type { FunctionReference } from "../../lossFunction";
import { textOf, type TextRange } from "../../../text/range";

/** What names a function, and how module code reaches it. */
export interface Binding {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly reference?: FunctionReference;
  /** Where a comment that belongs to it may end. */
  readonly anchors: readonly number[];
  readonly statement: SyntaxNode;
  /** The end of the statement, or of the function where the statement holds other things too. */
  readonly end: number;
  readonly isInstanceMethod?: boolean;
}

/** In a text with an unclosed brace, a statement at the left margin still belongs to the top level. */
export function startsAtMargin(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n" || text[offset - 1] === "\r";
}

/** What gives the function its name: a declaration, a variable, an assignment, a member, or `export default`. */
export function bindingOf(text: string, node: SyntaxNode): Binding | undefined {
  if (node.name === "FunctionDeclaration") return bindingOfDeclaration(text, node);
  if (node.name === "MethodDeclaration" || node.name === "Property")
    return bindingOfMember(text, node);
  let inner = node;
  let parent = node.parent;
  while (parent !== null && isWrapper(parent, inner)) {
    inner = parent;
    parent = parent.parent;
  }
  if (parent === null) return undefined;
  const bound = bindingOfValue(text, inner, parent);
  if (bound !== undefined || node.name !== "FunctionExpression") return bound;
  // Half-typed code before it can turn a declaration into an expression: `const a = (` and then `function loss…`.
  return startsAtMargin(text, node.from) ? bindingOfDeclaration(text, node) : undefined;
}

/** `(f)`, `f as T` and `f satisfies T`, which are f. */
function isWrapper(parent: SyntaxNode, inner: SyntaxNode): boolean {
  if (parent.name === "ParenthesizedExpression") return parent.lastChild?.name === ")";
  return (
    parent.name === "BinaryExpression" &&
    (parent.getChild("as") !== null || parent.getChild("satisfies") !== null) &&
    parent.firstChild?.from === inner.from
  );
}

function bindingOfDeclaration(text: string, node: SyntaxNode): Binding | undefined {
  const name = node.getChild("VariableDefinition");
  const { parent } = node;
  const isExported = parent?.name === "ExportDeclaration";
  const statement = isExported ? parent : node;
  const isDefault = isExported && parent.getChild("default") !== null;
  if (name === null) return isDefault ? defaultExport(parent) : undefined;
  const namespace = namespaceOf(text, statement);
  if (namespace === undefined) return undefined;
  return {
    name: [...namespace, textOf(text, name)].join("."),
    nameRange: rangeOf(name),
    reference: { isDefault: false, path: [...namespace, textOf(text, name)] },
    anchors: [statement.from],
    statement,
    end: statement.to,
  };
}

/** The names of the namespaces around a statement; undefined inside a class or a function without a name. */
function namespaceOf(text: string, statement: SyntaxNode): string[] | undefined {
  const names: string[] = [];
  for (let at = statement.parent; at !== null; at = at.parent) {
    if (at.name !== "NamespaceDeclaration") continue;
    const name = at.getChild("VariableDefinition");
    if (name === null) return undefined;
    names.unshift(textOf(text, name));
  }
  return names;
}

function defaultExport(statement: SyntaxNode): Binding {
  const word = statement.getChild("default")!;
  return {
    name: "default",
    nameRange: { from: statement.from, to: word.to },
    reference: { isDefault: true, path: [] },
    anchors: [statement.from],
    statement,
    end: statement.to,
  };
}

/** A value that is named by what holds it: `const f = …`, `exports.f = …`, `f: …`, `export default …`. */
export function bindingOfValue(
  text: string,
  value: SyntaxNode,
  holder: SyntaxNode,
): Binding | undefined {
  switch (holder.name) {
    case "VariableDeclaration": {
      const name = definitionBefore(value);
      if (name === undefined) return undefined;
      const outer = holder.parent;
      const statement = outer?.name === "ExportDeclaration" ? outer : holder;
      const namespace = namespaceOf(text, statement);
      if (namespace === undefined) return undefined;
      const path = [...namespace, textOf(text, name)];
      const isFirst = holder.getChild("VariableDefinition")?.from === name.from;
      return {
        name: path.join("."),
        nameRange: rangeOf(name),
        reference: { isDefault: false, path },
        anchors: isFirst ? [statement.from, name.from] : [name.from],
        statement,
        end: holder.getChildren("VariableDefinition").length === 1 ? statement.to : value.to,
      };
    }
    case "AssignmentExpression": {
      const target = holder.firstChild;
      if (target === null || target.from === value.from) return undefined;
      const path = memberPath(text, target);
      if (path === undefined) return undefined;
      const statement = holder.parent?.name === "ExpressionStatement" ? holder.parent : holder;
      const last = target.name === "MemberExpression" ? target.lastChild! : target;
      const isModule = path.join(".") === "module.exports";
      const named = (isModule ? value.getChild("VariableDefinition") : null) ?? last;
      return {
        name: textOf(text, named),
        nameRange: rangeOf(named),
        reference: { isDefault: false, path },
        anchors: [statement.from],
        statement,
        end: statement.to,
        isInstanceMethod: path.includes("prototype"),
      };
    }
    case "Property":
    case "PropertyDeclaration":
      return bindingOfMember(text, holder);
    case "ExportDeclaration":
      return holder.getChild("default") === null ? undefined : defaultExport(holder);
    default:
      return undefined;
  }
}

/** The name in `name: Type = value`. */
function definitionBefore(value: SyntaxNode): SyntaxNode | undefined {
  let at = value.prevSibling;
  while (at?.name === "BlockComment" || at?.name === "LineComment") at = at.prevSibling;
  if (at?.name !== "Equals") return undefined;
  for (at = at.prevSibling; at !== null; at = at.prevSibling) {
    if (at.name === "VariableDefinition") return at;
    if (at.name === "," || at.name === "ObjectPattern" || at.name === "ArrayPattern")
      return undefined;
  }
  return undefined;
}

/** `a.b.c` as ["a", "b", "c"]; undefined when there is more to it than names. */
function memberPath(text: string, node: SyntaxNode): string[] | undefined {
  const path: string[] = [];
  let at: SyntaxNode | null = node;
  while (at?.name === "MemberExpression") {
    const property: SyntaxNode | null = at.lastChild;
    if (property?.name !== "PropertyName") return undefined;
    path.unshift(textOf(text, property));
    at = at.firstChild;
  }
  if (at?.name === "this") path.unshift("this");
  else if (at?.name === "VariableName") path.unshift(textOf(text, at));
  else return undefined;
  return path;
}

/** A member of an object or a class, whose reference leads through what holds the object or the class. */
function bindingOfMember(text: string, member: SyntaxNode): Binding | undefined {
  const key = member.getChild("PropertyDefinition") ?? member.getChild("String");
  if (key === null || member.getChild("[") !== null) return undefined;
  const name = key.name === "String" ? textOf(text, key).slice(1, -1) : textOf(text, key);
  if (name === "constructor" || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return undefined;
  const holder = holderOfMember(text, member);
  const path = holder && [...holder.reference.path, name];
  return {
    name: [...(holder?.names ?? []), name].join("."),
    nameRange: rangeOf(key),
    ...(path && { reference: { isDefault: holder.reference.isDefault, path } }),
    anchors: [member.from],
    statement: member,
    end: member.to,
    isInstanceMethod: member.parent?.name === "ClassBody" && member.getChild("static") === null,
  };
}

interface Holder {
  readonly names: readonly string[];
  readonly reference: FunctionReference;
}

function holderOfMember(text: string, member: SyntaxNode, depth = 0): Holder | undefined {
  const container = member.parent;
  let holder = container?.parent ?? null;
  let value = container;
  while (holder !== null && value !== null && isWrapper(holder, value)) {
    value = holder;
    holder = holder.parent;
  }
  if (container === null || value === null || holder === null || depth > 8) return undefined;
  if (container.name === "ClassBody" && holder.name === "ClassDeclaration") {
    const name = holder.getChild("VariableDefinition");
    return name === null ? undefined : named([textOf(text, name)]);
  }
  if (container.name !== "ObjectExpression") return undefined;
  if (holder.name === "Property") {
    const outer = holderOfMember(text, holder, depth + 1);
    const key = holder.getChild("PropertyDefinition");
    if (outer === undefined || key === null) return undefined;
    const step = textOf(text, key);
    const path = [...outer.reference.path, step];
    return { names: [...outer.names, step], reference: { ...outer.reference, path } };
  }
  const binding = bindingOfValue(text, value, holder);
  if (binding?.reference === undefined) return undefined;
  if (binding.reference.isDefault) return { names: [], reference: binding.reference };
  const { path } = binding.reference;
  return {
    names: path[0] === "module" || path[0] === "exports" ? [] : path,
    reference: binding.reference,
  };
}

function named(path: readonly string[]): Holder {
  return { names: path, reference: { isDefault: false, path } };
}

function rangeOf(node: SyntaxNode): TextRange {
  return { from: node.from, to: node.to };
}
