import type { TextRange } from "./range";
import { readTokens, type Json5Token } from "./json5Tokens";

/** A list or an object of a text that may be half-typed, with everything in it that has been begun. */
export interface Json5Container extends TextRange {
  readonly kind: "object" | "list";
  readonly isClosed: boolean;
  readonly entries: readonly Json5Entry[];
}

/** What has been typed of an entry: a name, its colon, a value. An item of a list has a value alone. */
export interface Json5Entry {
  readonly key?: Json5Token;
  /** The offset after the colon. */
  readonly colon?: number;
  readonly value?: Json5Token | Json5Container;
}

export function isContainer(value: Json5Entry["value"]): value is Json5Container {
  return value !== undefined && "entries" in value;
}

export interface Json5Outline {
  readonly tokens: readonly Json5Token[];
  /** Absent when the text does not begin with an object or a list. */
  readonly root?: Json5Container;
}

/**
 * What stands where in a JSON5 text, whatever is wrong with it: what `parseJson5` has to leave out is there, too, so that
 * an editor can answer at every offset. Offsets are those of `text` plus `offset`.
 *
 * A name before a colon begins an entry, with a comma before it or not; a string that is not closed ends with its word.
 */
export function outlineJson5(text: string, offset = 0): Json5Outline {
  const tokens = tokensOf(text).map((token) => ({
    ...token,
    ...{ from: token.from + offset, to: token.to + offset },
  }));
  const opening = tokens[0]!;
  const isOpened = opening.text === "{" || opening.text === "[";
  return {
    tokens,
    ...(isOpened && { root: new Reader(tokens, offset + text.length).readContainer() }),
  };
}

function tokensOf(text: string): Json5Token[] {
  const tokens = readTokens(text);
  const open = tokens.findIndex(({ kind, problem }) => kind === "string" && problem !== undefined);
  if (open < 0) return tokens;
  const { from } = tokens[open]!;
  const word = /^["'][^\s"',:{}[\]]*/.exec(text.slice(from))![0];
  const to = from + word.length;
  const rest = tokensOf(text.slice(to)).map((token) => ({
    ...token,
    ...{ from: token.from + to, to: token.to + to },
  }));
  return [...tokens.slice(0, open), { kind: "string", text: word, from, to }, ...rest];
}

/** Brackets that open deeper than this are passed over, so that reading never exhausts the stack. */
const deepest = 64;

class Reader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Json5Token[],
    /** Where the text ends, its blanks included: what is not closed goes on until there. */
    private readonly end: number,
  ) {}

  readContainer(): Json5Container {
    const opening = this.take();
    const kind = opening.text === "{" ? "object" : "list";
    const entries: Json5Entry[] = [];
    this.depth++;
    for (;;) {
      const token = this.peek();
      if (token.kind === "end" || isClosing(token)) {
        const isClosed = token.text === (kind === "object" ? "}" : "]");
        // The bracket of something further out is left for that; one of nothing at all is passed over.
        if (!isClosed && token.kind !== "end" && this.depth === 1) {
          this.take();
          continue;
        }
        if (isClosed) this.take();
        this.depth--;
        const end = token.kind === "end" ? this.end : token.from;
        return { kind, isClosed, entries, from: opening.from, to: isClosed ? token.to : end };
      }
      if (token.text === "," || token.text === ":") this.take();
      else entries.push(kind === "object" ? this.readEntry() : { value: this.readValue() });
    }
  }

  private readEntry(): Json5Entry {
    if (isOpening(this.peek())) return { value: this.readValue() };
    const key = this.take();
    if (!isColon(this.peek())) return { key };
    const colon = this.take().to;
    const next = this.peek();
    const isMissing =
      next.kind === "end" ||
      (next.kind === "punctuation" && !isOpening(next)) ||
      (!isOpening(next) && isColon(this.tokens[this.at + 1]));
    return isMissing ? { key, colon } : { key, colon, value: this.readValue() };
  }

  private readValue(): Json5Token | Json5Container {
    return isOpening(this.peek()) && this.depth < deepest ? this.readContainer() : this.take();
  }

  private peek(): Json5Token {
    return this.tokens[this.at]!;
  }

  private take(): Json5Token {
    const token = this.peek();
    if (token.kind !== "end") this.at++;
    return token;
  }
}

function isOpening({ kind, text }: Json5Token): boolean {
  return kind === "punctuation" && (text === "{" || text === "[");
}

function isClosing({ kind, text }: Json5Token): boolean {
  return kind === "punctuation" && (text === "}" || text === "]");
}

function isColon(token: Json5Token | undefined): boolean {
  return token?.kind === "punctuation" && token.text === ":";
}
