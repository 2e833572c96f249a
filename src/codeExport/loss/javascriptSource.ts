import { readExpression, type Expression } from "./arithmetic";
import { addName, type Source } from "./source";
import { expectToken, isWord, NotPlain, type Tokens } from "./tokens";

/** A function in JavaScript or TypeScript: constants, and a return of plain arithmetic. */
export const javascriptSource: Source = {
  spelling: {
    blank: String.raw`\s+|\/\/[^\n\r]*|\/\*[^]*?\*\/`,
    modules: ["Math"],
    builtins: [],
    functions: {},
    constants: { PI: "PI", E: "E" },
  },
  readHead: (tokens) => readHead(tokens).map((name) => ({ name })),
  readBody,
};

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

/** `const a = …;`: one more name. */
function readConstant(tokens: Tokens, scope: Map<string, Expression>): string {
  if (!tokens.accept("const") && !tokens.accept("let")) throw new NotPlain();
  const name = tokens.next();
  skipType(tokens);
  expectToken(tokens, "=");
  const value = readExpression(tokens, scope);
  tokens.accept(";");
  return addName(scope, name, value);
}
