import { pythonFloat, pythonString } from "../python";
import { expectToken, isNumber, isWord, NotPlain, type Tokens } from "./tokens";

/** How tightly the outermost operation of an expression binds. */
const levels = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

/** An expression in Python. */
export interface Expression {
  readonly text: string;
  readonly level: number;
  /** Its value, where no parameter is in it. */
  readonly value?: number;
}

/** What names stand for: their Python names, and their values where they are constant. */
export type Scope = ReadonlyMap<string, Expression>;

/** Functions of `Math` that are called alike in `math` and in the libraries, by their name there. */
const functions: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["sqrt", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "log1p", "expm1"].map(
      (name) => [name, name],
    ),
  ),
  log2: "log2",
  log10: "log10",
};

const constants = { PI: "math.pi", E: "math.e" } as const;

/** Whole numbers above this are not the same in Python, where they have all their digits. */
const mostWhole = 2 ** 53;

/** Sums, products, powers, calls of the language's mathematics, numbers, and the names of `scope`. Throws `NotPlain` at anything else. */
export function readExpression(tokens: Tokens, scope: Scope): Expression {
  let left = readProduct(tokens, scope);
  while (tokens.peek() === "+" || tokens.peek() === "-")
    left = binary(left, tokens.next(), readProduct(tokens, scope), levels.sum);
  return left;
}

function readProduct(tokens: Tokens, scope: Scope): Expression {
  let left = readSign(tokens, scope);
  while (tokens.peek() === "*" || tokens.peek() === "/")
    left = binary(left, tokens.next(), readSign(tokens, scope), levels.product);
  return left;
}

function readSign(tokens: Tokens, scope: Scope): Expression {
  if (tokens.accept("+")) return readSign(tokens, scope);
  if (!tokens.accept("-")) return readPower(tokens, scope);
  const { text, level, value } = readSign(tokens, scope);
  const inner = level < levels.sign ? `(${text})` : text;
  return { text: `-${inner}`, level: levels.sign, ...(value !== undefined && { value: -value }) };
}

function readPower(tokens: Tokens, scope: Scope): Expression {
  const base = readPlace(tokens, scope);
  return tokens.accept("**") ? power(base, readSign(tokens, scope)) : base;
}

function readPlace(tokens: Tokens, scope: Scope): Expression {
  let place = readAtom(tokens, scope);
  while (tokens.peek() === "[" || tokens.peek() === ".") {
    if (place.value !== undefined) throw new NotPlain();
    place = { text: `${place.text}[${readKey(tokens)}]`, level: levels.atom };
  }
  return place;
}

/** `[2]` or `.bias` of a parameter that is a list or an object. */
function readKey(tokens: Tokens): string {
  if (tokens.next() === "[") {
    const index = tokens.next();
    if (!/^(0|[1-9]\d*)$/.test(index)) throw new NotPlain();
    expectToken(tokens, "]");
    return index;
  }
  const key = tokens.next();
  if (!isWord(key) || key === "length") throw new NotPlain();
  return pythonString(key);
}

function readAtom(tokens: Tokens, scope: Scope): Expression {
  const token = tokens.next();
  if (token === "(") {
    const inner = readExpression(tokens, scope);
    expectToken(tokens, ")");
    return inner;
  }
  if (isNumber(token)) return number(token);
  const known = scope.get(token);
  if (known) return known;
  const { modules, builtins } = tokens.spelling;
  if (modules.includes(token)) return readMath(tokens, scope);
  if (builtins.includes(token)) return readCall(token, tokens, scope);
  throw new NotPlain();
}

function number(token: string): Expression {
  const value = Number(token.replaceAll("_", ""));
  const isOctal = /^0\d/.test(token);
  if (!Number.isFinite(value) || isOctal) throw new NotPlain();
  const isWhole = /^\d+$/.test(token) && value <= 1e6;
  return { text: isWhole ? token : pythonFloat(value), level: levels.atom, value };
}

function readMath(tokens: Tokens, scope: Scope): Expression {
  expectToken(tokens, ".");
  const name = tokens.next();
  if (tokens.peek() === "(") return readCall(name, tokens, scope);
  const known = tokens.spelling.constants;
  if (!Object.hasOwn(known, name)) throw new NotPlain();
  const constant = known[name]!;
  return { text: constants[constant], level: levels.atom, value: Math[constant] };
}

function readCall(name: string, tokens: Tokens, scope: Scope): Expression {
  const { functions: spelled } = tokens.spelling;
  const called = Object.hasOwn(spelled, name) ? spelled[name]! : name;
  expectToken(tokens, "(");
  const first = readExpression(tokens, scope);
  const exponent =
    called === "pow" && tokens.accept(",") ? readExpression(tokens, scope) : undefined;
  tokens.accept(",");
  expectToken(tokens, ")");
  if (exponent) return power(first, exponent);
  return called === "pow" ? notPlain() : call(called, first);
}

function notPlain(): never {
  throw new NotPlain();
}

function call(name: string, { text, value }: Expression): Expression {
  if (value === undefined && (name === "abs" || name === "sign"))
    return { text: `xp.${name}(${text})`, level: levels.atom };
  if (!Object.hasOwn(functions, name)) throw new NotPlain();
  const theirs = functions[name]!;
  if (value === undefined) return { text: `xp.${theirs}(${text})`, level: levels.atom };
  const compute = (Math as unknown as Record<string, (x: number) => number>)[name]!;
  return constant({ text: `math.${theirs}(${text})`, level: levels.atom }, compute(value));
}

function binary(left: Expression, sign: string, right: Expression, level: number): Expression {
  const before = left.level < level ? `(${left.text})` : left.text;
  const after = right.level <= level ? `(${right.text})` : right.text;
  const made = { text: `${before} ${sign} ${after}`, level };
  const [a, b] = [left.value, right.value];
  if (a === undefined || b === undefined) return made;
  return constant(made, sign === "+" ? a + b : sign === "-" ? a - b : sign === "*" ? a * b : a / b);
}

function power(base: Expression, exponent: Expression): Expression {
  const before = base.level < levels.atom ? `(${base.text})` : base.text;
  const after = exponent.level < levels.sign ? `(${exponent.text})` : exponent.text;
  const made = { text: `${before} ** ${after}`, level: levels.power };
  const [a, b] = [base.value, exponent.value];
  return a === undefined || b === undefined ? made : constant(made, Math.pow(a, b));
}

/** A constant that Python computes to the same value; NaN, ∞ and very large ones it would not. */
function constant(made: Expression, value: number): Expression {
  if (!(Math.abs(value) < mostWhole)) throw new NotPlain();
  return { ...made, value };
}
