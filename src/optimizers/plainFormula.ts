const signs: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", Delta: "Δ", varepsilon: "ε", eta: "η", theta: "θ" },
  ...{ kappa: "κ", lambda: "λ", mu: "μ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ" },
  ...{ nabla: "∇", prod: "∏", infty: "∞", cdot: " · ", pm: " ± ", le: " ≤ ", ge: " ≥ " },
  ...{ nearrow: " ↗ ", searrow: " ↘ ", lVert: "‖", rVert: "‖", lfloor: "⌊", rfloor: "⌋" },
  ...{ max: "max", min: "min", cos: "cos" },
};

/** Marks over a letter, as the character that combines with it. */
const accents: Readonly<Record<string, string>> = { hat: "\u0302", bar: "\u0304" };

/** Only how large or how slanted something is. */
const meaningless = /^(?:left|right|[bB]igg?[lr]?)$/;

const raised: Readonly<Record<string, string>> = {
  ...{ "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸" },
  ...{ "9": "⁹", "+": "⁺", "-": "⁻", "−": "⁻", "(": "⁽", ")": "⁾", t: "ᵗ", T: "ᵀ", k: "ᵏ", p: "ᵖ" },
};

const lowered: Readonly<Record<string, string>> = {
  ...{ "0": "₀", "1": "₁", "2": "₂", "3": "₃", "+": "₊", "-": "₋", "−": "₋" },
  ...{ i: "ᵢ", k: "ₖ", p: "ₚ", r: "ᵣ", t: "ₜ" },
};

/** After these nothing stands that a sign could go together with; before those nothing follows that it could. */
const begins = /^(?:[({[,=^_/+-]|\\(?:left|text|[a-z]+arrow|[bB]igg?l?)|)$/;
const ends = /^(?:[)}\],=+-]|\\(?:right|text|[a-z]+arrow|[bB]igg?r?)|)$/;

const token = /\s+|\\[,;! ]|\\[a-zA-Z]+|\\.|[^]/g;

/**
 * A formula in TeX, of what the catalogue uses, as a line of text: `\frac{u}{1 - \beta_1^{t+1}}` is "u / (1 − β₁ᵗ⁺¹)".
 * Throws on a command that it does not know.
 */
export function plainFormula(tex: string): string {
  const tokens = tex.match(token) ?? [];
  let at = 0;

  /** What stands up to the closing brace, or up to the end. */
  function group(): string {
    let text = "";
    while (at < tokens.length && tokens[at] !== "}") text += one();
    at++;
    return text.replace(/\s+/g, " ").trim();
  }

  /** A group in braces, or a single sign. */
  function argument(): string {
    while (/^\s/.test(tokens[at] ?? "")) at++;
    if (tokens[at] !== "{") return one().trim();
    at++;
    return group();
  }

  function one(): string {
    const sign = tokens[at++]!;
    if (sign === "{") return group();
    if (sign === "^") return script(argument(), raised, "^");
    if (sign === "_") return script(argument(), lowered, "_");
    if (sign === "-") return isBinary(at - 1) ? " − " : "−";
    if (sign === "+" || sign === "=") return ` ${sign} `;
    return sign.startsWith("\\") ? command(sign.slice(1)) : sign;
  }

  function command(name: string): string {
    if (/^[,;! ]$/.test(name)) return " ";
    if (!/^[a-zA-Z]/.test(name)) return name;
    if (meaningless.test(name)) return "";
    if (name === "frac" || name === "tfrac") return fraction();
    if (name === "sqrt") return `√${factor(argument())}`;
    if (name === "text") return ` ${argument()}${/^[\^_(]/.test(tokens[at] ?? "") ? "" : " "}`;
    if (/^(?:operatorname|mathit|mathbf)$/.test(name)) return ` ${argument()}`;
    const accent = accents[name];
    if (accent !== undefined) return argument() + accent;
    const known = signs[name];
    if (known === undefined) throw new Error(`no sign for \\${name} in ${tex}`);
    return known;
  }

  /** In parentheses where something is multiplied with it. */
  function fraction(): string {
    const isAlone = !isBinary(at - 1);
    const text = `${factor(argument())} / ${factor(argument())}`;
    return isAlone && ends.test(neighbour(at, 1)) ? text : ` (${text})`;
  }

  /** Does what stands before a sign go together with it? */
  function isBinary(index: number): boolean {
    return !begins.test(neighbour(index - 1, -1));
  }

  function neighbour(index: number, direction: 1 | -1): string {
    let near = index;
    while (/^(?:\s+|\\[,;! ])$/.test(tokens[near] ?? "")) near += direction;
    return tokens[near] ?? "";
  }

  return group()
    .replace(/([(⌊]) | ([)⌋,])/g, "$1$2")
    .replace(/‖ ?([^‖]*?) ?‖/g, "‖$1‖");
}

/** In parentheses unless it is one thing. */
function factor(text: string): string {
  const isOne = /^(?:[√\p{L}]*\([^()]*\)|‖[^‖]*‖)$/u.test(text);
  return /[\s/]/.test(text) && !isOne ? `(${text})` : text;
}

/** By small letters where all of it has them. */
function script(text: string, small: Readonly<Record<string, string>>, sign: string): string {
  const letters = Array.from(text.replaceAll(" ", ""), (letter) => small[letter]);
  if (letters.every((letter) => letter !== undefined)) return letters.join("");
  return `${sign}${/^[\p{L}\p{N}]+$/u.test(text) ? text : `(${text})`}`;
}
