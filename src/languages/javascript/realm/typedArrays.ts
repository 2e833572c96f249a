import { gt, lt, strictNe, truth } from "../../../tracing/operators";
import { createLiftedMath } from "../../../tracing/math";
import { convertStores } from "../../../tracing/objects";
import { isTraced } from "../../../tracing/traced";
import type { Intrinsics } from "./realm";

/**
 * `Float64Array` and `Float32Array` for lifted code: ordinary arrays that hold traced values too.
 * They start from 0, keep their length, and convert what is stored (Float32Array rounds). Built from
 * a buffer they are the real thing, which refuses traced values.
 */
export function createTracedArrays(intrinsics: Intrinsics): Record<string, unknown> {
  const { fround } = createLiftedMath(intrinsics.Math);
  return {
    Float64Array: tracedArray(intrinsics, "Float64Array", (value) =>
      isTraced(value) ? value : Number(value),
    ),
    Float32Array: tracedArray(intrinsics, "Float32Array", (value) => fround(value as number)),
  };
}

function tracedArray(
  intrinsics: Intrinsics,
  name: "Float64Array" | "Float32Array",
  convert: (value: unknown) => unknown,
): unknown {
  const Base = intrinsics[name];
  const width = Base.BYTES_PER_ELEMENT;

  class TracedArray extends intrinsics.Array<unknown> {
    static override get [Symbol.species](): ArrayConstructor {
      return TracedArray as unknown as ArrayConstructor;
    }

    constructor(source?: unknown, offset?: number, length?: number) {
      super();
      convertStores(this, convert);
      if (source instanceof ArrayBuffer || isBuffer(source)) {
        return new Base(source as ArrayBuffer, offset, length) as unknown as TracedArray;
      }
      if (typeof source === "object" && source !== null && !isTraced(source)) {
        const values = intrinsics.Array.from(source as ArrayLike<unknown>);
        for (let index = 0; index < values.length; index++) super.push(convert(values[index]));
      } else {
        const count = source === undefined ? 0 : Number(source);
        if (!Number.isInteger(count) || count < 0) {
          throw new RangeError(`Invalid typed array length: ${String(source)}`);
        }
        for (let index = 0; index < count; index++) super.push(0);
      }
    }

    get [Symbol.isConcatSpreadable](): boolean {
      return false;
    }

    get BYTES_PER_ELEMENT(): number {
      return width;
    }

    get byteLength(): number {
      return this.length * width;
    }

    set(values: ArrayLike<unknown>, offset = 0): void {
      if (values.length + offset > this.length) throw new RangeError("offset is out of bounds");
      const copy = intrinsics.Array.from(values);
      copy.forEach((value, index) => (this[offset + index] = convert(value)));
    }

    subarray(begin = 0, end = this.length): TracedArray {
      const from = position(begin, this.length);
      const count = Math.max(0, position(end, this.length) - from);
      const shown = view(this, from, new TracedArray(count));
      convertStores(shown, convert);
      return shown;
    }

    override fill(value: unknown, start?: number, end?: number): this {
      return super.fill(convert(value), start, end);
    }

    override map<Result>(
      change: (value: unknown, index: number, all: unknown[]) => Result,
    ): Result[] {
      return new TracedArray(
        intrinsics.Array.prototype.map.call(this, change as never),
      ) as unknown as Result[];
    }

    override sort(compare?: (a: unknown, b: unknown) => number): this {
      return super.sort(compare ?? ascending);
    }

    toSorted(compare?: (a: unknown, b: unknown) => number): TracedArray {
      return new TracedArray(this).sort(compare);
    }
  }
  Object.defineProperties(TracedArray, {
    name: { value: name },
    BYTES_PER_ELEMENT: { value: width },
    of: { value: (...values: unknown[]) => new TracedArray(values) },
    from: {
      value: (source: ArrayLike<unknown>, map?: (value: unknown, index: number) => unknown) =>
        new TracedArray(map ? intrinsics.Array.from(source, map) : intrinsics.Array.from(source)),
    },
  });
  return TracedArray;
}

/** Typed arrays sort by value, NaN last, where arrays sort by text. */
function ascending(a: unknown, b: unknown): number {
  if (truth(lt(a, b))) return -1;
  if (truth(gt(a, b))) return 1;
  return Number(truth(strictNe(a, a))) - Number(truth(strictNe(b, b)));
}

function isBuffer(value: unknown): boolean {
  const tag = Object.prototype.toString.call(value);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

function position(index: number, length: number): number {
  return index < 0 ? Math.max(0, length + index) : Math.min(index, length);
}

/** An array that shows a stretch of another one, like the views of a real typed array. */
function view<Items extends unknown[]>(parent: Items, from: number, stretch: Items): Items {
  const indexOf = (name: string | symbol): number =>
    typeof name === "string" && /^\d+$/.test(name) ? Number(name) : -1;
  return new Proxy(stretch, {
    get(target, name, receiver) {
      const index = indexOf(name);
      if (index >= 0) return index < target.length ? parent[from + index] : undefined;
      return Reflect.get(target, name, receiver) as unknown;
    },
    set(target, name, value, receiver) {
      const index = indexOf(name);
      if (index < 0) return Reflect.set(target, name, value, receiver);
      if (index < target.length) parent[from + index] = value;
      return true;
    },
    defineProperty(target, name, descriptor) {
      const index = indexOf(name);
      if (index < 0 || !("value" in descriptor)) {
        return Reflect.defineProperty(target, name, descriptor);
      }
      if (index < target.length) parent[from + index] = descriptor.value as unknown;
      return true;
    },
  });
}
