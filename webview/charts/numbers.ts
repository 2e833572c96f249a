import { countText, numberText, ungroupedText } from "../../src/text/number";

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as people read it: up to five significant digits, small and large ones as 1.2e-7. */
export function formatNumber(value: number, digits = 5): string {
  return numberText(value, digits);
}

/** Letters that a number beside many others has at most. */
const compactLength = 7;

/** A number beside many others: three digits, and two where a power of ten would make it longer than seven letters. */
export function compactNumber(value: number): string {
  const text = numberText(value, 3);
  return text.length > compactLength && text.includes("e") ? numberText(value, 2) : text;
}

/** A count of steps: 100,000. */
export function formatCount(value: number): string {
  return countText(value);
}

/** A whole power of ten for an axis: 10⁻³, and 1, 10, 100 for the small ones. */
export function formatPower(exponent: number, sign = 1): string {
  const minus = sign < 0 ? "-" : "";
  if (exponent >= 0 && exponent <= 2) return minus + String(10 ** exponent);
  const digits = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]);
  return `${minus}10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** Coordinates of a point that are written out. */
const mostCoordinates = 4;

/** A point such as (-123.69, 2.4834), with "…" for coordinates that are not shown or, of `count` in all, not known. */
export function formatPoint(point: ArrayLike<number>, digits = 5, count = point.length): string {
  const shown = Array.from(point).slice(0, mostCoordinates);
  const parts = shown.map((value) => ungroupedText(value, digits));
  if (count > shown.length) parts.push("…");
  return count === 1 ? (parts[0] ?? "") : `(${parts.join(", ")})`;
}
