import type {
  AnyNode,
  BinaryExpression,
  CallExpression,
  Expression,
  Identifier,
  LogicalExpression,
  MemberExpression,
  UnaryExpression,
} from "acorn";
import { liftAssignment, liftUpdate, nameOf, suspends } from "./assignments";
import type { Lifting } from "./lifting";
import {
  ARRAY_METHODS,
  BINARY_OPERATORS,
  SEARCHING_METHODS,
  STATIC_FUNCTIONS,
  UNARY_OPERATORS,
} from "./operators";
import { HANDING_METHODS, MUTATING_METHODS } from "./outliving";
import { addedProduct, liftFactors } from "./products";
import { isCounter, resolve } from "./scopes";
import { children } from "./syntax";
import { replaceToken } from "./tokens";

/** Lifts an expression (or any node without statements of its own) in place. */
export function liftExpression(lifting: Lifting, node: AnyNode): void {
  switch (node.type) {
    case "BinaryExpression":
      liftBinary(lifting, node);
      return;
    case "UnaryExpression":
      liftUnary(lifting, node);
      return;
    case "UpdateExpression":
      liftUpdate(lifting, node);
      return;
    case "AssignmentExpression":
      liftAssignment(lifting, node);
      return;
    case "LogicalExpression":
      liftLogical(lifting, node);
      return;
    case "ConditionalExpression": {
      const { test, consequent, alternate } = node;
      if (!lifting.effects.isPure(consequent) || !lifting.effects.isPure(alternate)) {
        liftTest(lifting, test);
        lifting.visit(consequent);
        lifting.visit(alternate);
        return;
      }
      lifting.open(node.start, "choose", lifting.site());
      lifting.visit(test);
      replaceToken(lifting.edits, test.end, "?", ", () => (");
      lifting.visit(consequent);
      replaceToken(lifting.edits, consequent.end, ":", "), () => (");
      lifting.visit(alternate);
      lifting.edits.insert(node.end, "))");
      return;
    }
    case "TemplateLiteral":
      for (const expression of node.expressions) lifting.wrap(expression, "text");
      return;
    case "TaggedTemplateExpression":
      lifting.visit(node.tag);
      for (const expression of node.quasi.expressions) lifting.visit(expression);
      return;
    case "MemberExpression":
      liftMember(lifting, node);
      return;
    case "CallExpression":
      liftCall(lifting, node);
      return;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      if (node.type === "Property" && node.shorthand) {
        lifting.visit(node.value);
        return;
      }
      if (node.computed) liftKey(lifting, node.key as Expression);
      if (node.value) lifting.visit(node.value);
      return;
    default:
      for (const child of children(node)) lifting.visit(child);
  }
}

/** Lifts the condition of a branch that only one way of is taken. */
export function liftTest(lifting: Lifting, test: Expression): void {
  lifting.wrap(test, "truth");
}

function liftBinary(lifting: Lifting, node: BinaryExpression): void {
  const { left, right, operator } = node;
  const name = BINARY_OPERATORS[operator];
  if (name !== undefined && isPlain(lifting, node)) return;
  if (name === undefined || left.type === "PrivateIdentifier" || !mayBeTraced(node)) {
    if (operator === "in" && left.type !== "PrivateIdentifier") liftKey(lifting, left);
    else if (left.type !== "PrivateIdentifier") lifting.visit(left);
    lifting.visit(right);
    return;
  }
  const product = operator === "+" ? addedProduct(lifting, node, left.end) : undefined;
  lifting.open(node.start, product ? "addMul" : name);
  lifting.visit(left);
  replaceToken(lifting.edits, left.end, operator, ",");
  if (product) liftFactors(lifting, product, ",");
  else lifting.visit(right);
  lifting.edits.insert(node.end, ")");
}

/** Numbers, counters of loops and what is computed from them: never traced, and left as it is. */
function isPlain({ scopes }: Lifting, node: AnyNode): boolean {
  const isPlainNode = (part: AnyNode): boolean => {
    switch (part.type) {
      case "Literal":
        return typeof part.value === "number";
      case "Identifier":
        return isCounter(scopes, part);
      case "BinaryExpression":
        return part.operator in BINARY_OPERATORS && [part.left, part.right].every(isPlainNode);
      default:
        return false;
    }
  };
  return isPlainNode(node);
}

/** A comparison with a text, null or undefined never involves a traced value. */
function mayBeTraced({ left, right, operator }: BinaryExpression): boolean {
  if (left.type === "Literal" && right.type === "Literal") return false;
  if (!/^[!=]==?$/.test(operator)) return true;
  return ![left, right].some(
    (side) =>
      (side.type === "Literal" && (side.value === null || typeof side.value === "string")) ||
      (side.type === "Identifier" && side.name === "undefined") ||
      (side.type === "UnaryExpression" && side.operator === "void"),
  );
}

function liftUnary(lifting: Lifting, node: UnaryExpression): void {
  const { operator, argument } = node;
  const name = UNARY_OPERATORS[operator];
  if (name === undefined || argument.type === "Literal") {
    lifting.visit(argument);
    return;
  }
  if (operator === "typeof" && argument.type === "Identifier") {
    // An undeclared name is no error under typeof.
    const plain = lifting.edits.source.slice(node.start, node.end);
    lifting.edits.insert(node.start, `(${plain} !== "object" ? `);
    lifting.edits.insert(node.end, ` : ${lifting.name(name)}(${argument.name}))`);
    return;
  }
  const after = operator === "typeof" ? " " : "";
  lifting.edits.replace(node.start, node.start + operator.length, `${lifting.name(name)}(${after}`);
  lifting.visit(argument);
  lifting.edits.insert(node.end, ")");
}

function liftLogical(lifting: Lifting, node: LogicalExpression): void {
  const { left, right, operator } = node;
  if (operator === "??") {
    lifting.visit(left);
    lifting.visit(right);
    return;
  }
  if (suspends(right)) {
    lifting.wrap(left, "truth");
    lifting.visit(right);
    return;
  }
  if (lifting.effects.isPure(right)) {
    lifting.open(node.start, operator === "&&" ? "and" : "or", lifting.site());
  } else lifting.open(node.start, operator === "&&" ? "andThen" : "orElse");
  lifting.visit(left);
  replaceToken(lifting.edits, left.end, operator, ", () => (");
  lifting.visit(right);
  lifting.edits.insert(node.end, "))");
}

function liftMember(lifting: Lifting, node: MemberExpression): void {
  const isExtent = lifting.outliving.isExtent(node);
  if (isExtent) lifting.open(node.start, "extent");
  lifting.visit(node.object);
  if (node.computed) liftKey(lifting, node.property as Expression);
  if (isExtent) lifting.edits.insert(node.end, `, ${nameOf(lifting, node)})`);
}

function liftKey(lifting: Lifting, key: Expression): void {
  if (key.type === "Literal" || isPlain(lifting, key)) return;
  lifting.wrap(key, "key");
}

function liftCall(lifting: Lifting, node: CallExpression): void {
  const { callee } = node;
  const called =
    callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier"
      ? callee
      : undefined;
  const name = called === undefined ? "" : (called.property as Identifier).name;
  const searches = SEARCHING_METHODS.has(name);
  const changes =
    called !== undefined &&
    called.object.type !== "Super" &&
    MUTATING_METHODS.has(name) &&
    lifting.outliving.outlives(called);
  const replacement = called && staticFunction(lifting, called);
  if (called !== undefined && replacement !== undefined) {
    lifting.edits.replace(called.start, called.end, lifting.name(replacement));
  } else if (called !== undefined && called.object.type !== "Super" && (changes || searches)) {
    lifting.open(called.object.start, changes ? "mutated" : "searched");
    lifting.visit(called.object);
    lifting.edits.insert(called.object.end, ")");
    // Outside the chain, what ended it is seen as undefined.
    if (mayEndEarly(called.object) && !called.optional) {
      replaceToken(lifting.edits, called.object.end, ".", "?.");
    }
  } else lifting.visit(callee);
  const help = Object.hasOwn(ARRAY_METHODS, name) ? ARRAY_METHODS[name] : undefined;
  node.arguments.forEach((argument, index) => {
    if (argument.type === "SpreadElement") lifting.visit(argument);
    else if (index === 0 && help !== undefined) lifting.wrap(argument, help);
    else if (changes && HANDING_METHODS.has(name)) {
      lifting.wrap(argument, "handed", `, ${nameOf(lifting, called.object)}`);
    } else lifting.visit(argument);
  });
}

/** A chain that `?.` may end: `a?.b`, `a?.b.c`. */
function mayEndEarly(node: AnyNode): boolean {
  if (node.type === "MemberExpression") return node.optional || mayEndEarly(node.object);
  if (node.type === "CallExpression") return node.optional || mayEndEarly(node.callee);
  return false;
}

/** What to call in place of a function of a global: of `Object.is`, for instance. */
function staticFunction(
  { scopes }: Lifting,
  { object, property, optional }: MemberExpression,
): string | undefined {
  if (object.type !== "Identifier" || property.type !== "Identifier" || optional) return undefined;
  if (resolve(scopes.of(object), object.name) !== undefined) return undefined;
  const name = `${object.name}.${property.name}`;
  return Object.hasOwn(STATIC_FUNCTIONS, name) ? STATIC_FUNCTIONS[name] : undefined;
}
