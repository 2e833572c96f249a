import type { SyntaxNode, Tree } from "@lezer/common";
import { textOf, type TextRange } from "../../../text/range";
import type { FunctionReference, LossFunction } from "../../lossFunction";
import { type PythonParameter, parameterList } from "./parameterList";
import { Makers } from "./makers";
import { assignmentOf, undecorated } from "./syntax";

/** A function with a name, marked or not, before its comment is looked at. */
export interface PythonFunction {
  /** `loss`, `Losses.mse`. */
  readonly name: string;
  readonly kind: LossFunction["kind"];
  /** The `FunctionDefinition` or `LambdaExpression`. */
  readonly definition: SyntaxNode;
  /** The statement that holds it, with its decorators. */
  readonly statement: SyntaxNode;
  readonly nameRange: TextRange;
  /** Without `self` and `cls`. */
  readonly parameters: readonly PythonParameter[];
  /** The way to it from the top level, by what makes an object or a closure first: see `Makers`. */
  readonly reference?: FunctionReference;
  readonly place: "module" | "instance" | "nested";
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** It is one of several of a property, an overload or an abstract class: there is nothing to call. */
  readonly isDeclaration: boolean;
}

/** Nodes looked at between two chances to do something else. */
const nodesInSlice = 4000;

/** All functions of a text that have a name, in order, in slices of bounded work. */
export function* readPythonFunctions(
  text: string,
  tree: Tree,
): Generator<undefined, { readonly functions: PythonFunction[]; readonly hasErrors: boolean }> {
  const functions: PythonFunction[] = [];
  let known: Makers | undefined;
  const source: Source = { text, makers: () => (known ??= new Makers(text, tree)) };
  let hasErrors = false;
  let count = 0;
  const cursor = tree.cursor();
  do {
    if (++count % nodesInSlice === 0) yield;
    if (cursor.type.isError) hasErrors = true;
    else if (cursor.name === "FunctionDefinition") {
      const found = readDefinition(source, cursor.node);
      if (found !== undefined) functions.push(found);
    } else if (cursor.name === "LambdaExpression") {
      const found = readLambda(source, cursor.node);
      if (found !== undefined) functions.push(found);
    }
  } while (cursor.next());
  return { functions, hasErrors };
}

/** A text, and what makes its objects and closures. */
interface Source {
  readonly text: string;
  readonly makers: () => Makers;
}

function readDefinition(source: Source, definition: SyntaxNode): PythonFunction | undefined {
  const { text } = source;
  const name = definition.getChild("VariableName");
  if (name === null) return undefined;
  const decorated = definition.parent?.name === "DecoratedStatement" ? definition.parent : null;
  const decorators = (decorated?.getChildren("Decorator") ?? []).map((one) =>
    textOf(text, one).trim(),
  );
  return {
    ...described(source, { definition, statement: decorated ?? definition }, name, decorators),
    kind: "declaration",
    isAsync: definition.getChild("async") !== null,
    isGenerator: holdsYield(definition),
    isDeclaration: decorators.some((one) =>
      /^@(?:property|\w+\.(?:setter|getter|deleter)|(?:typing\.)?overload|(?:abc\.)?abstractmethod)\b/.test(
        one,
      ),
    ),
  };
}

/** `name = lambda …` */
function readLambda(source: Source, definition: SyntaxNode): PythonFunction | undefined {
  const statement = definition.parent;
  if (statement?.name !== "AssignStatement") return undefined;
  const { targets, value } = assignmentOf(statement);
  const name = targets.length === 1 && targets[0]!.length === 1 ? targets[0]![0] : undefined;
  if (name?.name !== "VariableName" || value?.length !== 1) return undefined;
  return {
    ...described(source, { definition, statement }, name),
    kind: "arrow",
    isAsync: false,
    isGenerator: false,
    isDeclaration: false,
  };
}

function described(
  { text, makers }: Source,
  { definition, statement }: Pick<PythonFunction, "definition" | "statement">,
  name: SyntaxNode,
  decorators: readonly string[] = [],
): Omit<PythonFunction, "kind" | "isAsync" | "isGenerator" | "isDeclaration"> {
  const outer = enclosing(text, statement);
  const own = textOf(text, name);
  const list = parameterList(definition);
  const bound = boundParameter(text, list, outer.isInClass, decorators);
  const place = outer.functions.length > 0 ? "nested" : bound === "self" ? "instance" : "module";
  const path = place === "module" ? [...outer.classes, own] : madePath(place, own, outer, makers);
  return {
    name: [...outer.names, own].join("."),
    definition,
    statement,
    nameRange: { from: name.from, to: name.to },
    parameters: bound === undefined ? list : list.slice(1),
    ...(path !== undefined && { reference: { isDefault: false, path } }),
    place,
  };
}

/** The way to a method of a class of the top level, or to a function inside one of the top level. */
function madePath(
  place: "instance" | "nested",
  own: string,
  { classes, functions }: Enclosing,
  makers: () => Makers,
): string[] | undefined {
  if (classes.length + functions.length !== 1) return undefined;
  const maker = place === "instance" ? makers().object(classes[0]!) : makers().call(functions[0]!);
  return maker === undefined ? undefined : [maker, own];
}

/** The first parameter of a method that Python fills in: the object or its class. */
function boundParameter(
  text: string,
  parameters: readonly PythonParameter[],
  isInClass: boolean,
  decorators: readonly string[],
): "self" | "class" | undefined {
  const first = parameters[0];
  if (!isInClass || first === undefined || decorators.includes("@staticmethod")) return undefined;
  if (decorators.includes("@classmethod")) return "class";
  return textOf(text, first.name) === "self" ? "self" : undefined;
}

interface Enclosing {
  /** Names of the classes around a statement, the innermost last. */
  readonly classes: readonly string[];
  /** The functions around it, the innermost first. */
  readonly functions: readonly SyntaxNode[];
  /** The names of both, the innermost last. */
  readonly names: readonly string[];
  readonly isInClass: boolean;
}

/** What is around a statement. */
function enclosing(text: string, statement: SyntaxNode): Enclosing {
  const classes: string[] = [];
  const functions: SyntaxNode[] = [];
  const names: string[] = [];
  let isInClass: boolean | undefined;
  for (let at = statement.parent; at !== null; at = at.parent) {
    const isClass = at.name === "ClassDefinition";
    if (!isClass && at.name !== "FunctionDefinition" && at.name !== "LambdaExpression") continue;
    const written = at.getChild("VariableName");
    const name = written === null ? "" : textOf(text, written);
    if (at.name !== "LambdaExpression") names.unshift(name);
    if (isClass) classes.unshift(name);
    else functions.push(at);
    isInClass ??= isClass;
  }
  return { classes, functions, names, isInClass: isInClass ?? false };
}

function holdsYield(definition: SyntaxNode): boolean {
  let found = false;
  definition
    .getChild("Body")
    ?.cursor()
    .iterate(({ name, node }) => {
      if (name === "YieldStatement" || (name === "yield" && node.parent?.name !== "YieldStatement"))
        found = true;
      return !found && name !== "FunctionDefinition" && name !== "LambdaExpression";
    });
  return found;
}

/** The functions and classes that statements define by name. */
export function definitionsOf(
  text: string,
  statements: readonly SyntaxNode[],
): Map<string, SyntaxNode> {
  const definitions = new Map<string, SyntaxNode>();
  for (const statement of statements) {
    const inner = undecorated(statement);
    const name = inner.name === "FunctionDefinition" ? inner.getChild("VariableName") : null;
    if (name !== null) definitions.set(textOf(text, name), inner);
  }
  return definitions;
}
