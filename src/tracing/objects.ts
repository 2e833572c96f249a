import { concrete, gt, lt, numeric, truth } from "./operators";
import { isTraced, type Traced } from "./traced";

/**
 * Lists that stand for typed arrays, and how they convert what is stored in them under a number. Kept
 * beside them: a property would be looked for in every object, which a proxy would see.
 */
const conversions = new WeakMap<object, (value: unknown) => unknown>();

/** Makes a list one that keeps its length and converts what is stored in it. */
export function convertStores(list: object, convert: (value: unknown) => unknown): void {
  conversions.set(list, convert);
}

/** Whether an object is such a list. */
export function convertsStores(object: object): boolean {
  return conversions.has(object);
}

/** `object[key] = value`. */
export function assign(object: unknown, key: unknown, value: unknown): unknown {
  const name = concrete(key) as PropertyKey;
  const target = object as Record<PropertyKey, unknown>;
  if (typeof object === "object" && object !== null) {
    const convert = conversions.get(object);
    if (convert !== undefined && isIndex(name)) {
      const list = object as unknown[];
      if (Number(name) < list.length) list[Number(name)] = convert(value);
      return value;
    }
    if (isTraced(value) && ArrayBuffer.isView(object)) {
      value.recorder.escape(`the value is stored in a ${object.constructor.name}`);
    }
  }
  target[name] = value;
  return value;
}

/** `Array.isArray`: arrays that stand for typed arrays are none. */
export function isArray(value: unknown): boolean {
  return Array.isArray(value) && !conversions.has(value);
}

/** `ArrayBuffer.isView`, of which they are. */
export function isView(value: unknown): boolean {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && conversions.has(value));
}

/** `object[key] op= …` and `object[key]++`, where finding the object or the key does something. */
export function update(
  object: unknown,
  key: unknown,
  change: (old: unknown) => unknown,
  givesOld: boolean,
): unknown {
  const name = concrete(key) as PropertyKey;
  const old = (object as Record<PropertyKey, unknown>)[name];
  const result = change(old);
  assign(object, name, result);
  return givesOld ? numeric(old) : result;
}

/** A callback whose result is taken for a truth value: traced conditions are decided. */
export function predicate(callback: unknown): unknown {
  return answering(callback, truth);
}

/** A comparing callback of a sort: the order of traced values is decided by the result's sign. */
export function comparator(callback: unknown): unknown {
  return answering(callback, (result) => {
    if (result.boolean) return truth(result) ? 1 : 0;
    if (truth(gt(result, 0))) return 1;
    return truth(lt(result, 0)) ? -1 : 0;
  });
}

/** The function, all but for traced answers: a method called `find` may ask it for something else than to be called. */
function answering(callback: unknown, answer: (result: Traced) => unknown): unknown {
  if (typeof callback !== "function") return callback;
  return new Proxy(callback, {
    apply(target, self, values) {
      const result: unknown = Reflect.apply(target, self, values);
      return isTraced(result) ? answer(result) : result;
    },
  });
}

function isIndex(name: PropertyKey): boolean {
  return typeof name === "number" || (typeof name === "string" && /^\d+$/.test(name));
}
