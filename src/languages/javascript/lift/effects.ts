import type { AnyNode, CallExpression, Program } from "acorn";
import { isFreshValue, isGlobal, PURE_CONSTRUCTORS, PURE_GLOBALS } from "./freshValues";
import { keepsIterators, runsIterator } from "./iterators";
import { boundFunction, resolve, type Binding, type Scopes } from "./scopes";
import {
  boundNames,
  children,
  isFunction,
  isRepeatable,
  rootOf,
  type FunctionNode,
} from "./syntax";

/** A stretch of the source: one arm of a branch, or a function. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What statements assign outside themselves: the source text of each variable or property. */
export type Targets = ReadonlyMap<string, AnyNode>;

/** Answers what code does besides giving a value. Where it is not sure, it says no. */
export interface Effects {
  /** True when evaluating the expression changes nothing and calls nothing unknown. */
  isPure(expression: AnyNode): boolean;
  /** True for a function that may be run and forgotten: it changes nothing but its own variables. */
  isPureFunction(node: FunctionNode): boolean;
  /**
   * What the statements assign outside their range, or undefined when they do anything else that
   * would be noticed. `returns` allows them to return.
   */
  targets(statements: readonly AnyNode[], range: Range, returns: boolean): Targets | undefined;
}

const PURE_METHODS = new Set(
  (
    "at concat entries every filter find findIndex findLast flat flatMap has includes indexOf join " +
    "keys lastIndexOf map reduce reduceRight slice some toExponential toFixed toPrecision " +
    "toString values"
  ).split(" "),
);
const PURE_NAMESPACES = new Set("Array Math Number Object".split(" "));
const IMPURE_STATICS = new Set(
  "assign defineProperties defineProperty freeze preventExtensions random seal setPrototypeOf".split(
    " ",
  ),
);

const IMPURE_NODES = new Set<AnyNode["type"]>([
  "AwaitExpression",
  "ClassDeclaration",
  "ClassExpression",
  "ImportExpression",
  "LabeledStatement",
  "TaggedTemplateExpression",
  "TryStatement",
  "WithStatement",
  "YieldExpression",
]);

/** Makes the answers for one program. */
export function createEffects(program: Program, source: string, scopes: Scopes): Effects {
  // To go through something moves an iterator on, which nobody can move back.
  const iterationActs = keepsIterators(program, scopes);
  const functions = new Map<FunctionNode, boolean>();

  function lookUp(node: AnyNode & { name: string }): Binding | undefined {
    return resolve(scopes.of(node), node.name);
  }

  function isPureFunction(node: FunctionNode): boolean {
    const known = functions.get(node);
    if (known !== undefined) return known;
    // A function that calls itself is pure if the rest of it is.
    functions.set(node, true);
    let pure = !(node.async || node.generator) && node.params.every((p) => survey(p, node, true));
    if (pure) {
      const targets = surveyAll([node.body], node, true, true);
      pure = targets?.size === 0;
    }
    functions.set(node, pure);
    return pure;
  }

  function survey(node: AnyNode, range: Range, returns: boolean): boolean {
    return surveyAll([node], range, returns, false)?.size === 0;
  }

  function surveyAll(
    nodes: readonly AnyNode[],
    range: Range,
    returns: boolean,
    allowVar: boolean,
  ): Targets | undefined {
    const targets = new Map<string, AnyNode>();
    const inside = (binding: Binding): boolean =>
      binding.position >= range.start && binding.position < range.end;

    function write(target: AnyNode): boolean {
      if (target.type === "Identifier") {
        const binding = lookUp(target);
        if (binding === undefined) return false;
        if (!inside(binding)) targets.set(target.name, target);
        return true;
      }
      if (target.type !== "MemberExpression") {
        if (target.type !== "ArrayPattern" && target.type !== "ObjectPattern") return false;
        return !hasMember(target) && boundNames(target).every((name) => writeName(target, name));
      }
      const root = rootOf(target);
      if (root === undefined) return false;
      if (root.type === "Identifier") {
        const binding = lookUp(root);
        if (binding === undefined) return false;
        if (inside(binding)) return isFresh(binding);
      }
      if (!isRepeatable(target)) return false;
      targets.set(source.slice(target.start, target.end), target);
      return visit(target.object, 0) && (!target.computed || visit(target.property, 0));
    }

    function writeName(near: AnyNode, name: string): boolean {
      const binding = resolve(scopes.of(near), name);
      if (binding === undefined) return false;
      if (!inside(binding)) targets.set(name, near);
      return true;
    }

    function visit(node: AnyNode, loops: number): boolean {
      if (isFunction(node)) return node.type !== "FunctionDeclaration" || allowVar;
      if (IMPURE_NODES.has(node.type)) return false;
      if (iterationActs && runsIterator(node)) return false;
      let inner = loops;
      switch (node.type) {
        case "AssignmentExpression":
          return write(node.left) && visit(node.right, loops);
        case "UpdateExpression":
          return write(node.argument);
        case "UnaryExpression":
          if (node.operator === "delete") return false;
          break;
        case "VariableDeclaration":
          if (node.kind !== "const" && node.kind !== "let" && !allowVar) return false;
          break;
        case "CallExpression":
          if (!isPureCall(node, inside)) return false;
          break;
        case "NewExpression":
          if (!isGlobal(scopes, node.callee, PURE_CONSTRUCTORS)) return false;
          break;
        case "ReturnStatement":
          if (!returns) return false;
          break;
        case "BreakStatement":
        case "ContinueStatement":
          return loops > 0 && !node.label;
        case "SwitchStatement":
          inner = loops + 1;
          break;
        case "ForStatement":
        case "ForInStatement":
        case "ForOfStatement":
        case "WhileStatement":
        case "DoWhileStatement":
          inner = loops + 1;
          if (
            (node.type === "ForOfStatement" || node.type === "ForInStatement") &&
            node.left.type !== "VariableDeclaration" &&
            !write(node.left)
          ) {
            return false;
          }
          break;
        default:
      }
      return children(node).every((child) => visit(child, inner));
    }

    return nodes.every((node) => visit(node, 0)) ? targets : undefined;
  }

  function isPureCall(call: CallExpression, inside: (binding: Binding) => boolean): boolean {
    const { callee } = call;
    if (!call.arguments.every(isPureArgument)) return false;
    if (isFunction(callee)) return isPureFunction(callee);
    if (callee.type === "Identifier") {
      const binding = lookUp(callee);
      if (binding === undefined) return PURE_GLOBALS.has(callee.name);
      const target = boundFunction(binding);
      return target !== undefined && isPureFunction(target);
    }
    if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
    if (callee.computed) return false;
    const { name } = callee.property;
    if (isGlobal(scopes, callee.object, PURE_NAMESPACES)) return !IMPURE_STATICS.has(name);
    if (callee.object.type === "Identifier") {
      const binding = lookUp(callee.object);
      const method = binding === undefined ? undefined : methodOf(binding, name);
      if (method !== undefined) return isPureFunction(method);
      if (binding !== undefined && inside(binding) && isFresh(binding)) {
        return PURE_METHODS.has(name) || name === "push" || name === "fill" || name === "set";
      }
    }
    return PURE_METHODS.has(name) || (name === "fill" && isFreshValue(scopes, callee.object));
  }

  /** A function that is passed on will be called: it has to be known and pure itself. */
  function isPureArgument(argument: AnyNode): boolean {
    if (isFunction(argument)) return isPureFunction(argument);
    if (argument.type !== "Identifier") return true;
    const binding = lookUp(argument);
    if (binding === undefined) return true;
    const target = boundFunction(binding);
    return target === undefined || isPureFunction(target);
  }

  function isFresh(binding: Binding): boolean {
    return !binding.reassigned && !binding.opaque && isFreshValue(scopes, binding.initial);
  }

  return {
    isPure: (expression) => survey(expression, expression, false),
    isPureFunction,
    targets(statements, range, returns) {
      const targets = surveyAll(statements, range, returns, false);
      return targets !== undefined && areIndependent(targets, range) ? targets : undefined;
    },
  };

  /** Properties that are assigned must stay the same properties while variables change. */
  function areIndependent(targets: Targets, range: Range): boolean {
    const mentions = (node: AnyNode): boolean => {
      if (node.type === "MemberExpression" && !node.computed) return mentions(node.object);
      if (node.type !== "Identifier") return children(node).some(mentions);
      const binding = lookUp(node);
      const local =
        binding !== undefined && binding.position >= range.start && binding.position < range.end;
      return local || targets.has(node.name);
    };
    for (const target of targets.values()) {
      if (target.type !== "MemberExpression") continue;
      if (mentions(target.object)) return false;
      if (target.computed && mentions(target.property)) return false;
    }
    return true;
  }
}

function methodOf(binding: Binding, name: string): FunctionNode | undefined {
  if (binding.reassigned || binding.initial?.type !== "ObjectExpression") return undefined;
  for (const property of binding.initial.properties) {
    if (property.type !== "Property" || property.kind !== "init" || property.computed) continue;
    if (property.key.type === "Identifier" && property.key.name === name) {
      return isFunction(property.value) ? property.value : undefined;
    }
  }
  return undefined;
}

function hasMember(pattern: AnyNode): boolean {
  return pattern.type === "MemberExpression" || children(pattern).some(hasMember);
}
