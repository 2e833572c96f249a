import type {
  AnyNode,
  BinaryExpression,
  Expression,
  ForStatement,
  Identifier,
  MemberExpression,
} from "acorn";
import type { Lifting } from "./lifting";
import { addedProduct } from "./products";
import { isCounter, resolve } from "./scopes";

/** Factors that are read before they are added. */
const mostHeld = 8192;

/** What has to hold as a loop begins for it to be one call: these texts are numbers. */
interface Wanted {
  readonly numbers: Set<string>;
}

/** A loop that does nothing but add products to a sum. */
interface ProductSum {
  readonly sum: Identifier;
  readonly counter: Identifier;
  readonly test: BinaryExpression;
  readonly update: Expression;
  readonly left: Expression;
  readonly right: Expression;
  /** Texts that have to be numbers. */
  readonly numbers: ReadonlySet<string>;
}

/**
 * `for (let i = 0; i < n; i++) z += a[i] * b[i]` is most of what is computed over much data. Where nothing but the sum and
 * the counter changes, and where what counts and indexes is plain numbers, the factors are read first and summed by one
 * call, as many as there are where reading one throws; the loop as it is stays beside it for where that is not so.
 */
export function liftProductSum(lifting: Lifting, node: ForStatement): void {
  const { edits } = lifting;
  const name = (runtimeFunction: string): string => lifting.name(runtimeFunction);
  const found = readLoop(lifting, node);
  if (found === undefined) return;
  const { sum, left, right, numbers } = found;
  const text = ({ start, end }: AnyNode): string => edits.source.slice(start, end);
  const parts = [node.init, node.test, node.update].map((part) => text(part!));
  const factors = name("factors");
  const [init, ...further] = parts;
  const all = [...parts, text(left), text(right)].join("");
  // Lines stay where they are, and what is written once more has neither comments nor breaks.
  if (/\/[/*]|[\r\n]/.test(all)) return;
  const follow = followedFirst(lifting, found, text);
  const add = `${sum.name} = ${name("addProducts")}(${sum.name}, ${factors});`;
  edits.insert(
    node.start,
    `if (${name("areNumbers")}(${[...numbers].join(", ")})) { const ${factors} = []; ` +
      `${init}; ${follow}try { for (; ${further.join("; ")}) { ` +
      `if (${factors}.push(${text(left)}, ${text(right)}) === ${mostHeld}) { ${add} ${factors}.length = 0; } } } ` +
      `finally { if (${factors}.length > 0) ${add} } } else `,
  );
}

/**
 * Adds the first products by one call that is handed both lists, `a[j + i] * b[k + i]`, and counts on by how many they were:
 * what is followed turn by turn need not be read into another list. Nothing where the factors lie otherwise.
 */
function followedFirst(
  lifting: Lifting,
  { sum, counter: { name: counter }, test, update, left, right }: ProductSum,
  text: (node: AnyNode) => string,
): string {
  const isUp = update.type === "UpdateExpression" && update.operator === "++";
  const isBelow = test.operator === "<" && isNamed(test.left, counter);
  if (!isUp || !isBelow || !isNamed(update.argument, counter) || mentions(test.right, counter)) {
    return "";
  }
  if (!isInSteps(left, counter) || !isInSteps(right, counter)) return "";
  const followed = lifting.name("followed");
  const lists = [left, right].map(({ object, property }) => `${text(object)}, ${text(property)}`);
  const count = `${text(test.right)} - ${counter}`;
  return (
    `if (${text(test)}) { const ${followed} = ` +
    `${lifting.name("followInnerProduct")}(${sum.name}, ${lists.join(", ")}, ${count}); ` +
    `${sum.name} = ${followed}.sum; ${counter} += ${followed}.added; } `
  );
}

/** `a[i]`, `a[k + i]`: elements that lie side by side as the counter counts. */
function isInSteps(node: Expression, counter: string): node is MemberExpression {
  if (node.type !== "MemberExpression" || !node.computed || mentions(node.object, counter)) {
    return false;
  }
  const isStep = (index: AnyNode): boolean => {
    if (isNamed(index, counter)) return true;
    if (index.type !== "BinaryExpression") return false;
    const { operator, left, right } = index;
    const isSum = operator === "+" || operator === "-";
    if (isSum && isStep(left)) return !mentions(right, counter);
    return operator === "+" && isStep(right) && !mentions(left, counter);
  };
  return isStep(node.property);
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

/** Whether a name is read in what a loop's reads and indexes are made of. */
function mentions(node: AnyNode, name: string): boolean {
  switch (node.type) {
    case "BinaryExpression":
      return mentions(node.left, name) || mentions(node.right, name);
    case "MemberExpression":
      return mentions(node.object, name) || (node.computed && mentions(node.property, name));
    default:
      return isNamed(node, name);
  }
}

function readLoop(
  lifting: Lifting,
  { init, test, update, body }: ForStatement,
): ProductSum | undefined {
  const { scopes, outliving } = lifting;
  if (init?.type !== "VariableDeclaration" || init.declarations.length !== 1) return undefined;
  const counter = init.declarations[0]!.id;
  if (counter.type !== "Identifier" || !isCounter(scopes, counter) || !update) return undefined;
  const statement = body.type === "BlockStatement" && body.body.length === 1 ? body.body[0]! : body;
  if (statement.type !== "ExpressionStatement") return undefined;
  const added = statement.expression;
  if (added.type !== "AssignmentExpression" || added.operator !== "+=") return undefined;
  const sum = added.left;
  if (sum.type !== "Identifier" || sum.name === counter.name) return undefined;
  if (resolve(scopes.of(sum), sum.name) === undefined || outliving.outlives(sum)) return undefined;
  const product = addedProduct(lifting, added, sum.end);
  if (product === undefined || product.left.type === "PrivateIdentifier") return undefined;
  const wanted: Wanted = { numbers: new Set() };
  const isKnown =
    test?.type === "BinaryExpression" &&
    ["<", "<=", ">", ">="].includes(test.operator) &&
    [test.left, test.right].every((side) => isIndex(lifting, side, sum.name, wanted)) &&
    [product.left, product.right].every((side) => isRead(lifting, side, sum.name, wanted));
  if (!isKnown) return undefined;
  const { left, right } = product;
  return { sum, counter, test, update, left, right, numbers: wanted.numbers };
}

/** `2`, `x`, `x.y`, `x[k]`: what reading gives as it is, with plain numbers as keys. */
function isRead(lifting: Lifting, node: AnyNode, sum: string, wanted: Wanted): boolean {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "number";
    case "Identifier":
      return node.name !== sum;
    case "ThisExpression":
      return true;
    case "MemberExpression":
      return (
        !node.optional &&
        !lifting.outliving.isExtent(node) &&
        isRead(lifting, node.object, sum, wanted) &&
        (!node.computed || isIndex(lifting, node.property, sum, wanted))
      );
    default:
      return false;
  }
}

/** Numbers computed from counters, numbers, and names or properties that are `wanted` to be numbers. */
function isIndex(lifting: Lifting, node: AnyNode, sum: string, wanted: Wanted): boolean {
  if (node.type === "Literal") return typeof node.value === "number";
  if (node.type === "BinaryExpression") {
    const isKnown = ["+", "-", "*"].includes(node.operator);
    return isKnown && [node.left, node.right].every((side) => isIndex(lifting, side, sum, wanted));
  }
  if (isCounter(lifting.scopes, node)) return true;
  const text = unchangingText(lifting, node, sum);
  if (text !== undefined) wanted.numbers.add(text);
  return text !== undefined;
}

/** The text of a name or property that the loop does not change, which may be asked for where the loop would not. */
function unchangingText(lifting: Lifting, node: AnyNode, sum: string): string | undefined {
  const { scopes, outliving } = lifting;
  if (node.type === "ThisExpression") return "this";
  if (node.type === "Identifier") {
    const binding = resolve(scopes.of(node), node.name);
    return binding === undefined || binding.counts || node.name === sum ? undefined : node.name;
  }
  if (node.type !== "MemberExpression" || node.computed || node.optional) return undefined;
  if (node.property.type !== "Identifier" || outliving.isExtent(node)) return undefined;
  const object = unchangingText(lifting, node.object, sum);
  return object === undefined ? undefined : `${object}?.${node.property.name}`;
}
