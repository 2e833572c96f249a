import type { AnyNode, Program, VariableDeclaration } from "acorn";
import { boundNames, children, isFunction, type FunctionNode } from "./syntax";

/** A name declared somewhere. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** The value that it is declared with, where there is one. */
  readonly initial: AnyNode | undefined;
  /** Where it is declared. */
  readonly position: number;
  /** True for parameters, names in patterns and the like, whose value nobody knows. */
  readonly opaque: boolean;
  /** Whether it is ever assigned again. */
  reassigned: boolean;
  /** A loop's counter, `for (let i = 0; …; i++)`: whatever is traced, it is a plain number. */
  counts: boolean;
}

/** A stretch of the program in which names are declared. */
export interface Scope {
  readonly node: AnyNode;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
}

/** The scopes of a program: who declares which name. */
export interface Scopes {
  /** The scope around a node (for a node that opens a scope, that scope). */
  readonly of: (node: AnyNode) => Scope;
}

/** Finds the declaration that a name refers to in a scope; undefined for globals. */
export function resolve(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** Whether a node names a counter of a loop, which is a plain number whatever is traced. */
export function isCounter(scopes: Scopes, node: AnyNode): boolean {
  return node.type === "Identifier" && resolve(scopes.of(node), node.name)?.counts === true;
}

/** The function that a binding always holds, if that is certain. */
export function boundFunction(binding: Binding): FunctionNode | undefined {
  if (binding.reassigned || binding.opaque) return undefined;
  return isFunction(binding.initial) ? binding.initial : undefined;
}

const SCOPE_NODES = new Set<AnyNode["type"]>([
  "BlockStatement",
  "ForStatement",
  "ForOfStatement",
  "ForInStatement",
  "SwitchStatement",
  "CatchClause",
  "ClassDeclaration",
  "ClassExpression",
  "StaticBlock",
]);

/** Collects the scopes and declarations of a program. */
export function collectScopes(program: Program): Scopes {
  const scopeOf = new Map<AnyNode, Scope>();
  const assigned: { readonly scope: Scope; readonly name: string; readonly counts?: true }[] = [];

  function declare(
    scope: Scope,
    name: string,
    position: number,
    initial?: AnyNode,
    opaque = false,
  ): void {
    const known = scope.bindings.get(name);
    if (known !== undefined) known.reassigned ||= initial !== undefined || opaque;
    else {
      const binding = { name, scope, position, initial, opaque, reassigned: false, counts: false };
      scope.bindings.set(name, binding);
    }
  }

  function visit(node: AnyNode, scope: Scope, hoist: Scope): void {
    let inner = scope;
    let innerHoist = hoist;
    if (isFunction(node)) {
      if (node.type === "FunctionDeclaration" && node.id) {
        declare(scope, node.id.name, node.start, node);
      }
      inner = { node, parent: scope, bindings: new Map() };
      innerHoist = inner;
      if (node.type === "FunctionExpression" && node.id)
        declare(inner, node.id.name, node.start, node);
      for (const parameter of node.params) {
        for (const name of boundNames(parameter)) {
          declare(inner, name, parameter.start, undefined, true);
        }
      }
    } else if (SCOPE_NODES.has(node.type)) {
      if (node.type === "ClassDeclaration" && node.id) {
        declare(scope, node.id.name, node.start, node);
      }
      inner = { node, parent: scope, bindings: new Map() };
      if (node.type === "CatchClause") {
        for (const name of boundNames(node.param ?? null)) {
          declare(inner, name, node.start, undefined, true);
        }
      }
    }
    scopeOf.set(node, inner);
    note(node, inner, innerHoist);
    for (const child of children(node)) visit(child, inner, innerHoist);
  }

  function note(node: AnyNode, scope: Scope, hoist: Scope): void {
    if (node.type === "VariableDeclaration") {
      for (const declarator of node.declarations) {
        const target = node.kind === "var" ? hoist : scope;
        if (declarator.id.type === "Identifier") {
          const { name } = declarator.id;
          declare(target, name, declarator.start, declarator.init ?? undefined);
          // What a function that waits or yields keeps is told.
          if (isCounted(node, scope.node) && !isResumed(hoist.node) && isNumber(declarator.init)) {
            target.bindings.get(name)!.counts = true;
          }
        } else {
          for (const name of boundNames(declarator.id)) {
            declare(target, name, declarator.start, undefined, true);
          }
        }
      }
    } else if (node.type === "AssignmentExpression") {
      const counts = /^[+-]=$/.test(node.operator) && isNumber(node.right);
      for (const name of boundNames(node.left)) {
        assigned.push({ scope, name, ...(counts && isUpdate(node, scope.node) && { counts }) });
      }
    } else if (node.type === "UpdateExpression" && node.argument.type === "Identifier") {
      const counts = isUpdate(node, scope.node);
      assigned.push({ scope, name: node.argument.name, ...(counts && { counts }) });
    } else if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
      const names =
        node.left.type === "VariableDeclaration"
          ? node.left.declarations.flatMap(({ id }) => boundNames(id))
          : boundNames(node.left);
      for (const name of names) assigned.push({ scope, name });
    }
  }

  const top: Scope = { node: program, parent: undefined, bindings: new Map() };
  visit(program, top, top);
  for (const { scope, name, counts } of assigned) {
    const binding = resolve(scope, name);
    if (binding === undefined) continue;
    binding.reassigned = true;
    binding.counts &&= counts === true && binding.scope === scope;
  }
  return { of: (node) => scopeOf.get(node)! };
}

/** `for (let …; …; …)`. */
function isCounted(node: VariableDeclaration, around: AnyNode): boolean {
  return node.kind === "let" && around.type === "ForStatement" && around.init === node;
}

/** Whether a node is what a loop does after each turn, or a part of that: no branch is around it. */
function isUpdate(node: AnyNode, around: AnyNode): boolean {
  if (around.type !== "ForStatement") return false;
  const { update } = around;
  return (
    update === node ||
    (update?.type === "SequenceExpression" && update.expressions.some((part) => part === node))
  );
}

function isResumed(node: AnyNode): boolean {
  return isFunction(node) && (node.generator || node.async);
}

function isNumber(node: AnyNode | null | undefined): boolean {
  return node?.type === "Literal" && typeof node.value === "number";
}
