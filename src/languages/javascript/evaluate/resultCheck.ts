import { LocatedError } from "./locate";

/** The number a loss function returned. Throws a `LocatedError` that says what it returned instead. */
export function checkedResult(result: unknown): number {
  if (typeof result === "number") return result;
  const isPromise = Object.prototype.toString.call(result) === "[object Promise]";
  const hint = result === undefined ? " (is a return missing?)" : "";
  throw new LocatedError(
    isPromise
      ? "async is not supported: the function returned a promise, not a number"
      : `the function returned ${describe(result)}${hint} instead of a number`,
    isPromise ? "unsupported" : "notANumber",
  );
}

/** What a value is, for a person: `the text "a"`, `an array of 3`. */
export function describe(result: unknown): string {
  switch (typeof result) {
    case "undefined":
      return "undefined";
    case "number":
      return `the number ${result}`;
    case "string":
      return `the text ${JSON.stringify(result.slice(0, 60))}`;
    case "bigint":
      return `the BigInt ${result}n`;
    case "boolean":
      return String(result);
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    default:
      if (result === null) return "null";
      if (Array.isArray(result)) return `an array of ${result.length}`;
      return ArrayBuffer.isView(result) ? "a typed array" : "an object";
  }
}
