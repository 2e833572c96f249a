import { Unmergeable } from "./armFields";
import { convertsStores } from "./objects";
import { isTraced, nodeOf, Traced, type Recorder } from "./traced";

/*
 * One value for both ways of a branch. Numbers and truth values become a select. Lists and plain
 * objects become a third one, which nobody can tell from the two if nothing else holds them:
 * what is written to `const t = c ? a : b` later has to reach a or b. What an arm without effects
 * gives anew each time it is run, it has made, and nothing else holds it.
 */

/** What an arm gave, and how to have it given again. */
export interface ArmResult {
  readonly value: unknown;
  readonly again: () => unknown;
  /** Lists and objects that were merged while the arm ran. */
  readonly made: WeakSet<object>;
}

/** Lists and objects merged in the arm that is being run. */
let made = new WeakSet();

/** Runs an arm free of side effects. */
export function runArm(arm: () => unknown): ArmResult {
  const around = made;
  const own = new WeakSet();
  made = own;
  try {
    return { value: arm(), again: arm, made: own };
  } finally {
    made = around;
  }
}

/** Merges what two arms gave. Throws `Unmergeable` where the values are not of one shape or may be held by others. */
export function mergeArms(
  recorder: Recorder,
  condition: number,
  left: ArmResult,
  right: ArmResult,
): unknown {
  const merged = new Map<object, { readonly other: object; readonly value: object }>();
  const partners = new Set<object>();
  const [isLeftNew, isRightNew] = [newness(left), newness(right)];

  function merge(a: unknown, b: unknown, path: readonly PropertyKey[]): unknown {
    const simple = mergeSimple(recorder, condition, a, b);
    if (simple !== undefined) return simple.value;
    if (!isPlain(a) || !isPlain(b) || !sameKeys(a, b)) throw new Unmergeable();
    const known = merged.get(a);
    // Two names for one object stay that.
    if (known?.other === b) return known.value;
    if (known !== undefined || partners.has(b)) throw new Unmergeable();
    if (!isLeftNew(a, path) || !isRightNew(b, path)) throw new Unmergeable();
    const value = emptyLike(a);
    merged.set(a, { other: b, value });
    partners.add(b);
    made.add(value);
    for (const key of Reflect.ownKeys(a)) {
      if (key === "length" && Array.isArray(a)) continue;
      const part = merge(partAt(a, key), partAt(b, key), [...path, key]);
      Object.defineProperty(value, key, {
        ...{ value: part, writable: true, enumerable: true, configurable: true },
      });
    }
    if (Array.isArray(a)) (value as unknown[]).length = a.length;
    return value;
  }
  return merge(left.value, right.value, []);
}

/** A number or truth value for both ways, or what is the same in both; undefined where it takes more than that. */
export function mergeSimple(
  recorder: Recorder,
  condition: number,
  a: unknown,
  b: unknown,
): { readonly value: unknown } | undefined {
  if (Object.is(a, b)) return { value: a };
  const isBoolean = isTruth(a);
  if (isBoolean !== isTruth(b)) throw new Unmergeable();
  if (!isBoolean && !(isNumber(a) && isNumber(b))) return undefined;
  const node = recorder.merge(condition, nodeOf(recorder, a), nodeOf(recorder, b));
  return { value: new Traced(recorder, node, isBoolean) };
}

/** Whether what stands at a path of an arm's result was made by the arm: then it is another one each time. */
function newness({
  again,
  made: own,
}: ArmResult): (a: object, path: readonly PropertyKey[]) => boolean {
  let second: { readonly value: unknown } | undefined;
  return (part, path) => {
    if (own.has(part)) return true;
    second ??= { value: runArm(again).value };
    let other = second.value;
    for (const key of path) {
      if (typeof other !== "object" || other === null) return false;
      other = partAt(other, key);
    }
    return typeof other === "object" && other !== part;
  };
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || (isTraced(value) && !value.boolean);
}

function isTruth(value: unknown): boolean {
  return typeof value === "boolean" || (isTraced(value) && value.boolean);
}

/** A list or an object without a class of its own, of which all is seen: no accessors, nothing hidden or closed. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isTraced(value)) return false;
  if (!Object.isExtensible(value)) return false;
  const base = Object.getPrototypeOf(value) as object | null;
  const isBasic = base === null || Object.getPrototypeOf(base) === null;
  const isList = Array.isArray(value);
  if (isList ? !isListBase(base) && !convertsStores(value) : !isBasic) return false;
  return Object.entries(Object.getOwnPropertyDescriptors(value)).every(
    ([key, { enumerable, writable, configurable }]) =>
      (enumerable && writable && configurable) || (isList && key === "length"),
  );
}

/** Whether a prototype is that of lists themselves, in whatever realm. */
function isListBase(base: object | null): boolean {
  return Array.isArray(base);
}

function sameKeys(a: object, b: object): boolean {
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  const [left, right] = [Reflect.ownKeys(a), Reflect.ownKeys(b)];
  return left.length === right.length && left.every((key, index) => key === right[index]);
}

function emptyLike(a: object): object {
  const base = Object.getPrototypeOf(a) as object | null;
  if (!Array.isArray(a)) return Object.create(base) as object;
  return a.slice(0, 0) as object;
}

function partAt(object: object, key: PropertyKey): unknown {
  return (object as Record<PropertyKey, unknown>)[key];
}
