import * as v from "valibot";

// What the messages of a webview are made of. Nothing that arrives from one is trusted, so each is a schema, and its type
// is read off it.

/** What a schema lets through; messages are read, never written to. */
export type Of<Schema extends v.GenericSchema> = Frozen<v.InferOutput<Schema>>;

type Frozen<Value> = Value extends Float64Array
  ? Float64Array
  : Value extends Uint8Array
    ? Uint8Array
    : Value extends object
      ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
      : Value;

export const count = (most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
export const finite = v.pipe(v.number(), v.finite());
export const notNegative = v.pipe(finite, v.minValue(0));
export const positive = v.pipe(finite, v.gtValue(0));
export const shortText = v.pipe(v.string(), v.maxLength(300));
export const range = v.strictTuple([finite, finite]);
/** The index of a parameter. */
export const parameter = count(1_000_000);
/** A step's number; where rows are looked up it may lie between two. */
export const stepNumber = v.pipe(notNegative, v.maxValue(1e9));
export const vector = v.pipe(v.array(finite), v.maxLength(1_000_000));
export const floats = v.pipe(
  v.instance(Float64Array),
  v.maxLength(1_000_000),
  v.check((values) => values.every(Number.isFinite)),
);
