import * as v from "valibot";

// What the messages of a webview are made of. Nothing that arrives from one is trusted.

export const count = (most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
export const finite = v.pipe(v.number(), v.finite());
export const positive = v.pipe(finite, v.gtValue(0));
export const shortText = v.pipe(v.string(), v.maxLength(300));
export const range = v.strictTuple([finite, finite]);
export const vector = v.pipe(v.array(finite), v.maxLength(1_000_000));
export const floats = v.pipe(
  v.instance(Float64Array),
  v.maxLength(1_000_000),
  v.check((values) => values.every(Number.isFinite)),
);
