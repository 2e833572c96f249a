/** One sign of a formula: a number, a name, or TeX that means something. */
const token =
  /\s+|\\[,;! ]|\\(?:left|right|[bB]igg?[lr]?)(?![a-z])|\d+(?:\.\d+)?|@(?:last\.)?[A-Za-z][A-Za-z0-9]*|\\operatorname\{sign\}|\\[a-z]+|./gi;

const meaningless = /^(?:\s+|\\[,;! ]|\\(?:left|right|[bB]igg?[lr]?))$/;

/** A formula that is not arithmetic, or a name whose number is not known. */
class Unknown extends Error {}

/**
 * The number that a line of an optimizer's formula comes to, with `valueOf` giving the number of each name
 * ("mean", or "last.mean"). Undefined where the line says more than arithmetic can (words, norms, indices) or names
 * something unknown.
 *
 *     sum = product (("+" | "-") product)*      product = power (("\cdot" | "/" | nothing) power)*
 *     power = atom ("^" atom)?                  a sign binds weaker than a power
 */
export function formulaValue(
  line: string,
  valueOf: (name: string) => number | undefined,
): number | undefined {
  const signs = (line.match(token) ?? []).filter((sign) => !meaningless.test(sign));
  let at = 0;

  const next = (): string => signs[at++] ?? "";
  const takes = (sign: string): boolean => signs[at] === sign && ++at > 0;
  function expect(sign: string): void {
    if (!takes(sign)) throw new Unknown(line);
  }
  function within(open: string, close: string): number {
    expect(open);
    const value = sum();
    expect(close);
    return value;
  }

  function sum(): number {
    let value = product();
    for (;;) {
      if (takes("+")) value += product();
      else if (takes("-")) value -= product();
      else return value;
    }
  }

  function product(): number {
    let value = signed();
    for (;;) {
      if (takes(String.raw`\cdot`)) value *= signed();
      else if (takes("/")) value /= signed();
      else if (beginsAtom(signs[at])) value *= power();
      else return value;
    }
  }

  function signed(): number {
    if (takes("-")) return -signed();
    return takes("+") ? signed() : power();
  }

  function power(): number {
    const base = atom();
    return takes("^") ? base ** atom() : base;
  }

  function atom(): number {
    const sign = signs[at] ?? "";
    if (sign === "(") return within("(", ")");
    if (sign === "{") return within("{", "}");
    if (sign === "|") return Math.abs(within("|", "|"));
    at++;
    if (/^\d/.test(sign)) return Number(sign);
    if (sign.startsWith("@")) return known(valueOf(sign.slice(1)));
    switch (sign) {
      case String.raw`\frac`:
      case String.raw`\tfrac`:
        return within("{", "}") / within("{", "}");
      case String.raw`\sqrt`:
        return Math.sqrt(within("{", "}"));
      case String.raw`\operatorname{sign}`:
        return Math.sign(within("(", ")"));
      case String.raw`\max`:
        return largest();
      default:
        throw new Unknown(line);
    }
  }

  function largest(): number {
    expect("(");
    let value = sum();
    while (takes(",")) value = Math.max(value, sum());
    expect(")");
    return value;
  }

  function known(value: number | undefined): number {
    if (value === undefined) throw new Unknown(line);
    return value;
  }

  try {
    const value = sum();
    return next() === "" ? value : undefined;
  } catch (fault) {
    if (fault instanceof Unknown) return undefined;
    throw fault;
  }
}

/** Does a factor begin here? `|` closes as often as it opens, so a factor in bars needs a sign before it. */
function beginsAtom(sign: string | undefined): boolean {
  return sign !== undefined && /^(?:[({\d@]|\\(?:frac|tfrac|sqrt|max|operatorname))/.test(sign);
}
