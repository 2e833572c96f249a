import { lt, not, recordUnary, strictEq, strictNe, plus, text } from "../../../tracing/operators";
import { createLiftedMath } from "../../../tracing/math";
import { and } from "../../../tracing/branches";
import { OPERATION_CODES as code } from "../../../graph/operations";
import { isTraced, type Traced } from "../../../tracing/traced";
import { createTracedCollections } from "./collections";
import type { Intrinsics } from "./realm";
import { createTracedArrays } from "./typedArrays";
import { watchedBuiltins, type Watch } from "./watch";

/** The names that the user's code finds as local variables in place of its realm's globals. */
export type Builtins = Readonly<Record<string, unknown>>;

/** For code that runs as it is: a fresh `Math` (a local is far faster to reach) and watched clocks. */
export function plainBuiltins(intrinsics: Intrinsics, watch: Watch): Builtins {
  const { random, globals } = watchedBuiltins(intrinsics, watch);
  const descriptors = Object.getOwnPropertyDescriptors(intrinsics.Math);
  const math = Object.create(intrinsics.Object.prototype, descriptors) as Math;
  math.random = random;
  return { Math: math, ...globals };
}

/** For lifted code: the same, and everything that traced values may be handed to. */
export function liftedBuiltins(intrinsics: Intrinsics, watch: Watch): Builtins {
  const { random, globals } = watchedBuiltins(intrinsics, watch);
  const math = createLiftedMath(intrinsics.Math);
  math.random = random;
  // What lifted code keeps on the global object must not reach the code that runs as it is.
  const shadow: unknown = Object.create(intrinsics.globalThis);
  return {
    ...{ globalThis: shadow, global: shadow, self: shadow },
    Math: math,
    ...globals,
    console: silentConsole,
    ...createTracedArrays(intrinsics),
    ...createTracedCollections(intrinsics),
    ...(intrinsics.structuredClone && { structuredClone: liftedClone(intrinsics) }),
    Number: liftedNumber(intrinsics),
    Boolean: callable(intrinsics.Boolean, (value) => not(not(value))),
    String: callable(intrinsics.String, text),
    parseFloat: (value: unknown) =>
      isTraced(value) ? plus(value) : intrinsics.parseFloat(value as string),
    isNaN: (value: unknown) =>
      isTraced(value) ? isNotANumber(value) : intrinsics.isNaN(value as number),
    isFinite: (value: unknown) =>
      isTraced(value) ? isBounded(value) : intrinsics.isFinite(value as number),
  };
}

/** Lifted code runs besides the code itself, which has printed already. */
const silentConsole: unknown = new Proxy({}, { get: () => (): undefined => undefined });

/** A constructor whose plain call also takes traced values. */
function callable(constructor: object, call: (value: Traced) => unknown): unknown {
  return new Proxy(constructor, {
    apply(target, self, values: unknown[]) {
      const value = values[0];
      if (isTraced(value)) return call(value);
      return Reflect.apply(target as () => unknown, self, values) as unknown;
    },
  });
}

function liftedNumber({ Number: RealNumber }: Intrinsics): unknown {
  const predicates: Record<string, (value: unknown) => unknown> = {
    isNaN: (value) => (isTraced(value) ? isNotANumber(value) : RealNumber.isNaN(value)),
    isFinite: (value) => (isTraced(value) ? isBounded(value) : RealNumber.isFinite(value)),
    isInteger: (value) => (isTraced(value) ? isWhole(value) : RealNumber.isInteger(value)),
    isSafeInteger: (value) =>
      isTraced(value)
        ? both(isWhole(value), lt(recordUnary(code.abs, value), 2 ** 53))
        : RealNumber.isSafeInteger(value),
  };
  return new Proxy(callable(RealNumber, plus) as NumberConstructor, {
    get(target, name, receiver) {
      if (typeof name === "string" && Object.hasOwn(predicates, name)) return predicates[name];
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

/** `structuredClone` of arrays and plain objects with traced values in them. */
function liftedClone({
  Array: UserArray,
  Object: UserObject,
  structuredClone,
}: Intrinsics): unknown {
  const clone = (value: unknown): unknown => {
    if (isTraced(value)) return value;
    if (UserArray.isArray(value)) return UserArray.from(value as unknown[], clone);
    if (typeof value !== "object" || value === null) return value;
    if (UserObject.getPrototypeOf(value) !== UserObject.prototype) return structuredClone!(value);
    const copy = new UserObject() as Record<string, unknown>;
    for (const [name, part] of UserObject.entries(value)) copy[name] = clone(part);
    return copy;
  };
  return (value: unknown, options?: object) =>
    options === undefined ? clone(value) : structuredClone!(value, options);
}

function isNotANumber(value: Traced): unknown {
  return strictNe(value, value);
}

function isBounded(value: Traced): unknown {
  return lt(recordUnary(code.abs, value), Infinity);
}

function isWhole(value: Traced): unknown {
  return both(strictEq(recordUnary(code.floor, value), value), isBounded(value));
}

function both(a: unknown, b: unknown): unknown {
  return and(-1, a, () => b);
}
