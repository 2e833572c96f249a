/** Words, numbers and signs of a piece of TypeScript. */
export interface Tokens {
  /** The token `ahead` places on; "" at the end. */
  peek(ahead?: number): string;
  /** Takes the next token. */
  next(): string;
  /** Takes the next token if it is this one. */
  accept(token: string): boolean;
}

/** Thrown where a text is more than this translation understands; it never leaves the translation. */
export class NotPlain extends Error {}

const token =
  /\s+|\/\/[^\n\r]*|\/\*[^]*?\*\/|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$]))|(?<sign>=>|\*\*|[-+*/()[\]{},;:=.])/uy;

/** Cuts a text into tokens without its comments. Throws `NotPlain` at anything that is not plain arithmetic. */
export function tokensOf(text: string): Tokens {
  const list: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new NotPlain();
    const { word, number, sign } = found.groups ?? {};
    const taken = word ?? number ?? sign;
    if (taken !== undefined) list.push(taken);
  }
  let at = 0;
  return {
    peek: (ahead = 0) => list[at + ahead] ?? "",
    next: () => list[at++] ?? "",
    accept(wanted) {
      if (list[at] !== wanted) return false;
      at++;
      return true;
    },
  };
}

export function isWord(text: string): boolean {
  return /^[\p{L}_$]/u.test(text);
}

export function isNumber(text: string): boolean {
  return /^[\d.]/.test(text) && text !== ".";
}

export function expectToken(tokens: Tokens, wanted: string): void {
  if (!tokens.accept(wanted)) throw new NotPlain();
}
