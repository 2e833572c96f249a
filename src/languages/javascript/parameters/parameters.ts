import type { SyntaxNode, Tree } from "@lezer/common";
import type { FunctionParameters, LossFunction } from "../../lossFunction";
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

/** What else decides the structure, besides the text. */
export interface JavaScriptParameterOptions extends ParameterOptions {
  /** A file extension (`.ts`) or a language of VS Code. */
  readonly language: string;
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
  const parts = parameterParts(node);
  const optimised = optimisedParts(parts, options.takesSample ?? false);
  const read = argumentReader(text, tree, node, found);
  const args: ArgumentShape[] = optimised.map((part) => ({
    name: patternText(text, part.pattern),
    shape: read(part),
    isRest: part.isRest,
  }));
  return conclude(found, args, options);
}

/** The parameters before the trailing ones with defaults, without the sample. */
function optimisedParts(parts: readonly ParameterPart[], takesSample: boolean): ParameterPart[] {
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

function readUsageScope(text: string, tree: Tree): UsageScope {
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

function functionNode(tree: Tree, found: LossFunction): SyntaxNode {
  const { from, to } = found.functionRange;
  let node: SyntaxNode | null = tree.resolveInner(from, 1);
  while (node !== null && (node.from !== from || node.to < to)) node = node.parent;
  while (node !== null && node.getChild("ParamList") === null) node = node.parent;
  if (node?.from !== from || node.to !== to) {
    throw new RangeError(`the text at ${from} is not the function ${found.name}`);
  }
  return node;
}

function textOf(text: string, node: { readonly from: number; readonly to: number }): string {
  return text.slice(node.from, node.to);
}
