/** What a language calls the things of plain arithmetic. */
export interface Spelling {
  /** The source of a pattern for blank space and comments. */
  readonly blank: string;
  /** Where the functions and constants of arithmetic live: `Math`. */
  readonly modules: readonly string[];
  /** Functions that live nowhere: `abs`. */
  readonly builtins: readonly string[];
  /** Names of their own for what JavaScript's `Math` has, by theirs. */
  readonly functions: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, "PI" | "E">>;
}

/** Words, numbers and signs of a piece of code. */
export interface Tokens {
  readonly spelling: Spelling;
  /** The token `ahead` places on; "" at the end. */
  peek(ahead?: number): string;
  /** Takes the next token. */
  next(): string;
  /** Takes the next token if it is this one. */
  accept(token: string): boolean;
}

/** Thrown where a text is more than this translation understands; it never leaves the translation. */
export class NotPlain extends Error {}

const word = String.raw`(?<word>[\p{L}_$][\p{L}\p{N}_$]*)`;
const number = String.raw`(?<number>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$]))`;
const sign = String.raw`(?<sign>=>|->|\*\*|[-+*/()[\]{},;:=.\n])`;

/** Cuts a text into tokens without its comments, and without the ends of lines inside brackets. Throws `NotPlain` at anything that is not plain arithmetic. */
export function tokensOf(text: string, spelling: Spelling): Tokens {
  const token = new RegExp([spelling.blank, word, number, sign].join("|"), "uy");
  const list: string[] = [];
  let depth = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new NotPlain();
    const { word, number, sign } = found.groups ?? {};
    const taken = word ?? number ?? sign;
    if (taken === undefined || (taken === "\n" && depth > 0)) continue;
    depth += "([{".includes(taken) ? 1 : ")]}".includes(taken) ? -1 : 0;
    list.push(taken);
  }
  let at = 0;
  return {
    spelling,
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
