import type { AnyNode, MemberExpression, Program } from "acorn";
import { isFreshValue } from "./freshValues";
import { resolve, type Binding, type Scope, type Scopes } from "./scopes";
import { children, isFunction, rootOf, type FunctionNode } from "./syntax";

/** Methods that change the list, map or set they are called on. */
export const MUTATING_METHODS = new Set(
  "add clear copyWithin delete fill pop push reverse set shift sort splice unshift".split(" "),
);
/** Those of them whose arguments stay in it. */
export const HANDING_METHODS = new Set("add fill push set splice unshift".split(" "));

/** Answers what of a program's variables and objects may still be there at the next call. */
export interface Outliving {
  /**
   * Whether what is assigned (a variable, a property, or the object of a changing method) may be
   * there before and after the call that writes it. Where it is not sure, it says yes.
   */
  outlives(target: AnyNode): boolean;
  /** Whether the node reads the length or size of an outer list or text that calls change. */
  isExtent(node: MemberExpression): boolean;
  /** Whether `outlives` has ever said yes. */
  readonly found: boolean;
}

const EXTENTS = new Set(["length", "size"]);

/** Looks through a program for functions that leave their call, and for reads of lengths. */
export function findOutliving(program: Program, scopes: Scopes): Outliving {
  const parents = new Map<AnyNode, AnyNode>();
  const leaving = new Set<FunctionNode>();
  const changed = new Set<Binding | string>();
  const extents = new Set<MemberExpression>();
  let found = false;

  const lookUp = (node: AnyNode & { name: string }): Binding | undefined =>
    resolve(scopes.of(node), node.name);

  function survey(node: AnyNode): void {
    const parent = parents.get(node);
    if (isFunction(node) && node.type !== "FunctionDeclaration" && !isConfinedValue(node, parent)) {
      leaving.add(node);
    } else if (node.type === "Identifier" && isReference(node, parent)) {
      const initial = lookUp(node)?.initial;
      if (isFunction(initial) && parent?.type !== "CallExpression") leaving.add(initial);
    } else if (node.type === "AssignmentExpression") {
      const root = listOf(node.left);
      if (root !== undefined) changed.add(root);
    } else if (node.type === "MemberExpression") {
      if (isChanging(node, parent)) {
        const root = listOf(node.object);
        if (root !== undefined) changed.add(root);
      } else if (isRead(node, parent)) extents.add(node);
    }
    for (const child of children(node)) {
      parents.set(child, node);
      survey(child);
    }
  }

  /** The variable, or the property of `this`, that holds a list. */
  function listOf(node: AnyNode): Binding | string | undefined {
    if (node.type === "Identifier") return lookUp(node);
    if (node.type !== "MemberExpression" || node.computed) return undefined;
    const { object, property } = node;
    if (property.type !== "Identifier" && property.type !== "PrivateIdentifier") return undefined;
    const isOwn = object.type === "ThisExpression" || object.type === "Identifier";
    return isOwn ? `${property.type} ${property.name}` : undefined;
  }

  /** Whether a function may be called only while the function around it runs. */
  function isConfined(node: FunctionNode): boolean {
    return !leaving.has(node);
  }

  function outlivesCall(writer: FunctionNode | undefined, binding: Binding): boolean {
    const declarer = functionAround(binding.scope);
    // A generator that is kept goes on where it was.
    if (declarer?.generator) return true;
    let inner = writer;
    while (inner !== undefined && inner !== declarer) {
      const outer = functionAround(scopes.of(inner).parent);
      if (outer === undefined || !isConfined(inner)) return true;
      inner = outer;
    }
    return inner === undefined && writer !== undefined;
  }

  function decide(target: AnyNode): boolean {
    const writer = functionAround(scopes.of(target));
    if (writer === undefined) return false;
    if (target.type === "Identifier") {
      const binding = lookUp(target);
      return binding === undefined || outlivesCall(writer, binding);
    }
    const root = rootOf(target);
    if (root?.type === "ThisExpression") return !isConstructor(parents.get(writer));
    if (root?.type !== "Identifier" || target.type !== "MemberExpression") return true;
    const binding = lookUp(root);
    if (binding === undefined || outlivesCall(writer, binding)) return true;
    // What a fresh list holds need not be as fresh.
    if (target.object !== root || binding.reassigned || binding.opaque) return true;
    return !isFreshValue(scopes, binding.initial);
  }

  survey(program);
  return {
    outlives(target) {
      const answer = decide(target);
      found ||= answer;
      return answer;
    },
    isExtent(node) {
      if (!extents.has(node)) return false;
      const root = listOf(node.object);
      return root !== undefined && changed.has(root) && decide(node);
    },
    get found() {
      return found;
    },
  };
}

function functionAround(scope: Scope | undefined): FunctionNode | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    if (isFunction(at.node)) return at.node;
  }
  return undefined;
}

/** A callback, a function called at once, or one that a name holds (whose uses decide). */
function isConfinedValue(node: FunctionNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case "CallExpression":
    case "NewExpression":
      return true;
    case "VariableDeclarator":
      return parent.init === node && parent.id.type === "Identifier";
    default:
      return false;
  }
}

/** A name that stands for its value. */
function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.value === node || parent.computed;
    case "VariableDeclarator":
      return parent.init === node;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ClassDeclaration":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return false;
    default:
      return true;
  }
}

/** `list.push`, called. */
function isChanging(node: MemberExpression, parent: AnyNode | undefined): boolean {
  return (
    parent?.type === "CallExpression" &&
    parent.callee === node &&
    !node.computed &&
    node.property.type === "Identifier" &&
    MUTATING_METHODS.has(node.property.name)
  );
}

/** `list.length` where its value is used, by itself. */
function isRead(node: MemberExpression, parent: AnyNode | undefined): boolean {
  if (node.computed || node.optional || node.property.type !== "Identifier") return false;
  if (!EXTENTS.has(node.property.name)) return false;
  switch (parent?.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "ReturnStatement":
    case "IfStatement":
    case "WhileStatement":
      return true;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
      return parent.right === node;
    case "CallExpression":
      return parent.callee !== node;
    default:
      return false;
  }
}

function isConstructor(parent: AnyNode | undefined): boolean {
  return parent?.type === "MethodDefinition" && parent.kind === "constructor";
}
