import type { SyntaxNode } from "@lezer/common";
import { defaultLossWords, isLossName } from "../../names";
import { findUpTo, longestAtOnce, longestText } from "../../findUpTo";
import { rememberingFunctionAround } from "../../functionAround";
import { finish } from "../../slices";
import type { FindOptions } from "../../language";
import type { FoundFunctions, LossFunction } from "../../lossFunction";
import { commentOf } from "./comments";
import { type PythonFunction, readPythonFunctions } from "./functions";
import { describedParameters } from "./parameterList";
import { parsePythonInSlices } from "./syntax";
import { textOf } from "../../../text/range";

/**
 * The loss functions and the user's own optimizers of a Python text, which may be half-typed.
 *
 * A function counts when the comment above it or its docstring has `@simulate` or `@optimizer`, or when its name reads
 * like a loss (`isLossName`), it takes something and neither its annotations nor its body contradict. Never throws.
 */
export function findPythonFunctions(text: string, options: FindOptions): FoundFunctions {
  return finish(findUpTo(longestAtOnce, text, options, () => findMarked(text, options)));
}

/** The same in slices: each `next()` does a bounded piece of work. */
export function findPythonFunctionsInSlices(
  text: string,
  options: FindOptions,
): Generator<undefined, FoundFunctions> {
  return findUpTo(longestText, text, options, () => findMarked(text, options));
}

/** Every function of the text that has a name, marked or not. */
export function allPythonFunctions(text: string, options: FindOptions): FoundFunctions {
  return finish(readAll(text, options));
}

/** The function to simulate when the cursor is at `offset`. */
export const pythonFunctionAround = rememberingFunctionAround(allPythonFunctions);

function* findMarked(text: string, options: FindOptions): Generator<undefined, FoundFunctions> {
  const { functions, hasErrors } = yield* readAll(text, options);
  return { functions: functions.filter(({ marked }) => marked !== undefined), hasErrors };
}

function* readAll(text: string, options: FindOptions): Generator<undefined, FoundFunctions> {
  const tree = yield* parsePythonInSlices(text);
  yield;
  const { functions, hasErrors } = yield* readPythonFunctions(text, tree);
  const lossWords = options.lossWords ?? defaultLossWords;
  return {
    functions: functions
      .filter(({ isDeclaration }) => !isDeclaration)
      .map((one) => describe(text, one, lossWords)),
    hasErrors,
  };
}

function describe(text: string, found: PythonFunction, lossWords: readonly string[]): LossFunction {
  const { definition, statement } = found;
  const comment = commentOf(text, statement.from, definition);
  const tag = comment?.simulate ?? comment?.optimizer;
  const isOptimizer = comment?.simulate === undefined && comment?.optimizer !== undefined;
  const mark =
    tag !== undefined ? "comment" : readsLikeLoss(text, found, lossWords) ? "name" : undefined;
  const unsupported = unsupportedReason(found);
  return {
    language: "python",
    role: isOptimizer ? "optimizer" : "loss",
    name: found.name,
    kind: found.place !== "nested" && found.name.includes(".") ? "method" : found.kind,
    range: {
      from: Math.min(comment?.range.from ?? Infinity, statement.from),
      to: endOf(text, statement),
    },
    nameRange: found.nameRange,
    functionRange: { from: definition.from, to: endOf(text, definition) },
    parameters: describedParameters(text, found.parameters),
    ...(mark && { marked: mark }),
    ...(comment && { comment: comment.range }),
    ...(tag && { tag }),
    ...(found.reference && { reference: found.reference }),
    ...(unsupported && { unsupported }),
  };
}

function unsupportedReason(found: PythonFunction): LossFunction["unsupported"] {
  if (found.isAsync) return "async";
  if (found.isGenerator) return "generator";
  if (found.reference === undefined) return found.place === "instance" ? "object" : "closure";
  return found.parameters.length === 0 ? "noParameters" : undefined;
}

/** A name of a loss, at least one parameter, reachable, and nothing that shows it to be something else. */
function readsLikeLoss(text: string, found: PythonFunction, lossWords: readonly string[]): boolean {
  const { parameters, definition, name, reference } = found;
  if (parameters.length === 0 || reference === undefined) return false;
  const own = name.slice(name.lastIndexOf(".") + 1);
  if (!isLossName(own, lossWords)) return false;
  const annotation = parameters[0]!.annotation;
  if (annotation !== undefined && takesNoNumbers(textOf(text, annotation))) return false;
  const returned = returnAnnotation(definition);
  if (returned !== undefined && returnsNoNumber(textOf(text, returned))) return false;
  return definition.name === "LambdaExpression" || returnsSomething(definition);
}

function takesNoNumbers(annotation: string): boolean {
  return /^:\s*(?:str|bool|bytes|dict\[str, str\]|\w*(?:Exception|Error|Event|Request|Response|Context|Config))$/.test(
    annotation,
  );
}

function returnsNoNumber(annotation: string): boolean {
  return /^->\s*(?:None|str|bool|bytes|NoReturn|\w*(?:Exception|Error|Response|Figure|Axes))$/.test(
    annotation,
  );
}

function returnAnnotation(definition: SyntaxNode): SyntaxNode | undefined {
  return definition.getChild("TypeDef") ?? undefined;
}

/** A `return` with a value, not counting functions inside; half-typed functions may have none yet. */
function returnsSomething(definition: SyntaxNode): boolean {
  let found = definition.getChild("Body") === null;
  definition.cursor().iterate(({ name, node, from, type }) => {
    if (type.isError) found = true;
    if (name === "ReturnStatement" && node.lastChild?.name !== "return") found = true;
    const isInner = name === "FunctionDefinition" && from !== definition.from;
    return !found && !isInner;
  });
  return found;
}

/** A body's node may reach over the blank lines after it. */
function endOf(text: string, node: SyntaxNode): number {
  return node.from + text.slice(node.from, node.to).trimEnd().length;
}
