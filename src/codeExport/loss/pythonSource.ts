import { pythonName } from "../python";
import { readExpression, type Expression } from "./arithmetic";
import { addName, type Parameter, type Source } from "./source";
import { expectToken, isWord, NotPlain, type Tokens } from "./tokens";

const docstring = String.raw`(?<=:\s*)(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')`;

/** A function in Python: assignments, and a return of plain arithmetic with `math` or NumPy. */
export const pythonSource: Source = {
  spelling: {
    blank: String.raw`[^\S\n]+|\\\r?\n|#[^\n]*|${docstring}`,
    modules: ["math", "np", "numpy"],
    builtins: ["abs", "pow"],
    functions: { fabs: "abs", absolute: "abs", power: "pow" },
    constants: { pi: "PI", e: "E" },
  },
  readHead,
  readBody,
};

/** `def name(a: float, b=1.0) -> float:`, `name = lambda a, b:`, `lambda a:`: the parameters. */
function readHead(tokens: Tokens): Parameter[] {
  if (tokens.accept("def")) {
    tokens.next();
    expectToken(tokens, "(");
    const parameters = readParameters(tokens, ")");
    if (tokens.accept("->")) skipType(tokens, [":"]);
    expectToken(tokens, ":");
    if (tokens.peek() !== "\n") throw new NotPlain();
    return parameters;
  }
  if (isWord(tokens.peek()) && tokens.peek(1) === "=") {
    tokens.next();
    tokens.next();
  }
  expectToken(tokens, "lambda");
  return readParameters(tokens, ":");
}

function readParameters(tokens: Tokens, end: string): Parameter[] {
  const parameters: Parameter[] = [];
  while (!tokens.accept(end)) {
    const name = tokens.next();
    if (!isWord(name)) throw new NotPlain();
    if (end === ")" && tokens.accept(":")) skipType(tokens, [",", "=", end]);
    const usual = tokens.accept("=") ? readExpression(tokens, new Map()) : undefined;
    parameters.push({ name, ...(usual && { usual }) });
    if (tokens.peek() !== end) expectToken(tokens, ",");
  }
  return parameters;
}

/** `float`, `np.ndarray`, `list[tuple[float, int]]`, up to one of `ends` that is not inside brackets. */
function skipType(tokens: Tokens, ends: readonly string[]): void {
  for (let depth = 0; depth > 0 || !ends.includes(tokens.peek());) {
    const token = tokens.next();
    if (token === "") throw new NotPlain();
    if (token === "[") depth++;
    if (token === "]") depth--;
  }
}

function readBody(tokens: Tokens, scope: Map<string, Expression>): string[] {
  if (tokens.peek() !== "\n") return [`return ${readExpression(tokens, scope).text}`];
  const lines: string[] = [];
  for (;;) {
    while (tokens.accept("\n") || tokens.accept(";"));
    if (tokens.accept("return")) break;
    lines.push(...readAssignment(tokens, scope));
    if (tokens.peek() !== "\n" && tokens.peek() !== ";") throw new NotPlain();
  }
  lines.push(`return ${readExpression(tokens, scope).text}`);
  while (tokens.accept("\n"));
  return lines;
}

/** `a = …`, `a: float = …`, and `a, b = w` for the numbers of a list. */
function readAssignment(tokens: Tokens, scope: Map<string, Expression>): string[] {
  const names = [tokens.next()];
  while (tokens.accept(",")) names.push(tokens.next());
  if (names.length === 1 && tokens.accept(":")) skipType(tokens, ["="]);
  expectToken(tokens, "=");
  const value = readExpression(tokens, scope);
  if (names.length === 1) return [assign(scope, names[0]!, value)];
  // Only a list of parameters can be taken apart: it is a word, or a place in one.
  if (value.value !== undefined || !/^[\p{L}\p{N}_[\]"]+$/u.test(value.text)) throw new NotPlain();
  return names.map((name, k) => addName(scope, name, { text: `${value.text}[${k}]`, level: 5 }));
}

/** A name may stand for something else from here on, as it does in the text. */
function assign(scope: Map<string, Expression>, name: string, value: Expression): string {
  if (scope.get(name)?.text === pythonName(name)) scope.delete(name);
  return addName(scope, name, value);
}
