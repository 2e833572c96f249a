import type { SyntaxNode } from "@lezer/common";
import type { LossFunction } from "../../lossFunction";
import { parameterParts } from "../find/parameterList";
import { parseSyntax, syntaxKind } from "../find/syntax";
import { functionNode } from "./parameters";

/** What means something else outside of the function, or nothing. */
const ownWords = /^(?:this|super|AwaitExpression|YieldExpression|JSXElement|NewTarget)$/;

/**
 * The defaults of a function's parameters, each as an expression that means the same after the module's own text; undefined
 * where there is none or where it needs the function around it.
 */
export function defaultTexts(
  text: string,
  found: LossFunction,
  language: string,
): (string | undefined)[] {
  const parts = parameterParts(functionNode(parseSyntax(text, syntaxKind(language)), found));
  const own = new Set(["arguments", ...parts.flatMap(({ pattern }) => namesIn(text, pattern))]);
  return parts.map(({ defaultValue }) =>
    defaultValue === undefined || needs(text, defaultValue, own)
      ? undefined
      : text.slice(defaultValue.from, defaultValue.to),
  );
}

function namesIn(text: string, pattern: SyntaxNode): string[] {
  const names: string[] = [];
  pattern.cursor().iterate(({ name, from, to }) => {
    if (name === "VariableDefinition") names.push(text.slice(from, to));
  });
  return names;
}

function needs(text: string, value: SyntaxNode, own: ReadonlySet<string>): boolean {
  let found = false;
  value.cursor().iterate(({ name, type, from, to }) => {
    found ||= ownWords.test(name) || type.isError;
    found ||= name === "VariableName" && own.has(text.slice(from, to));
    return !found;
  });
  return found;
}
