// text: what is said of a piece of text, whatever language it is in.
// What enters: text. What leaves: JSON5 with the place of every part, positions and ranges, faults at their places, the
// names nearest to a misspelt one, and numbers as people write them.
// Who may call: everybody; the room itself knows nobody.

import type { TextRange } from "./range";
import { type Json5Token, readTokens } from "./json5Tokens";

export type Json5Value =
  null | boolean | number | string | readonly Json5Value[] | { readonly [key: string]: Json5Value };

export type Json5Path = readonly (string | number)[];

/** A fault in the text: what is wrong and where, and what would mend it where that is plain. */
export interface Json5Problem {
  readonly range: TextRange;
  readonly message: string;
  readonly fix?: Json5Fix;
}

/** Text in the place of a range: quotes around a word, a comma, or a bracket that is missing. */
export interface Json5Fix extends TextRange {
  readonly kind: "quote" | "comma" | "close";
  readonly newText: string;
}

/** A JSON5 text, read as far as it can be: what is faulty is left out, the rest is there. */
export interface Json5Document {
  /** Absent when the text holds no value at all. */
  readonly value?: Json5Value;
  readonly problems: readonly Json5Problem[];
  /** The place of the value at `path`, or of the nearest value around it that exists. */
  rangeOf(path: Json5Path): TextRange;
  /** The place of the key at the end of `path`; the value's when it is an item of a list. */
  keyRangeOf(path: Json5Path): TextRange;
}

/** Deeper nesting than this is refused, so that reading never exhausts the stack. */
const deepest = 64;

interface Node extends TextRange {
  readonly value: Json5Value;
  readonly entries?: ReadonlyMap<string | number, Entry>;
}

interface Entry {
  readonly node: Node;
  readonly key: TextRange;
}

/**
 * Reads JSON5 (https://spec.json5.org): comments, trailing commas, single quotes, bare keys, hexadecimal numbers, signs,
 * Infinity and NaN. Never throws. Offsets are those of `text` plus `offset`.
 *
 * After a fault it goes on at the next comma. A key given twice and `__proto__` are refused, and a bare word where a
 * string belongs is reported and taken as that string.
 */
export function parseJson5(text: string, offset = 0): Json5Document {
  const reader = new Reader(readTokens(text));
  const root = reader.readDocument();
  const shift = (range: TextRange): TextRange => ({
    from: range.from + offset,
    to: range.to + offset,
  });
  const find = (path: Json5Path): { readonly node: TextRange; readonly key?: TextRange } => {
    let node: Node | undefined = root;
    let key: TextRange | undefined;
    for (const step of path) {
      const entry: Entry | undefined = node?.entries?.get(step);
      if (entry === undefined) return { node: node ?? { from: 0, to: text.length } };
      node = entry.node;
      key = entry.key;
    }
    return { node: node ?? { from: 0, to: text.length }, ...(key && { key }) };
  };
  return {
    ...(root && { value: root.value }),
    problems: reader.problems.map(({ range, message, fix }) => ({
      ...{ range: shift(range), message },
      ...(fix && { fix: { ...fix, ...shift(fix) } }),
    })),
    rangeOf: (path) => shift(find(path).node),
    keyRangeOf: (path) => {
      const { node, key } = find(path);
      return shift(key ?? node);
    },
  };
}

/** Recursive descent over the tokens, with one token of look-ahead. */
class Reader {
  readonly problems: Json5Problem[] = [];
  private at = 0;

  constructor(private readonly tokens: readonly Json5Token[]) {}

  readDocument(): Node | undefined {
    const node = this.readValue(0);
    if (node !== undefined && this.peek().kind !== "end") {
      this.report(this.peek(), `nothing may follow the value, found ${describe(this.peek())}`);
    }
    return node;
  }

  private peek(): Json5Token {
    return this.tokens[this.at]!;
  }

  private take(): Json5Token {
    const token = this.peek();
    if (token.kind !== "end") this.at++;
    return token;
  }

  private report(range: TextRange, message: string, fix?: Json5Fix): void {
    const { from, to } = range;
    this.problems.push({ range: { from, to }, message, ...(fix && { fix }) });
  }

  /** Text after the token before the present one. */
  private insertion(kind: Json5Fix["kind"], newText: string): Json5Fix {
    const { to } = this.tokens[this.at - 1]!;
    return { kind, from: to, to, newText };
  }

  private readValue(depth: number): Node | undefined {
    const token = this.peek();
    if (depth > deepest) {
      this.report(token, `nested more than ${deepest} deep`);
      return undefined;
    }
    if (token.kind === "punctuation") {
      if (token.text === "{") return this.readObject(depth);
      if (token.text === "[") return this.readList(depth);
    } else if (token.kind !== "end") {
      this.take();
      if (token.problem !== undefined) this.report(token, token.problem, quotesAround(token));
      return token.value === undefined
        ? undefined
        : { from: token.from, to: token.to, value: token.value };
    }
    this.report(token, `expected a value, found ${describe(token)}`);
    return undefined;
  }

  private readObject(depth: number): Node {
    const { from } = this.take();
    const value: Record<string, Json5Value> = {};
    const entries = new Map<string, Entry>();
    const to = this.readItems("}", () => {
      const key = this.take();
      const name = keyName(key);
      if (name === undefined) {
        this.report(key, `expected a name, found ${describe(key)}`);
        return false;
      }
      if (!isPunctuation(this.peek(), ":")) {
        this.report(key, `expected a colon and a value after ${name}`);
        return false;
      }
      this.take();
      const node = this.readValue(depth + 1);
      if (node === undefined) return false;
      if (name === "__proto__") this.report(key, "__proto__ is not allowed as a name");
      else if (entries.has(name)) this.report(key, `${name} is given twice`);
      else {
        value[name] = node.value;
        entries.set(name, { node, key });
      }
      return true;
    });
    return { from, to, value, entries };
  }

  private readList(depth: number): Node {
    const { from } = this.take();
    const value: Json5Value[] = [];
    const entries = new Map<number, Entry>();
    const to = this.readItems("]", () => {
      const node = this.readValue(depth + 1);
      if (node === undefined) return false;
      entries.set(value.length, { node, key: node });
      value.push(node.value);
      return true;
    });
    return { from, to, value, entries };
  }

  private isClosing(): boolean {
    const token = this.peek();
    return token.kind === "end" || isPunctuation(token, "}") || isPunctuation(token, "]");
  }

  /** Items up to `close`, with commas between them; returns the offset after it. */
  private readItems(close: "}" | "]", readItem: () => boolean): number {
    for (;;) {
      if (isPunctuation(this.peek(), close)) return this.take().to;
      // The end, or the bracket of something further out, which is left for that.
      if (this.isClosing()) {
        const fix = this.insertion("close", close === "}" ? " }" : "]");
        this.report(this.peek(), `expected ${close} before ${describe(this.peek())}`, fix);
        return this.peek().from;
      }
      if (!readItem()) this.skipItem();
      if (isPunctuation(this.peek(), ",")) this.take();
      else if (!this.isClosing()) {
        const isNextItem = this.peek().kind === "word" || this.peek().kind === "string";
        const wanted = isNextItem ? "a comma" : `a comma or ${close}`;
        const fix = isNextItem ? this.insertion("comma", ",") : undefined;
        this.report(this.peek(), `expected ${wanted} before ${describe(this.peek())}`, fix);
        if (!isNextItem) this.skipItem();
        if (isPunctuation(this.peek(), ",")) this.take();
      }
    }
  }

  /** Goes to the comma or the bracket that ends the present item. */
  private skipItem(): void {
    let depth = 0;
    for (;;) {
      const token = this.peek();
      if (token.kind === "end") return;
      if (token.kind === "punctuation") {
        if (depth === 0 && (token.text === "," || token.text === "}" || token.text === "]")) {
          return;
        }
        if (token.text === "{" || token.text === "[") depth++;
        if (token.text === "}" || token.text === "]") depth--;
      }
      this.take();
    }
  }
}

/** A word that was taken as the string that it should have been. */
function quotesAround({ kind, text, value, from, to }: Json5Token): Json5Fix | undefined {
  const isWord = kind === "word" && typeof value === "string";
  return isWord ? { kind: "quote", from, to, newText: JSON.stringify(text) } : undefined;
}

function isPunctuation(token: Json5Token, text: string): boolean {
  return token.kind === "punctuation" && token.text === text;
}

/** The name that a token gives as a key: a bare word or a string. */
function keyName(token: Json5Token): string | undefined {
  if (token.kind === "word") return token.text;
  return token.kind === "string" && typeof token.value === "string" ? token.value : undefined;
}

function describe(token: Json5Token): string {
  return token.kind === "end" ? "the end" : token.text;
}
