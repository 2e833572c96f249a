import { mapParts } from "./mapParts";

/** Stands for a number that JSON cannot hold. */
interface Named {
  readonly nonFinite: "NaN" | "Infinity" | "-Infinity";
}

/**
 * Plain data with NaN and ±∞ under their names: VS Code sends messages to a webview as JSON, which would make them
 * null. Buffers and typed arrays travel as they are. What needs no change is not copied.
 */
export function nameNonFinite(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { nonFinite: String(value) };
  return mapParts(value, nameNonFinite);
}

/** The numbers back in place of their names. */
export function restoreNonFinite(value: unknown): unknown {
  return isNamed(value) ? Number(value.nonFinite) : mapParts(value, restoreNonFinite);
}

function isNamed(value: unknown): value is Named {
  return (
    typeof value === "object" &&
    value !== null &&
    "nonFinite" in value &&
    (value.nonFinite === "NaN" ||
      value.nonFinite === "Infinity" ||
      value.nonFinite === "-Infinity") &&
    Object.keys(value).length === 1
  );
}
