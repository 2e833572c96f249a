import type { AnyNode, IfStatement, Statement } from "acorn";
import type { Targets } from "./effects";
import { liftTest } from "./expressions";
import type { Lifting } from "./lifting";
import { liftProductSum } from "./productSums";
import { boundNames, type FunctionNode } from "./syntax";
import { replaceToken } from "./tokens";

/** What happens after the last statement of a list. */
type Ending = "return" | "continue" | "other";

/** Lifts a statement (or a function, whose body is a list of statements) in place. */
export function liftStatement(lifting: Lifting, node: AnyNode): boolean {
  switch (node.type) {
    case "Program":
      liftList(lifting, node.body, "other");
      return true;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      liftFunction(lifting, node);
      return true;
    case "BlockStatement":
    case "StaticBlock":
      liftList(lifting, node.body, "other");
      return true;
    case "ExpressionStatement":
      lifting.discard(node.expression);
      lifting.visit(node.expression);
      return true;
    case "IfStatement":
      liftIf(lifting, node);
      return true;
    case "ForStatement":
      liftProductSum(lifting, node);
      if (node.init) lifting.visit(node.init);
      if (node.test) liftTest(lifting, node.test);
      if (node.update) {
        lifting.discard(node.update);
        lifting.visit(node.update);
      }
      liftLoopBody(lifting, node.body);
      return true;
    case "WhileStatement":
      liftTest(lifting, node.test);
      liftLoopBody(lifting, node.body);
      return true;
    case "DoWhileStatement":
      liftLoopBody(lifting, node.body);
      liftTest(lifting, node.test);
      return true;
    case "ForOfStatement":
    case "ForInStatement":
      lifting.visit(node.left);
      lifting.visit(node.right);
      liftLoopBody(lifting, node.body);
      return true;
    case "SwitchStatement":
      lifting.wrap(node.discriminant, "concrete");
      for (const { test, consequent } of node.cases) {
        if (test) lifting.wrap(test, "concrete");
        for (const statement of consequent) lifting.visit(statement);
      }
      return true;
    default:
      return false;
  }
}

/** A function that does more than give a value says so before it does anything. */
function liftFunction(lifting: Lifting, node: FunctionNode): void {
  const { params, body } = node;
  const enter = lifting.effects.isPureFunction(node) ? undefined : `${lifting.name("enter")}()`;
  params.forEach((parameter) => {
    const wraps =
      enter !== undefined &&
      parameter.type === "AssignmentPattern" &&
      !lifting.effects.isPure(parameter.right);
    if (!wraps) {
      lifting.visit(parameter);
      return;
    }
    lifting.visit(parameter.left);
    lifting.edits.insert(parameter.right.start, `(${enter}, `);
    lifting.visit(parameter.right);
    lifting.edits.insert(parameter.right.end, ")");
  });
  if (body.type !== "BlockStatement") {
    if (enter !== undefined) lifting.edits.insert(body.start, `(${enter}, `);
    lifting.visit(body);
    if (enter !== undefined) lifting.edits.insert(body.end, ")");
    return;
  }
  if (enter !== undefined) {
    const directives = body.body.filter(
      (statement) => statement.type === "ExpressionStatement" && statement.directive !== undefined,
    );
    lifting.edits.insert(directives.at(-1)?.end ?? body.start + 1, `;${enter};`);
  }
  liftList(lifting, body.body, node.generator || node.async ? "other" : "return");
}

function liftLoopBody(lifting: Lifting, body: Statement): void {
  if (body.type === "BlockStatement") liftList(lifting, body.body, "continue");
  else lifting.visit(body);
}

function liftList(lifting: Lifting, statements: readonly AnyNode[], ending: Ending): void {
  for (let index = 0; index < statements.length; index++) {
    const statement = statements[index]!;
    if (statement.type === "IfStatement") {
      const rest = statements.slice(index + 1);
      const before = statements.slice(0, index);
      if (ending === "return" && liftReturning(lifting, statement, before, rest)) return;
      if (ending === "continue" && liftSkipping(lifting, statement, before, rest)) return;
    }
    lifting.visit(statement);
  }
}

/** An `if` that only assigns is merged; any other decides. */
function liftIf(lifting: Lifting, node: IfStatement): void {
  const { test, consequent, alternate } = node;
  const arms = alternate ? [consequent, alternate] : [consequent];
  const targets = combined(arms.map((arm) => lifting.effects.targets([arm], arm, false)));
  if (targets === undefined) {
    liftTest(lifting, test);
    lifting.visit(consequent);
    if (alternate) lifting.visit(alternate);
    return;
  }
  openBranch(lifting, node, "branch");
  liftArm(lifting, consequent);
  lifting.edits.insert(consequent.end, alternate ? "," : ", () => {}");
  if (alternate) {
    replaceToken(lifting.edits, consequent.end, "else", " () => ");
    liftArm(lifting, alternate);
  }
  closeBranch(lifting, targets, node.end);
}

/**
 * `if (c) continue; rest` is `if (!c) { rest }`: merged where both only assign.
 * `if (c) { assign; continue; } rest` likewise.
 */
function liftSkipping(
  lifting: Lifting,
  node: IfStatement,
  before: readonly AnyNode[],
  rest: readonly AnyNode[],
): boolean {
  const { consequent, alternate } = node;
  if (alternate) return false;
  const body = consequent.type === "BlockStatement" ? consequent.body : [consequent];
  const last = body.at(-1);
  if (last?.type !== "ContinueStatement" || last.label) return false;
  const kept = body.slice(0, -1);
  const range = rangeOf(rest) ?? { start: node.end, end: node.end };
  if (!mayMove(lifting, before, rest)) return false;
  const targets = combined([
    lifting.effects.targets(kept, consequent, false),
    lifting.effects.targets(rest, range, false),
  ]);
  if (targets === undefined) return false;
  openBranch(lifting, node, "branch");
  lifting.edits.replace(last.start, last.end, consequent === last ? "{}" : "");
  for (const statement of kept) lifting.visit(statement);
  lifting.edits.insert(consequent.end, ", () => {");
  liftList(lifting, rest, "other");
  lifting.edits.insert(range.end, "}");
  closeBranch(lifting, targets, range.end);
  return true;
}

/** `if (c) return a; return b;` is `return c ? a : b`: merged where both ways only compute. */
function liftReturning(
  lifting: Lifting,
  node: IfStatement,
  before: readonly AnyNode[],
  rest: readonly AnyNode[],
): boolean {
  const { consequent, alternate } = node;
  // The first arm returns, so what follows belongs to the other one.
  const other = alternate ? [alternate, ...rest] : rest;
  const range = rangeOf(other);
  if (range === undefined || !alwaysReturns([consequent]) || !alwaysReturns(other)) return false;
  if (!mayMove(lifting, before, rest)) return false;
  if (lifting.effects.targets([consequent], consequent, true)?.size !== 0) return false;
  if (lifting.effects.targets(other, range, true)?.size !== 0) return false;
  openBranch(lifting, node, "choose", "return ");
  liftReturningArm(lifting, consequent);
  if (alternate) replaceToken(lifting.edits, consequent.end, "else", ", () => {");
  else lifting.edits.insert(consequent.end, ", () => {");
  liftList(lifting, other, "return");
  lifting.edits.insert(range.end, "});");
  return true;
}

function liftReturningArm(lifting: Lifting, arm: Statement): void {
  if (arm.type === "BlockStatement") liftList(lifting, arm.body, "return");
  else {
    lifting.edits.insert(arm.start, "{");
    liftList(lifting, [arm], "return");
    lifting.edits.insert(arm.end, "}");
  }
}

function liftArm(lifting: Lifting, arm: Statement): void {
  if (arm.type === "BlockStatement") lifting.visit(arm);
  else {
    lifting.edits.insert(arm.start, "{");
    lifting.visit(arm);
    lifting.edits.insert(arm.end, "}");
  }
}

/** `if (test) ` becomes `call(site, (test), () => `. */
function openBranch(lifting: Lifting, node: IfStatement, name: string, prefix = ""): void {
  const call = `${prefix}${lifting.name(name)}(${lifting.site()}, `;
  lifting.edits.replace(node.start, node.start + "if".length, call);
  lifting.visit(node.test);
  lifting.edits.insert(node.consequent.start, ", () => ");
}

function closeBranch(lifting: Lifting, targets: Targets, end: number): void {
  const list = [...targets.keys()].join(", ");
  const fields = [...targets].flatMap(([text, node]) => fieldOf(text, node) ?? []).join(", ");
  const told = fields === "" ? "" : `, () => [${fields}]`;
  lifting.edits.insert(end, `, () => [${list}], ($new) => { [${list}] = $new; }${told});`);
}

/** A property as `[object, key]`; private ones are as good as variables. */
function fieldOf(text: string, node: AnyNode): string | undefined {
  if (node.type !== "MemberExpression" || node.property.type === "PrivateIdentifier") {
    return undefined;
  }
  const { object, property, computed, start } = node;
  const part = ({ start: from, end: to }: AnyNode): string => text.slice(from - start, to - start);
  const key = part(property);
  return `[${part(object)}, ${computed ? key : JSON.stringify(key)}]`;
}

function combined(parts: readonly (Targets | undefined)[]): Targets | undefined {
  const all = new Map<string, AnyNode>();
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const [text, node] of part) all.set(text, node);
  }
  return all;
}

function rangeOf(nodes: readonly AnyNode[]): { start: number; end: number } | undefined {
  const first = nodes[0];
  const last = nodes.at(-1);
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** Whether statements may move into a function of their own: nothing before uses their names. */
function mayMove(lifting: Lifting, before: readonly AnyNode[], rest: readonly AnyNode[]): boolean {
  const names: string[] = [];
  for (const statement of rest) {
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
      return false;
    }
    if (statement.type !== "VariableDeclaration") continue;
    if (statement.kind === "var") return false;
    for (const { id } of statement.declarations) boundNames(id, names);
  }
  if (names.length === 0) return true;
  const text = before.map(({ start, end }) => lifting.edits.source.slice(start, end)).join("\n");
  const words = new Set(text.match(/[\p{ID_Continue}$]+/gu) ?? []);
  return names.every((name) => !words.has(name));
}

/** Whether every way through the statements ends in a `return` of a value. */
function alwaysReturns(statements: readonly AnyNode[]): boolean {
  const last = statements.at(-1);
  switch (last?.type) {
    case "ReturnStatement":
      return last.argument !== null && last.argument !== undefined;
    case "BlockStatement":
      return alwaysReturns(last.body);
    case "IfStatement":
      return (
        last.alternate !== null &&
        last.alternate !== undefined &&
        alwaysReturns([last.consequent]) &&
        alwaysReturns([last.alternate])
      );
    default:
      return false;
  }
}
