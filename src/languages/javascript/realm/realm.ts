import type { Realm } from "../../platform";

/** Built-ins of the user's realm, from which arrays and errors of that realm are made. */
export interface Intrinsics {
  readonly Array: ArrayConstructor;
  readonly Object: ObjectConstructor;
  readonly Number: NumberConstructor;
  readonly Boolean: BooleanConstructor;
  readonly Function: FunctionConstructor;
  readonly String: StringConstructor;
  readonly Map: MapConstructor;
  readonly Set: SetConstructor;
  readonly Math: Math;
  readonly Date: DateConstructor;
  readonly Float64Array: Float64ArrayConstructor;
  readonly Float32Array: Float32ArrayConstructor;
  readonly globalThis: object;
  readonly isNaN: typeof isNaN;
  readonly isFinite: typeof isFinite;
  readonly parseFloat: typeof parseFloat;
  readonly structuredClone?: (value: unknown, options?: object) => unknown;
  /** Present where the host provides them. */
  readonly performance?: { now(): number };
  readonly crypto?: object;
  readonly process?: object;
  readonly console?: object;
}

/** Reads the built-ins before user code can change them. */
export function readIntrinsics(realm: Realm): Intrinsics {
  return realm.evaluate(
    `({ Array, Object, Number, Boolean, Function, String, Map, Set, Math, Date, Float64Array, Float32Array, globalThis, isNaN, isFinite, parseFloat,
      structuredClone: globalThis.structuredClone, performance: globalThis.performance, crypto: globalThis.crypto,
      process: globalThis.process, console: globalThis.console })`,
    "optimizer-lens-intrinsics.js",
  ) as Intrinsics;
}
