import type { TextRange } from "./range";

/** A word of a JSON5 text. The last one is always of kind "end". */
export interface Json5Token extends TextRange {
  readonly kind: "punctuation" | "word" | "string" | "number" | "unknown" | "end";
  readonly text: string;
  /** What it stands for where a value is expected. */
  readonly value?: null | boolean | number | string;
  /** What is wrong with it where a value is expected. */
  readonly problem?: string;
}

const blank = /(?:[\s\uFEFF]|\/\/[^\r\n\u2028\u2029]*|\/\*[^]*?(?:\*\/|$))+/y;
const number =
  /[+-]?\s*(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity|NaN)(?![\p{ID_Continue}$.])/uy;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/uy;
const string = /(["'])(?:\\(?:\r\n|[^])|(?!\1)[^\\\r\n])*(\1|)/y;
const unknown = /[^\s,[\]{}:"']+|[^]/y;

/** Splits `text`; never throws. */
export function readTokens(text: string): Json5Token[] {
  const tokens: Json5Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (;;) {
    at += match(blank)?.length ?? 0;
    if (at >= text.length) break;
    const token = readToken(text[at]!, match);
    tokens.push({ ...token, from: at, to: at + token.text.length });
    at += token.text.length;
  }
  const end = text.trimEnd().length;
  tokens.push({ kind: "end", text: "", from: end, to: end });
  return tokens;
}

type Unplaced = Omit<Json5Token, "from" | "to">;

function readToken(first: string, match: (pattern: RegExp) => string | undefined): Unplaced {
  if ("{}[]:,".includes(first)) return { kind: "punctuation", text: first };
  if (first === '"' || first === "'") return readString(match(string)!);
  const numeric = match(number);
  if (numeric !== undefined) return readNumber(numeric);
  const name = match(word);
  if (name !== undefined) return readWord(name);
  const text = match(unknown)!;
  return { kind: "unknown", text, problem: `expected a plain value, found ${text}` };
}

function readNumber(text: string): Unplaced {
  const digits = text.replace(/[\s_]/g, "");
  const isHexadecimal = /^[+-]0x/i.test(digits);
  // Number() reads hexadecimal digits only without a sign.
  const value = isHexadecimal
    ? Number(digits.slice(1)) * (digits.startsWith("-") ? -1 : 1)
    : Number(digits);
  const kind = /^(?:Infinity|NaN)$/.test(text) ? "word" : "number";
  return { kind, text, value };
}

function readWord(text: string): Unplaced {
  switch (text) {
    case "true":
      return { kind: "word", text, value: true };
    case "false":
      return { kind: "word", text, value: false };
    case "null":
      return { kind: "word", text, value: null };
    case "undefined":
      return { kind: "word", text, problem: "leave it out instead of undefined" };
    default:
      return { kind: "word", text, value: text, problem: `put quotes around ${text}` };
  }
}

function readString(text: string): Unplaced {
  const quote = text[0]!;
  if (text.length < 2 || !text.endsWith(quote)) {
    return { kind: "string", text, problem: `expected a closing ${quote}` };
  }
  const body = text.slice(1, -1);
  const value = body.replace(
    /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[^]))/g,
    (_, unicode?: string, byte?: string, char?: string) => {
      const code = unicode ?? byte;
      return code === undefined ? unescape(char!) : String.fromCharCode(parseInt(code, 16));
    },
  );
  return { kind: "string", text, value };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["0", "\0"],
  ["\n", ""],
  ["\r", ""],
  ["\r\n", ""],
  ["\u2028", ""],
  ["\u2029", ""],
]);

function unescape(char: string): string {
  return escapes.get(char) ?? char;
}
