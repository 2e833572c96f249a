const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A number as people read it: up to `digits` significant digits, powers of ten as 1.2e-7. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 10 ** digits && size < 1e7) return String(Math.round(value));
  if (size >= 1e7 || size < 1e-3) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e") as [string, string];
    return `${trimZeros(mantissa)}e${exponent.replace("+", "")}`;
  }
  return trimZeros(value.toPrecision(digits));
}

/** A number where there is little room: 1.1e5 instead of 114,283. */
export function shortNumber(value: number, digits: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e5)) return String(Number(value.toPrecision(digits)));
  return value.toExponential(digits - 1).replace(/\.?0*e\+?/, "e");
}

/** Letters that a number beside many others has at most. */
const compactLength = 7;

/** A number beside many others: three digits, and two where a power of ten would make it longer than seven letters. */
export function compactNumber(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const text = shortNumber(value, 3);
  return text.length > compactLength && text.includes("e") ? shortNumber(value, 2) : text;
}

/** Every digit of the number, for copying and tables: the shortest text that reads back as the same number. */
export function exactNumber(value: number): string {
  return String(value);
}

/** A count of steps with thin groups: 100,000. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A whole power of ten for an axis: 10⁻³, and 1, 10, 100 for the small ones. */
export function formatPower(exponent: number, sign = 1): string {
  const minus = sign < 0 ? "-" : "";
  if (exponent >= 0 && exponent <= 2) return minus + String(10 ** exponent);
  const digits = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]);
  return `${minus}10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** A point such as (-123.69, 2.4834), shortened after `limit` coordinates. */
export function formatPoint(point: ArrayLike<number>, digits = 5, limit = 4): string {
  const shown = Array.from(point).slice(0, limit);
  const parts = shown.map((value) => formatNumber(value, digits));
  if (point.length > limit) parts.push("…");
  return point.length === 1 ? (parts[0] ?? "") : `(${parts.join(", ")})`;
}

function trimZeros(text: string): string {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}
