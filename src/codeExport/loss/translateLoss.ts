import { pythonName } from "../python";
import { readExpression } from "./arithmetic";
import type { Expression } from "./arithmetic";
import { expectToken, isWord, NotPlain, tokensOf } from "./tokens";
import type { Tokens } from "./tokens";

/**
 * The body of a function as Python lines over `names`, with `xp.` for the library; undefined when the function is
 * anything more than constants and a return of plain arithmetic (sums, products, powers, `Math`).
 */
export function translateLoss(
  text: string,
  names: readonly string[],
): readonly string[] | undefined {
  try {
    const tokens = tokensOf(text);
    const parameters = readHead(tokens);
    if (parameters.length !== names.length) return undefined;
    const scope = new Map<string, Expression>();
    for (const [k, parameter] of parameters.entries()) {
      if (pythonName(parameter) !== names[k]) return undefined;
      scope.set(parameter, { text: names[k], level: 5 });
    }
    const lines = readBody(tokens, scope);
    tokens.accept(";");
    return tokens.peek() === "" ? lines : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** `export function name(a: number, b) {`, `const name = (a, b) =>`, `a =>`: the parameters. */
function readHead(tokens: Tokens): string[] {
  while (tokens.accept("export") || tokens.accept("default"));
  if (tokens.accept("function")) {
    if (isWord(tokens.peek())) tokens.next();
    const parameters = readParameters(tokens);
    if (tokens.peek() !== "{") throw new NotPlain();
    return parameters;
  }
  if (tokens.accept("const") || tokens.accept("let") || tokens.accept("var")) {
    tokens.next();
    expectToken(tokens, "=");
  }
  const parameters = tokens.peek() === "(" ? readParameters(tokens) : [tokens.next()];
  expectToken(tokens, "=>");
  return parameters;
}

function readParameters(tokens: Tokens): string[] {
  expectToken(tokens, "(");
  const parameters: string[] = [];
  while (!tokens.accept(")")) {
    const name = tokens.next();
    if (!isWord(name)) throw new NotPlain();
    parameters.push(name);
    skipType(tokens);
    if (tokens.peek() !== ")") expectToken(tokens, ",");
  }
  skipType(tokens);
  return parameters;
}

/** `: number`, `: readonly number[][]`. */
function skipType(tokens: Tokens): void {
  if (!tokens.accept(":")) return;
  tokens.accept("readonly");
  expectToken(tokens, "number");
  while (tokens.accept("[")) expectToken(tokens, "]");
}

function readBody(tokens: Tokens, scope: Map<string, Expression>): string[] {
  if (!tokens.accept("{")) return [`return ${readExpression(tokens, scope).text}`];
  const lines: string[] = [];
  while (!tokens.accept("return")) lines.push(readConstant(tokens, scope));
  lines.push(`return ${readExpression(tokens, scope).text}`);
  tokens.accept(";");
  expectToken(tokens, "}");
  return lines;
}

/** `const a = …;`: one more name. One that is taken already, in Python's spelling, is not plain. */
function readConstant(tokens: Tokens, scope: Map<string, Expression>): string {
  if (!tokens.accept("const") && !tokens.accept("let")) throw new NotPlain();
  const name = tokens.next();
  skipType(tokens);
  expectToken(tokens, "=");
  const { text, value } = readExpression(tokens, scope);
  tokens.accept(";");
  const python = pythonName(name);
  const taken = [...scope.values()].some((known) => known.text === python);
  if (!isWord(name) || taken) throw new NotPlain();
  scope.set(name, { text: python, level: 5, ...(value !== undefined && { value }) });
  return `${python} = ${text}`;
}
