import type { SyntaxNode, Tree } from "@lezer/common";
import { type Shape, mergeShapes, unknownShape } from "../../parameters/shape";
import type { ArgumentShape } from "../../parameters/start";
import { conclude, type ParameterOptions } from "../../parameters/structure";
import type { FunctionParameters, LossFunction } from "../../lossFunction";
import { definitionsOf } from "../find/functions";
import { type PythonParameter, parameterList } from "../find/parameterList";
import { parsePython, statementsOf } from "../find/syntax";
import { textOf } from "../../../text/range";
import { annotationShape } from "./annotations";
import { boundValues } from "../find/boundValues";
import { type UsageScope, usageShape } from "./usage";
import { valueShape } from "./values";

/** The parameters of a Python function, and what else it is called with. */
export interface PythonParameters extends FunctionParameters {
  /** The Python names of `arguments`, in order. */
  readonly optimised: readonly string[];
  /** Arguments that are data, and the expression of the module's names that each is given. */
  readonly data: Readonly<Record<string, string>>;
  /** The arguments of a call, optimised ones and data, in the order of the function's parameters. */
  readonly order: readonly string[];
  /** Arguments that are annotated as lists or tuples: they are given as such also where the module knows NumPy. */
  readonly lists: readonly string[];
}

/** What else decides the structure, besides the text. */
export interface PythonParameterOptions extends ParameterOptions {
  /** `args` of `@simulate`: arguments that are data, and the names of the values for them. */
  readonly args?: Readonly<Record<string, string>>;
}

/**
 * The structure of a Python function's parameters as far as the text tells: from annotations, default values, uses in
 * the body (`p[3]`, `a, b = p`, `p["w"]`, helper functions it is handed to), and the given start.
 *
 * An argument whose name the module binds to something that is no plain number is data, unless all are. `found` must
 * come from this very `text`; throws a RangeError otherwise.
 */
export function readPythonParameters(
  text: string,
  found: LossFunction,
  options: PythonParameterOptions = {},
): PythonParameters {
  const tree = parsePython(text);
  const definition = definitionAt(tree, found);
  const scope = readUsageScope(text, tree);
  const given = parameterList(definition).filter(({ name }) =>
    found.parameters.some(({ range }) => range.from === name.from),
  );
  const nameOf = ({ name }: PythonParameter): string => textOf(text, name);
  const candidates = options.takesSample === true ? withoutSample(given) : given;
  const data = dataArguments(scope, candidates, options.args ?? {});
  const optimised = optimisedArguments(scope, candidates, data);
  const args: ArgumentShape[] = optimised.map((parameter) => ({
    name: textOf(text, parameter.name),
    shape: argumentShape(scope, definition, parameter),
    isRest: parameter.gathers === "list",
  }));
  return {
    ...conclude(found, args, options),
    optimised: args.map(({ name }) => name),
    data: Object.fromEntries(
      data.map(nameOf).map((name) => [name, options.args?.[name] ?? name] as const),
    ),
    order: candidates.filter((one) => optimised.includes(one) || data.includes(one)).map(nameOf),
    lists: optimised.filter((one) => isAnnotatedAsList(text, one)).map(nameOf),
  };
}

/** The arguments before the sample: it is the last without a default, and those after it keep theirs. */
function withoutSample(list: readonly PythonParameter[]): readonly PythonParameter[] {
  const last = list
    .filter((one) => !one.hasDefault && one.gathers === undefined && !one.isKeywordOnly)
    .at(-1);
  return last === undefined ? list.slice(0, -1) : list.slice(0, list.indexOf(last));
}

/** What the module binds by the name of a parameter may be where training starts. */
function boundShape(scope: UsageScope, name: string): Shape {
  const value = scope.bound.get(name);
  const shape = value === undefined ? unknownShape : valueShape(scope, value);
  return shape.kind === "list" ? shape : unknownShape;
}

function isAnnotatedAsList(text: string, { annotation }: PythonParameter): boolean {
  return (
    annotation !== undefined &&
    /^:\s*(?:typing\.)?(?:list|List|tuple|Tuple|Sequence|Iterable)\b/.test(textOf(text, annotation))
  );
}

function argumentShape(
  scope: UsageScope,
  definition: SyntaxNode,
  parameter: PythonParameter,
): Shape {
  const { name, annotation, defaultValue } = parameter;
  const written = textOf(scope.text, name);
  return [
    annotation === undefined ? unknownShape : annotationShape(textOf(scope.text, annotation)),
    defaultValue === undefined ? unknownShape : valueShape(scope, defaultValue),
    usageShape(scope, written, definition),
    boundShape(scope, written),
    parameter.gathers === "list"
      ? ({ kind: "list", items: [], item: unknownShape, isExact: false } as const)
      : unknownShape,
  ].reduce(mergeShapes);
}

/**
 * The arguments that the module has values for. Where it has values for all, as a notebook has that also trains: those
 * that are not called like parameters, if some are; else none.
 */
function dataArguments(
  scope: UsageScope,
  list: readonly PythonParameter[],
  args: Readonly<Record<string, string>>,
): PythonParameter[] {
  const name = (one: PythonParameter): string => textOf(scope.text, one.name);
  const named = list.filter((one) => Object.hasOwn(args, name(one)));
  const required = list.filter((one) => !one.hasDefault && !named.includes(one));
  const bound = required.filter((one) => isBoundToData(scope, name(one)));
  if (bound.length < required.length)
    return list.filter((one) => [...named, ...bound].includes(one));
  const others = bound.filter((one) => !calledLikeParameters.test(name(one)));
  if (others.length === bound.length) return named;
  return list.filter((one) => [...named, ...others].includes(one));
}

const calledLikeParameters =
  /^(?:theta|thetas|params?|parameters?|p|w|W|b|w\d|W\d|b\d|weights?|bias|beta|betas|coefs?|coefficients?|phi|mu|sigma|alpha)$/;

function isBoundToData(scope: UsageScope, name: string): boolean {
  const value = scope.bound.get(name);
  return value !== undefined && valueShape(scope, value).kind !== "number";
}

/** Of the arguments that are no data: those without defaults, or those whose default is made of numbers. */
function optimisedArguments(
  scope: UsageScope,
  list: readonly PythonParameter[],
  data: readonly PythonParameter[],
): PythonParameter[] {
  const others = list.filter((one) => !data.includes(one));
  const required = others.filter(({ hasDefault, gathers }) => !hasDefault && gathers === undefined);
  if (required.length > 0) return required;
  return others.filter(
    ({ defaultValue }) =>
      defaultValue === undefined || valueShape(scope, defaultValue).kind !== "other",
  );
}

/** What the top level binds by name, and the functions it defines; later bindings replace earlier ones. */
function readUsageScope(text: string, tree: Tree): UsageScope {
  const statements = statementsOf(tree.topNode);
  return {
    text,
    bound: boundValues(text, statements),
    functions: definitionsOf(text, statements),
  };
}

function definitionAt(tree: Tree, found: LossFunction): SyntaxNode {
  const { from } = found.functionRange;
  let node: SyntaxNode | null = tree.resolveInner(from, 1);
  while (node !== null && node.from === from) {
    if (node.name === "FunctionDefinition" || node.name === "LambdaExpression") return node;
    node = node.parent;
  }
  throw new RangeError(`the text at ${from} is not the function ${found.name}`);
}
