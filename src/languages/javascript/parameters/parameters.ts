import type { SyntaxNode, Tree } from "@lezer/common";
import type { ArgumentStructure, FunctionParameters, LossFunction } from "../../lossFunction";
import { readFunctions } from "../find/functions";
import { type ParameterPart, parameterParts, patternText } from "../find/parameterList";
import { parseSyntax, syntaxKind } from "../find/syntax";
import { documentedShapes } from "./docs";
import { conclude, type ParameterOptions } from "../../parameters/structure";
import { patternShape, valueShape } from "./patterns";
import { type Shape, mergeShapes, unknownShape } from "../../parameters/shape";
import type { ArgumentShape } from "../../parameters/start";
import { annotationShape, readTypeScope } from "./types";
import { type UsageScope, patternScope } from "./usage";
import { textOf } from "../../../text/range";

/** What else decides the structure, besides the text. */
export interface JavaScriptParameterOptions extends ParameterOptions {
  /** A file extension (`.ts`) or a language of VS Code. */
  readonly language: string;
  /** Places of arguments that the function only writes to. */
  readonly outputs?: ReadonlySet<number>;
  /** The shape of a default by its place, asked for where the text does not tell. */
  readonly defaultShape?: (place: number) => Shape;
}

/**
 * The structure of a function's parameters as far as the text tells: from patterns, types, `@param` comments, default
 * values, uses in the body (`w[3]`, `const [a, b] = w`, helper functions it is handed to), and the given start.
 *
 * Trailing parameters that have defaults keep them, unless all have. `found` must come from this very `text`; throws a
 * RangeError otherwise.
 */
export function readParameters(
  text: string,
  found: LossFunction,
  options: JavaScriptParameterOptions,
): FunctionParameters {
  const tree = parseSyntax(text, syntaxKind(options.language));
  const node = functionNode(tree, found);
  const { outputs = new Set<number>(), takesSample = false } = options;
  const optimised = optimisedParts(parameterParts(node), takesSample);
  const read = argumentReader(text, tree, node, found);
  const args = optimised.map((part, place): ArgumentShape => {
    const told = read(part);
    const isMade = part.defaultValue !== undefined && !isDefinite(told);
    const shape = isMade ? withDefault(told, options.defaultShape?.(place)) : told;
    return { name: patternText(text, part.pattern), shape, isRest: part.isRest };
  });
  const isInput = (_: unknown, place: number): boolean => !outputs.has(place);
  const parameters = conclude(found, args.filter(isInput), options);
  return outputs.size === 0 ? parameters : withOutputs(parameters, args, outputs);
}

/** A default of one's own is the start, as what it is: the text tells no more than the names in it. */
function withDefault(told: Shape, made: Shape = unknownShape): Shape {
  return made.kind === told.kind || told.kind === "unknown" ? mergeShapes(made, told) : told;
}

/** Whether every number in it is known with where it starts. */
function isDefinite(shape: Shape): boolean {
  switch (shape.kind) {
    case "number":
      return shape.start !== undefined;
    case "list":
      return shape.isExact && shape.items.every(isDefinite);
    case "object":
      return !shape.isOpen && [...shape.entries.values()].every(isDefinite);
    case "other":
      return true;
    case "unknown":
      return false;
  }
}

/** The same with lists for what the function gives besides, as long as θ, at their places. */
function withOutputs(
  parameters: FunctionParameters,
  args: readonly ArgumentShape[],
  outputs: ReadonlySet<number>,
): FunctionParameters {
  const inputs = [...parameters.arguments];
  const all = args.map(({ shape }, place): ArgumentStructure => {
    if (!outputs.has(place)) return inputs.shift()!;
    const array = shape.kind === "list" ? shape.array : undefined;
    const length = parameters.names.length;
    return { structure: { kind: "output", length, ...(array && { array }) }, isRest: false };
  });
  return { ...parameters, arguments: all };
}

/** The parameters before the trailing ones with defaults, without the sample. */
export function optimisedParts(
  parts: readonly ParameterPart[],
  takesSample: boolean,
): ParameterPart[] {
  const last = parts.map(({ hasDefault, isRest }) => !hasDefault && !isRest).lastIndexOf(true);
  const rest = parts.at(-1)?.isRest === true && !takesSample ? parts.length - 1 : -1;
  // A rest follows what it is the rest of.
  const end = rest === last + 1 ? rest : last;
  const kept = last < 0 ? [...parts] : parts.slice(0, end + 1);
  return takesSample ? kept.slice(0, -1) : kept;
}

function argumentReader(
  text: string,
  tree: Tree,
  node: SyntaxNode,
  found: LossFunction,
): (part: ParameterPart) => Shape {
  const usage = readUsageScope(text, tree);
  const constant = (name: string): SyntaxNode | undefined => usage.constants.get(name);
  const types = readTypeScope(text, tree, (name) => {
    const value = constant(name);
    return value === undefined ? unknownShape : valueShape({ text, constant }, value);
  });
  const documented = documentedShapes(types, text, found.comment);
  return (part) => {
    const scope = patternScope(usage, node);
    const pattern = patternShape(scope, part.pattern);
    const name = textOf(text, part.pattern);
    const value = part.defaultValue;
    return [
      annotationShape(types, part.type),
      documented.get(name) ?? unknownShape,
      value === undefined ? unknownShape : valueShape(scope, value),
      pattern,
      part.isRest
        ? ({ kind: "list", items: [], item: unknownShape, isExact: false } as const)
        : unknownShape,
    ].reduce(mergeShapes);
  };
}

export function readUsageScope(text: string, tree: Tree): UsageScope {
  const functions = new Map<string, SyntaxNode>();
  for (const { reference, node } of readFunctions(text, tree).functions) {
    if (reference?.path.length === 1) functions.set(reference.path[0]!, node);
  }
  const constants = new Map<string, SyntaxNode>();
  for (let at = tree.topNode.firstChild; at !== null; at = at.nextSibling) {
    const declaration = at.name === "ExportDeclaration" ? at.getChild("VariableDeclaration") : at;
    if (declaration?.name !== "VariableDeclaration") continue;
    for (const name of declaration.getChildren("VariableDefinition")) {
      let value = name.nextSibling;
      while (value !== null && value.name !== "Equals" && value.name !== ",")
        value = value.nextSibling;
      const initial = value?.name === "Equals" ? unwrapped(value.nextSibling) : null;
      if (initial !== null) constants.set(textOf(text, name), initial);
    }
  }
  return { text, tree, functions, constants };
}

/** `[1, 2] as const` is the list. */
function unwrapped(node: SyntaxNode | null): SyntaxNode | null {
  const isCast = node?.name === "BinaryExpression" && node.getChild("as") !== null;
  return isCast || node?.name === "ParenthesizedExpression"
    ? unwrapped(isCast ? node.firstChild : (node.firstChild?.nextSibling ?? null))
    : node;
}

export function functionNode(tree: Tree, found: LossFunction): SyntaxNode {
  const { from, to } = found.functionRange;
  let node: SyntaxNode | null = tree.resolveInner(from, 1);
  while (node !== null && (node.from !== from || node.to < to)) node = node.parent;
  while (node !== null && node.getChild("ParamList") === null) node = node.parent;
  if (node?.from !== from || node.to !== to) {
    throw new RangeError(`the text at ${from} is not the function ${found.name}`);
  }
  return node;
}
