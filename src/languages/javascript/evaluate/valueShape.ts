import {
  exactListShape,
  numberShape,
  objectShape,
  unknownShape,
  type Shape,
} from "../../parameters/shape";

/** Deeper values are taken for something else than parameters. */
const deepest = 8;

/** The shape of a value of the user's, whose numbers are starts. */
export function shapeOfValue(value: unknown, depth = 0): Shape {
  if (typeof value === "number") {
    return Number.isFinite(value) ? { kind: "number", start: value } : numberShape;
  }
  if (value === undefined) return unknownShape;
  if (typeof value !== "object" || value === null || depth > deepest) return other(value);
  const inner = (part: unknown): Shape => shapeOfValue(part, depth + 1);
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag === "Array") return exactListShape(Array.from(value as unknown[], inner));
  if (tag === "Float64Array" || tag === "Float32Array") {
    return { ...exactListShape(Array.from(value as Float64Array, inner)), array: tag };
  }
  if (tag === "Map") {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)];
    const isNumbered = entries.length > 0 && entries.every(([key]) => typeof key === "number");
    if (!isNumbered && !entries.every(([key]) => typeof key === "string")) return other(value);
    const shapes = entries.map(([key, part]) => [String(key), inner(part)] as const);
    return { ...objectShape(shapes), map: isNumbered ? "number" : "string" };
  }
  if (tag !== "Object" || !isPlain(value)) return other(value);
  return objectShape(Object.entries(value).map(([key, part]) => [key, inner(part)]));
}

/** Made by braces, in whatever realm: an object of a class cannot be made anew from its numbers. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function other(value: unknown): Shape {
  return { kind: "other", description: value === null ? "null" : `a ${typeof value}` };
}
