import type { SyntaxNode, Tree } from "@lezer/common";
import type { ArgumentStructure, LossFunction, Nested, ParameterStructure } from "../lossFunction";
import { readFunctions } from "./findFunctions";
import type { ParameterPart } from "./findParameters";
import { parameterParts } from "./findParameters";
import { parseSyntax, syntaxKind } from "./findSyntax";
import { defaultStart } from "./parametersDefaults";
import { parameterNames } from "./parametersFlatten";
import { documentedShapes } from "./parametersDocs";
import { usualOpenLength } from "./parametersOpenLength";
import { patternShape, valueShape } from "./parametersPatterns";
import type { Shape } from "./parametersShape";
import { mergeShapes, unknownShape } from "./parametersShape";
import type { ArgumentShape } from "./parametersStart";
import { fitStart, StartError } from "./parametersStart";
import { annotationShape, readTypeScope } from "./parametersTypes";
import type { UsageScope } from "./parametersUsage";
import { usageShape } from "./parametersUsage";

/** What else decides the structure, besides the text. */
export interface ParameterOptions {
  /** A file extension (`.ts`) or a language of VS Code. */
  readonly language: string;
  /** `start` of `@simulate`. */
  readonly start?: Nested<number>;
  /** The last parameter is one of the samples, not to be optimised. */
  readonly takesSample?: boolean;
  /** How many numbers a list holds when neither the text nor the start decides; 2 unless given. */
  readonly openLength?: number;
}

/** The parameters of a function: what to call it with and where to start. */
export interface FunctionParameters {
  /** The leading arguments, which hold the parameters; then comes the sample, if it takes one. */
  readonly arguments: readonly ArgumentStructure[];
  readonly names: readonly string[];
  /** θ⁰, one number per name. */
  readonly start: readonly number[];
  /** What had to be assumed, for a person to read. */
  readonly notes: readonly string[];
  /** Lists whose length was assumed to be `openLength`; see `chooseOpenLength`. */
  readonly openLists: number;
  /** Why the given start was not used. */
  readonly startProblem?: string;
  /** Why the function cannot be simulated with these parameters. */
  readonly unsupported?: string;
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
  options: ParameterOptions,
): FunctionParameters {
  const tree = parseSyntax(text, syntaxKind(options.language));
  const node = functionNode(tree, found);
  const parts = parameterParts(node);
  const signature = `${found.name}(${parts.map(({ pattern }) => textOf(text, pattern)).join(", ")})`;
  const optimised = optimisedParts(parts, options.takesSample ?? false);
  const read = argumentReader(text, tree, node, found);
  let args: ArgumentShape[] = optimised.map((part) => ({
    name: textOf(text, part.pattern),
    shape: read(part),
    isRest: part.isRest,
  }));
  let startProblem: string | undefined;
  if (options.start !== undefined) {
    try {
      args = fitStart(signature, args, options.start);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      startProblem = error.message;
    }
  }
  const openLength = options.openLength ?? usualOpenLength;
  return conclude(found.name, signature, args, openLength, startProblem);
}

/** The parameters before the trailing ones with defaults, without the sample. */
function optimisedParts(parts: readonly ParameterPart[], takesSample: boolean): ParameterPart[] {
  const last = parts.map(({ hasDefault, isRest }) => !hasDefault && !isRest).lastIndexOf(true);
  const isOnlyRest = parts.length === 1 && parts[0]!.isRest;
  const kept = last < 0 || isOnlyRest ? [...parts] : parts.slice(0, last + 1);
  return takesSample ? kept.slice(0, -1) : kept;
}

function argumentReader(
  text: string,
  tree: Tree,
  node: SyntaxNode,
  found: LossFunction,
): (part: ParameterPart) => Shape {
  const types = readTypeScope(text, tree);
  const usage = readUsageScope(text, tree);
  const documented = documentedShapes(types, text, found.comment);
  return (part) => {
    const pattern = patternShape(text, part.pattern, (name) => usageShape(usage, name, node));
    const name = textOf(text, part.pattern);
    const value = part.defaultValue;
    const constant =
      value?.name === "VariableName" ? usage.constants.get(textOf(text, value)) : value;
    return [
      annotationShape(types, part.type),
      documented.get(name) ?? unknownShape,
      constant === undefined ? unknownShape : valueShape(text, constant),
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

/** Makes the shapes definite: names, lengths, starts. */
function conclude(
  functionName: string,
  signature: string,
  args: readonly ArgumentShape[],
  openLength: number,
  startProblem: string | undefined,
): FunctionParameters {
  const notes: string[] = [];
  const given: (number | undefined)[] = [];
  let unsupported: string | undefined;
  const build = (shape: Shape, path: string): ParameterStructure => {
    const name = shape.name ?? path;
    switch (shape.kind) {
      case "other":
        unsupported ??= `${name || signature} takes ${shape.description}: only numbers can be optimised; give it a default`;
        return { kind: "list", items: [] };
      case "list": {
        const isOpen = !shape.isExact && shape.items.length === 0;
        if (isOpen) notes.push(assumption(name, openLength));
        const noted = notes.length;
        const items = isOpen ? Array.from({ length: openLength }, () => shape.item) : shape.items;
        const built = items.map((item, k) => build(mergeShapes(item, shape.item), `${name}[${k}]`));
        // One note for a list of open lists.
        if (isOpen) notes.length = noted;
        return { kind: "list", items: built };
      }
      case "object":
        return {
          kind: "object",
          entries: [...shape.entries].map(([key, value]) => ({
            key,
            value: build(value, name === "" ? key : `${name}.${key}`),
          })),
        };
      default:
        given.push(shape.kind === "number" ? shape.start : undefined);
        return { kind: "number", name };
    }
  };
  const buildAll = (withPrefix: boolean): ArgumentStructure[] => {
    notes.length = 0;
    given.length = 0;
    return args.map(({ name, shape, isRest }, k) => {
      const isName = /^[\p{ID_Start}$_]/u.test(name);
      const prefix = isName ? name : withPrefix ? `(${k + 1})` : "";
      const path = shape.kind === "object" && !withPrefix ? "" : prefix;
      return { structure: build(shape, path), isRest };
    });
  };
  let structures = buildAll(false);
  if (hasTwins(parameterNames(structures))) structures = buildAll(true);
  const names = parameterNames(structures);
  if (names.length === 0) unsupported ??= `${signature} has no numbers to optimise`;
  const fallback = defaultStart(functionName, names.length);
  return {
    arguments: structures,
    names,
    start: names.map((_, k) => given[k] ?? fallback[k]!),
    notes,
    openLists: notes.length,
    ...(startProblem !== undefined && { startProblem }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

function assumption(name: string, length: number): string {
  return `${name || "the list"} is taken to hold ${length} numbers; start decides how many`;
}

function hasTwins(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

function textOf(text: string, node: { readonly from: number; readonly to: number }): string {
  return text.slice(node.from, node.to);
}
