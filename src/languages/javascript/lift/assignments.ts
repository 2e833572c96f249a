import type { AnyNode, AssignmentExpression, MemberExpression, UpdateExpression } from "acorn";
import type { Lifting } from "./lifting";
import { BINARY_OPERATORS } from "./operators";
import { addedProduct, liftFactors } from "./products";
import { isCounter } from "./scopes";
import { isFunction, isRepeatable, someInside } from "./syntax";
import { replaceToken, tokenEnd } from "./tokens";

/** `x++`, `--a[i]`: what may outlive the call is told as it is kept. */
export function liftUpdate(lifting: Lifting, node: UpdateExpression): void {
  const { argument, operator, prefix } = node;
  const { edits } = lifting;
  const step = lifting.name(operator === "++" ? "inc" : "dec");
  if (argument.type === "MemberExpression" && argument.object.type === "Super") return;
  if (isCounter(lifting.scopes, argument)) return;
  if (isRepeatable(argument)) {
    const read = readable(lifting, argument);
    const { before, after } = repeatableStore(lifting, argument);
    const assignment = `${before}${step}(${read})${after}`;
    const replacement =
      prefix || lifting.isDiscarded(node)
        ? `(${assignment})`
        : `${lifting.name("first")}(${lifting.name("numeric")}(${read}), ${assignment})`;
    edits.replace(node.start, node.end, replacement);
    return;
  }
  if (argument.type !== "MemberExpression" || argument.property.type === "PrivateIdentifier") {
    lifting.visit(argument);
    return;
  }
  // The object or the key does something: evaluate it once.
  const from = prefix ? node.start : argument.end;
  const to = prefix ? argument.start : node.end;
  edits.replace(from, to, edits.source.slice(from, to).replace(operator, ""));
  lifting.open(node.start, "update");
  liftReference(lifting, argument);
  const change = lifting.outliving.outlives(argument)
    ? `($old) => ${lifting.name("handed")}(${step}($old), ${nameOf(lifting, argument)})`
    : step;
  edits.insert(node.end, `, ${change}, ${!prefix})`);
}

/** `=` and the compound assignments. */
export function liftAssignment(lifting: Lifting, node: AssignmentExpression): void {
  const { left, right, operator } = node;
  if (operator === "=" || operator === "??=") {
    liftPlainAssignment(lifting, node);
    return;
  }
  if (left.type !== "Identifier" && left.type !== "MemberExpression") return;
  if (isCounter(lifting.scopes, left)) return;
  const logical = operator === "&&=" || operator === "||=";
  const name = logical
    ? operator === "&&="
      ? "and"
      : "or"
    : BINARY_OPERATORS[operator.slice(0, -1)]!;
  if (logical && isRepeatable(left) && (isMember(left) || !lifting.effects.isPure(right))) {
    liftDecidedAssignment(lifting, node);
    return;
  }
  const product = operator === "+=" ? addedProduct(lifting, node, left.end) : undefined;
  if (isRepeatable(left) && product) {
    const { before, after } = repeatableStore(lifting, left, true);
    const start = tokenEnd(lifting.edits, left.end, operator);
    const call = `${before}${lifting.name("addMul")}(${readable(lifting, left)}, (`;
    lifting.edits.replace(node.start, start, call);
    liftFactors(lifting, product, "), (");
    lifting.edits.insert(node.end, `))${after}`);
    return;
  }
  if (isRepeatable(left)) {
    const { before, after } = repeatableStore(lifting, left, true);
    const site = logical ? `${lifting.site()}, ` : "";
    const call = `${lifting.name(name)}(${site}${readable(lifting, left)}, ${logical ? "() => " : ""}(`;
    const start = tokenEnd(lifting.edits, left.end, operator);
    lifting.edits.replace(node.start, start, before + call);
    lifting.visit(right);
    lifting.edits.insert(node.end, `))${after}`);
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
  const outlives = lifting.outliving.outlives(left);
  const handed = outlives ? `${lifting.name("handed")}(` : "";
  lifting.open(node.start, "update");
  liftReference(lifting, left);
  replaceToken(
    lifting.edits,
    left.end,
    operator,
    `, ($old) => ${handed}${lifting.name(name)}($old, (`,
  );
  lifting.visit(right);
  lifting.edits.insert(node.end, `))${outlives ? `, ${nameOf(lifting, left)})` : ""}, false)`);
}

/** `a.b &&= …` or `||=`: whether it stores, which may do something, is decided. */
function liftDecidedAssignment(lifting: Lifting, node: AssignmentExpression): void {
  const { left, right, operator } = node;
  const { before, after } = repeatableStore(lifting, left, true);
  const name = lifting.name(operator === "&&=" ? "andThen" : "orElse");
  const start = tokenEnd(lifting.edits, left.end, operator);
  const store = `${name}(${readable(lifting, left)}, () => (${before}(`;
  lifting.edits.replace(node.start, start, store);
  lifting.visit(right);
  lifting.edits.insert(node.end, `)${after}))`);
}

function liftPlainAssignment(lifting: Lifting, node: AssignmentExpression): void {
  const { left, right, operator } = node;
  const outlives =
    (isMember(left) || left.type === "Identifier") &&
    lifting.outliving.outlives(left) &&
    !isFunction(right) &&
    right.type !== "ClassExpression";
  if (operator === "=" && isMember(left) && isProperty(left) && (outlives || isElement(left))) {
    lifting.open(node.start, outlives ? "store" : "assign");
    liftReference(lifting, left);
    replaceToken(lifting.edits, left.end, "=", ",");
    lifting.visit(right);
    lifting.edits.insert(node.end, outlives ? `, ${nameOf(lifting, left)})` : ")");
    return;
  }
  lifting.visit(left);
  if (!outlives) lifting.visit(right);
  else {
    const call = isMember(left) && isProperty(left) ? "handed" : "keep";
    lifting.wrap(right, call, `, ${nameOf(lifting, left)}`);
  }
}

/** The text before and after a value that is stored in something repeatable. */
function repeatableStore(
  lifting: Lifting,
  target: AnyNode,
  converts = false,
): { readonly before: string; readonly after: string } {
  const outlives = lifting.outliving.outlives(target);
  if (target.type === "MemberExpression" && isProperty(target)) {
    const reference = `(${elementReference(lifting, target)}, `;
    if (outlives) {
      const before = lifting.name("store") + reference;
      return { before, after: `, ${nameOf(lifting, target)})` };
    }
    if (converts && isElement(target)) {
      return { before: lifting.name("assign") + reference, after: ")" };
    }
  }
  const before = `${readable(lifting, target)} = `;
  if (!outlives) return { before, after: "" };
  return {
    before: `${before}${lifting.name("keep")}(`,
    after: `, ${nameOf(lifting, target)})`,
  };
}

/** What the code calls a target, as a literal. */
export function nameOf({ edits }: Lifting, target: AnyNode): string {
  return JSON.stringify(edits.source.slice(target.start, target.end).replace(/\s+/g, " "));
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
  const { edits } = lifting;
  const outlives = lifting.outliving.outlives(node);
  if (outlives) lifting.open(node.object.start, "mutated");
  lifting.visit(node.object);
  if (outlives) edits.insert(node.object.end, ")");
  if (node.computed) {
    replaceToken(edits, node.object.end, "[", ", ");
    lifting.visit(node.property);
    replaceToken(edits, node.property.end, "]", "");
  } else {
    replaceToken(edits, node.object.end, ".", ", ");
    const name = edits.source.slice(node.property.start, node.property.end);
    edits.replace(node.property.start, node.property.end, JSON.stringify(name));
  }
}

function elementReference(
  lifting: Lifting,
  { object, property, computed }: MemberExpression,
): string {
  const written = lifting.edits.source.slice(property.start, property.end);
  if (!computed) return `${readable(lifting, object)}, ${JSON.stringify(written)}`;
  const key = property.type === "Literal" ? written : readableKey(lifting, property);
  return `${readable(lifting, object)}, ${key}`;
}

/** Whether the code would have to stay in its own function: it waits or yields. */
export function suspends(node: AnyNode): boolean {
  const stops = ({ type }: AnyNode): boolean =>
    type === "YieldExpression" || type === "AwaitExpression";
  return stops(node) || someInside(node, stops);
}

function isMember(node: AnyNode): node is MemberExpression {
  return node.type === "MemberExpression";
}

/** A property that functions can be told of: neither private nor of `super`. */
function isProperty({ object, property }: MemberExpression): boolean {
  return property.type !== "PrivateIdentifier" && object.type !== "Super";
}

/** `a[i]`, the store to which may convert: an element of a typed array. */
function isElement(node: MemberExpression): boolean {
  return (
    node.computed &&
    node.object.type !== "Super" &&
    !(node.property.type === "Literal" && typeof node.property.value === "string")
  );
}
