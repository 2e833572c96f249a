import type { SyntaxNode } from "@lezer/common";
import { findUpTo, longestAtOnce, longestText } from "../../findUpTo";
import { rememberingFunctionAround } from "../../functionAround";
import { finish } from "../../slices";
import type { FindOptions } from "../../language";
import type { FoundFunctions, LossFunction } from "../../lossFunction";
import { commentBefore } from "./comments";
import { readFunctions, readFunctionsInSlices } from "./functions";
import type { NamedFunction } from "./namedFunction";
import { defaultLossWords, isLossName } from "../../names";
import { parameterParts } from "./parameterList";
import { parseSyntax, parseSyntaxInSlices, syntaxKind } from "./syntax";
import { textOf } from "../../../text/range";

/**
 * The loss functions and the user's own optimizers of a TypeScript or JavaScript text, which may be half-typed.
 *
 * A function counts when its comment has `@simulate` or `@optimizer`, or when its name reads like a loss
 * (`isLossName`), it takes something and neither its types nor its body contradict. Never throws; a text that is too long
 * to be looked through at once is not, and `gaveUp` says so.
 */
export function findLossFunctions(text: string, options: FindOptions): FoundFunctions {
  return finish(findUpTo(longestAtOnce, text, options, () => findMarked(text, options)));
}

/** The same in slices: each `next()` does a bounded piece of work, a few milliseconds as a rule. */
export function findLossFunctionsInSlices(
  text: string,
  options: FindOptions,
): Generator<undefined, FoundFunctions> {
  return findUpTo(longestText, text, options, () => findMarked(text, options));
}

function* findMarked(text: string, options: FindOptions): Generator<undefined, FoundFunctions> {
  const tree = yield* parseSyntaxInSlices(text, syntaxKind(options.language));
  yield;
  const syntax = yield* readFunctionsInSlices(text, tree);
  yield;
  const lossWords = options.lossWords ?? defaultLossWords;
  const functions: LossFunction[] = [];
  for (const [index, named] of syntax.functions.entries()) {
    if (index % 500 === 499) yield;
    const found = describe(text, named, syntax.comments, lossWords);
    if (found.marked !== undefined) functions.push(found);
  }
  return { functions, hasErrors: syntax.hasErrors };
}

/** Every function of the text that has a name, marked or not. */
export function findAllFunctions(text: string, options: FindOptions): FoundFunctions {
  const tree = parseSyntax(text, syntaxKind(options.language));
  const { functions, comments, hasErrors } = readFunctions(text, tree);
  const lossWords = options.lossWords ?? defaultLossWords;
  const found = functions.map((named) => describe(text, named, comments, lossWords));
  return { functions: found, hasErrors };
}

/** The function to simulate when the cursor is at `offset`. */
export const functionAround = rememberingFunctionAround(findAllFunctions);

function describe(
  text: string,
  named: NamedFunction,
  comments: Parameters<typeof commentBefore>[1],
  lossWords: readonly string[],
): LossFunction {
  let comment: ReturnType<typeof commentBefore>;
  for (const anchor of named.commentAnchors) comment ??= commentBefore(text, comments, anchor);
  const tag = comment?.simulate ?? comment?.optimizer;
  const role =
    comment?.simulate === undefined && comment?.optimizer !== undefined ? "optimizer" : "loss";
  const mark =
    tag !== undefined ? "comment" : readsLikeLoss(text, named, lossWords) ? "name" : undefined;
  const unsupported = unsupportedReason(named);
  return {
    language: "javascript",
    role,
    name: named.name,
    kind: named.kind,
    range: {
      from: Math.min(
        comment?.range.from ?? Infinity,
        named.commentAnchors[0]!,
        named.functionRange.from,
      ),
      to: named.statementEnd,
    },
    nameRange: named.nameRange,
    functionRange: named.functionRange,
    parameters: named.parameters,
    ...(mark && { marked: mark }),
    ...(comment && { comment: comment.range }),
    ...(tag && { tag }),
    ...(named.reference && { reference: named.reference }),
    ...(unsupported && { unsupported }),
  };
}

function unsupportedReason(named: NamedFunction): LossFunction["unsupported"] {
  if (named.isAsync) return "async";
  if (named.isGenerator) return "generator";
  if (named.isInstanceMethod) return "method";
  if (named.reference === undefined) return "nested";
  return named.parameters.length === 0 && named.kind !== "value" ? "noParameters" : undefined;
}

/** A name of a loss, at least one parameter, reachable, and nothing that shows it to be something else. */
function readsLikeLoss(text: string, named: NamedFunction, lossWords: readonly string[]): boolean {
  const { node, parameters, name } = named;
  if (parameters.length === 0 || named.isNested || named.isInstanceMethod) return false;
  const lastName = name.slice(name.lastIndexOf(".") + 1);
  if (!isLossName(lastName, lossWords)) return false;
  const first = parameterParts(node)[0]!;
  if (first.type !== undefined && takesNoNumbers(textOf(text, first.type))) return false;
  if (
    /^error$/i.test(lastName) &&
    /^(?:m(?:es)?sa?ge?|err(?:or)?|e|text|str|code|status|re[qs]|response|args)$/i.test(
      first.pattern.name === "VariableDefinition" ? textOf(text, first.pattern) : "",
    )
  )
    return false;
  const returned = returnType(node);
  if (returned !== undefined && returnsNoNumber(textOf(text, returned))) return false;
  return !holdsMarkup(node);
}

function takesNoNumbers(annotation: string): boolean {
  return /^:\s*(?:string|boolean|unknown|symbol|bigint|Date|RegExp|Error|Promise\b.*|\w*(?:Error|Event|Props|Request|Response|Context|Config|Options))$/.test(
    annotation,
  );
}

function returnsNoNumber(annotation: string): boolean {
  return /^:\s*(?:void|never|string|boolean|undefined|null|symbol|JSX\.\w+|React\.?\w+|\w*(?:Error|Element|Response))$/.test(
    annotation,
  );
}

/** The annotation after the parameters. */
function returnType(node: SyntaxNode): SyntaxNode | undefined {
  const list = node.getChild("ParamList");
  const next = list?.nextSibling;
  return next?.name === "TypeAnnotation" ? next : undefined;
}

function holdsMarkup(node: SyntaxNode): boolean {
  let found = false;
  node.cursor().iterate((entry) => {
    if (entry.name === "JSXElement") found = true;
    return !found;
  });
  return found;
}
