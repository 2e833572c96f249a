import { mapParts } from "./mapParts";

type TypedArray = Float64Array | Float32Array | Uint32Array | Int32Array;

/** What is one of those; other views and buffers stay as they are. */
function isTypedArray(value: unknown): value is TypedArray {
  return (
    value instanceof Float64Array ||
    value instanceof Float32Array ||
    value instanceof Uint32Array ||
    value instanceof Int32Array
  );
}

/** Every array begins at a multiple of so many bytes, as the widest numbers must. */
const alignment = 8;

/**
 * Plain data whose arrays of numbers lie end to end in one buffer of just their size. VS Code sends a webview the whole
 * buffer that an array shows a part of; those of a message from another process show parts of all that was read at once.
 */
export function inOneBuffer(value: unknown): unknown {
  let size = 0;
  const room = ({ byteLength }: TypedArray): number =>
    Math.ceil(byteLength / alignment) * alignment;
  const measure = (part: unknown): unknown => {
    if (isTypedArray(part)) size += room(part);
    return mapParts(part, measure);
  };
  measure(value);
  if (size === 0) return value;
  const buffer = new ArrayBuffer(size);
  let filled = 0;
  const move = (part: unknown): unknown => {
    if (!isTypedArray(part)) return mapParts(part, move);
    const Kind = part.constructor as new (
      buffer: ArrayBuffer,
      from: number,
      length: number,
    ) => TypedArray;
    const moved = new Kind(buffer, filled, part.length);
    moved.set(part);
    filled += room(part);
    return moved;
  };
  return move(value);
}
