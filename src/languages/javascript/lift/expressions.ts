import type {
  AnyNode,
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  LogicalExpression,
  MemberExpression,
  UnaryExpression,
  UpdateExpression,
} from "acorn";
import type { Lifting } from "./lifting";
import { ARRAY_METHODS, BINARY_OPERATORS, UNARY_OPERATORS } from "./operators";
import { children, isRepeatable, someInside } from "./syntax";

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
      replaceToken(lifting, test.end, "?", ", () => (");
      lifting.visit(consequent);
      replaceToken(lifting, consequent.end, ":", "), () => (");
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
  if (name === undefined || left.type === "PrivateIdentifier" || !mayBeTraced(node)) {
    if (operator === "in" && left.type !== "PrivateIdentifier") liftKey(lifting, left);
    else if (left.type !== "PrivateIdentifier") lifting.visit(left);
    lifting.visit(right);
    return;
  }
  lifting.open(node.start, name);
  lifting.visit(left);
  replaceToken(lifting, left.end, operator, ",");
  lifting.visit(right);
  lifting.edits.insert(node.end, ")");
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

function liftUpdate(lifting: Lifting, node: UpdateExpression): void {
  const { argument, operator, prefix } = node;
  const { source } = lifting.edits;
  const step = lifting.name(operator === "++" ? "inc" : "dec");
  if (argument.type === "MemberExpression" && argument.object.type === "Super") return;
  if (isRepeatable(argument)) {
    const read = readable(lifting, argument);
    const assignment = `${read} = ${step}(${read})`;
    const replacement =
      prefix || lifting.isDiscarded(node)
        ? `(${assignment})`
        : `${lifting.name("first")}(${lifting.name("numeric")}(${read}), ${assignment})`;
    lifting.edits.replace(node.start, node.end, replacement);
    return;
  }
  if (argument.type !== "MemberExpression" || argument.property.type === "PrivateIdentifier") {
    lifting.visit(argument);
    return;
  }
  // The object or the key does something: evaluate it once.
  const gap = source.slice(prefix ? node.start : argument.end, prefix ? argument.start : node.end);
  lifting.edits.replace(
    prefix ? node.start : argument.end,
    prefix ? argument.start : node.end,
    gap.replace(operator, ""),
  );
  lifting.open(node.start, "update");
  liftReference(lifting, argument);
  lifting.edits.insert(node.end, `, ${step}, ${!prefix})`);
}

/** The text of something repeatable, with its keys made plain. */
function readable(lifting: Lifting, node: AnyNode): string {
  const { source } = lifting.edits;
  if (node.type !== "MemberExpression") return source.slice(node.start, node.end);
  const object = source.slice(node.start, node.object.start) + readable(lifting, node.object);
  if (!node.computed) return object + source.slice(node.object.end, node.end);
  const key = source.slice(node.property.start, node.property.end);
  if (node.property.type === "Literal") return `${object}[${key}]`;
  return `${object}[${lifting.name("key")}(${readableKey(lifting, node.property)})]`;
}

function readableKey(lifting: Lifting, node: AnyNode): string {
  if (node.type === "BinaryExpression" && BINARY_OPERATORS[node.operator] !== undefined) {
    const left = readableKey(lifting, node.left);
    const right = readableKey(lifting, node.right);
    return `${lifting.name(BINARY_OPERATORS[node.operator]!)}(${left}, ${right})`;
  }
  return readable(lifting, node);
}

/** `object, key` of a member expression, as two arguments. */
function liftReference(lifting: Lifting, node: MemberExpression): void {
  const { source } = lifting.edits;
  lifting.visit(node.object);
  if (node.computed) {
    replaceToken(lifting, node.object.end, "[", ", ");
    lifting.visit(node.property);
    replaceToken(lifting, node.property.end, "]", "");
  } else {
    replaceToken(lifting, node.object.end, ".", ", ");
    const name = source.slice(node.property.start, node.property.end);
    lifting.edits.replace(node.property.start, node.property.end, JSON.stringify(name));
  }
}

function liftAssignment(lifting: Lifting, node: AssignmentExpression): void {
  const { left, right, operator } = node;
  if (operator === "=" || operator === "??=") {
    if (operator === "=" && left.type === "MemberExpression" && isElement(left)) {
      lifting.open(node.start, "assign");
      liftReference(lifting, left);
      replaceToken(lifting, left.end, "=", ",");
      lifting.visit(right);
      lifting.edits.insert(node.end, ")");
      return;
    }
    lifting.visit(left);
    lifting.visit(right);
    return;
  }
  if (left.type !== "Identifier" && left.type !== "MemberExpression") return;
  const logical = operator === "&&=" || operator === "||=";
  const name = logical
    ? operator === "&&="
      ? "and"
      : "or"
    : BINARY_OPERATORS[operator.slice(0, -1)]!;
  if (isRepeatable(left)) {
    const read = readable(lifting, left);
    const site = logical ? `${lifting.site()}, ` : "";
    const isElementStore = left.type === "MemberExpression" && isElement(left);
    const call = `${lifting.name(name)}(${site}${read}, ${logical ? "() => " : ""}(`;
    const store = isElementStore
      ? `${lifting.name("assign")}(${elementReference(lifting, left)}, `
      : `${read} = `;
    replaceRange(lifting, node.start, tokenEnd(lifting, left.end, operator), store + call);
    lifting.visit(right);
    lifting.edits.insert(node.end, isElementStore ? ")))" : "))");
    return;
  }
  if (left.type !== "MemberExpression" || left.property.type === "PrivateIdentifier" || logical) {
    // Rare and left as it is: a traced value that comes this way fails loudly.
    lifting.visit(left);
    lifting.visit(right);
    return;
  }
  if (suspends(right) || left.object.type === "Super") {
    lifting.visit(right);
    return;
  }
  lifting.open(node.start, "update");
  liftReference(lifting, left);
  replaceToken(lifting, left.end, operator, `, ($old) => ${lifting.name(name)}($old, (`);
  lifting.visit(right);
  lifting.edits.insert(node.end, ")), false)");
}

function elementReference(lifting: Lifting, node: MemberExpression): string {
  const { source } = lifting.edits;
  const key =
    node.property.type === "Literal"
      ? source.slice(node.property.start, node.property.end)
      : readableKey(lifting, node.property);
  return `${readable(lifting, node.object)}, ${key}`;
}

/** Whether the code would have to stay in its own function: it waits or yields. */
function suspends(node: AnyNode): boolean {
  const stops = ({ type }: AnyNode): boolean =>
    type === "YieldExpression" || type === "AwaitExpression";
  return stops(node) || someInside(node, stops);
}

/** `a[i]`, the store to which may convert: an element of a typed array. */
function isElement(node: MemberExpression): boolean {
  return (
    node.computed &&
    node.object.type !== "Super" &&
    !(node.property.type === "Literal" && typeof node.property.value === "string")
  );
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
  replaceToken(lifting, left.end, operator, ", () => (");
  lifting.visit(right);
  lifting.edits.insert(node.end, "))");
}

function liftMember(lifting: Lifting, node: MemberExpression): void {
  lifting.visit(node.object);
  if (node.computed) liftKey(lifting, node.property as Expression);
}

function liftKey(lifting: Lifting, key: Expression): void {
  if (key.type === "Literal") return;
  lifting.wrap(key, "key");
}

function liftCall(lifting: Lifting, node: CallExpression): void {
  const { callee } = node;
  lifting.visit(callee);
  const method =
    callee.type === "MemberExpression" &&
    !callee.computed &&
    callee.property.type === "Identifier" &&
    Object.hasOwn(ARRAY_METHODS, callee.property.name)
      ? ARRAY_METHODS[callee.property.name]
      : undefined;
  node.arguments.forEach((argument, index) => {
    if (index === 0 && method !== undefined && argument.type !== "SpreadElement") {
      lifting.wrap(argument, method);
    } else lifting.visit(argument);
  });
}

/** Replaces the next occurrence of a token after a position (behind comments and parentheses). */
export function replaceToken(
  lifting: Lifting,
  from: number,
  token: string,
  replacement: string,
): void {
  const end = tokenEnd(lifting, from, token);
  lifting.edits.replace(end - token.length, end, replacement);
}

function replaceRange(lifting: Lifting, start: number, end: number, text: string): void {
  lifting.edits.replace(start, end, text);
}

/** Where the next occurrence of a token ends. */
export function tokenEnd(lifting: Lifting, from: number, token: string): number {
  const { source } = lifting.edits;
  for (let at = from; at < source.length; at++) {
    if (source.startsWith("//", at)) at = source.indexOf("\n", at);
    else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
    else if (source.startsWith(token, at)) return at + token.length;
  }
  throw new Error(`no ${token} after ${from}`);
}
