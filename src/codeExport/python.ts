/** A float of Python with the same value: 1 becomes `1.0`, so that arrays of it hold doubles. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "math.nan";
  if (!Number.isFinite(value)) return value > 0 ? "math.inf" : "-math.inf";
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** An int of Python; throws for a number that is none. */
export function pythonInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an integer`);
  return String(value);
}

export function pythonBoolean(value: boolean): string {
  return value ? "True" : "False";
}

/** `[1.0, 2.0]`. */
export function pythonList(values: readonly number[], write = pythonFloat): string {
  return `[${values.map(write).join(", ")}]`;
}

/** `(2, 3)`, `(2,)`, `()`. */
export function pythonTuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]!},)` : `(${items.join(", ")})`;
}

/** A text literal: everything that is not a plain character is escaped. */
export function pythonString(text: string): string {
  const escaped = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]|["\\]/gu, (character) => {
    const code = character.codePointAt(0)!;
    return character === '"' || character === "\\"
      ? `\\${character}`
      : `\\U${code.toString(16).padStart(8, "0")}`;
  });
  return `"${escaped}"`;
}

/** Lines one level deeper; empty ones stay empty. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `    ${line}`));
}

/**
 * Text of someone else's as comment lines. Control characters and whatever some editor or parser takes for the end of
 * a line become spaces, so that no part of the text can become code.
 */
export function commentLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `# ${line.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, " ")}`.trimEnd());
}

/** `lrDecay` as Python writes it: `lr_decay`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const reserved = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield " +
    "abs bool float int len list max min print range sum tuple " +
    "jax jnp keras math np ops optax torch"
  ).split(" "),
);

/** A name that Python accepts and that hides nothing the code uses: `lambda` becomes `lambda_`, `$x` `_x`. */
export function pythonName(name: string): string {
  const word = name.normalize("NFKC").replace(/[^\p{L}\p{Nd}_]/gu, "_");
  const started = /^[\p{L}_]/u.test(word) ? word : `_${word}`;
  return reserved.has(started) || started.startsWith("__") ? `${started}_` : started;
}
