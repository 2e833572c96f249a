/** The number with so many significant digits. */
export function roundToDigits(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/**
 * A number as people read it, with at most so many significant digits: 0.0417, 12.5 and 10,200; with a power of ten where it
 * is smaller than 0.001 or not below 100,000: 3.2e-9.
 */
export function numberText(value: number, digits: number): string {
  return grouped(ungroupedText(value, digits));
}

/** The same where commas separate numbers, or where programs read them: 10200. */
export function ungroupedText(value: number, digits: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  const rounded = roundToDigits(value, digits);
  // A whole number says no more with zeros for its last digits.
  const plain = Math.abs(value) < 10 ** digits ? rounded : Math.round(value);
  const size = Math.abs(plain);
  return size === 0 || (size >= 1e-3 && size < 1e5) ? String(plain) : withExponent(rounded);
}

/** A whole number of things, written out whatever its size: 100,000. */
export function countText(value: number): string {
  return grouped(String(Math.round(value)));
}

/** A decimal text with its whole part in groups of three digits. */
export function grouped(text: string): string {
  return text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

/** The shortest text that reads back as the same number, as a person would write it: 0.001, 100000, 1e-7, 2.5e9. */
export function exactText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const plain = String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e6) || !Number.isFinite(value)) return plain;
  const exponential = withExponent(value);
  return exponential.length < plain.length ? exponential : plain;
}

/** Would a number right behind a text be read as part of it? */
export function endsInNumber(text: string): boolean {
  return /\d$/.test(text);
}

function withExponent(value: number): string {
  return value.toExponential().replace("e+", "e");
}
