import type { Arithmetic } from "./arithmetic";
import { EXP_COEFFICIENTS, LOG_COEFFICIENTS } from "./coefficients";

/**
 * Our own elementary functions, written once without branches: evaluated on numbers they are the
 * reference, built as nodes they become WebAssembly, one number or two lanes at a time, with the
 * same bits. Error against the true value: exp and log below 1 ulp, expm1 below 1.5 ulp, log1p
 * below 2 ulp, tanh below 3 ulp (glibc states 2). Methods: argument reduction by ln 2 in two parts and a
 * polynomial (exp); ln(1+f) through s = f/(2+f) (log), as in Sun's fdlibm; our own coefficients.
 */

const INVERSE_LN2 = 1.4426950408889634;
/** ln 2 = high + low; high has 21 zero bits at its end, so k·high is exact for |k| < 2^20. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SMALLEST_NORMAL = 2 ** -1022;

/** e^x. */
export function exp<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { add, mul, constant, select, gt, lt } = words(k);
  const { power, tail } = reduceByLn2(k, x);
  const half = k.apply("floor", mul(power, constant(0.5)));
  const low = k.apply("powerOfTwo", half);
  const high = k.apply("powerOfTwo", k.apply("sub", power, half));
  const scaled = mul(mul(add(constant(1), tail), low), high);
  const notTooLow = select(lt(x, constant(-745.2)), constant(0), scaled);
  return select(gt(x, constant(709.8)), constant(Infinity), notTooLow);
}

/** e^x − 1. */
export function expm1<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { add, sub, mul, constant, select, gt, lt, eq } = words(k);
  const { power, tail } = reduceByLn2(k, x);
  // Below −55 the result is −1; the clamp keeps 2^−k finite.
  const kept = k.apply("max", power, constant(-80));
  const shrunk = k.apply("powerOfTwo", k.apply("neg", k.apply("min", kept, constant(1000))));
  const half = k.apply("floor", mul(kept, constant(0.5)));
  const low = k.apply("powerOfTwo", half);
  const high = k.apply("powerOfTwo", sub(kept, half));
  const scaled = mul(mul(add(sub(constant(1), shrunk), tail), low), high);
  const bounded = select(lt(x, constant(-55)), constant(-1), scaled);
  const finite = select(gt(x, constant(709.8)), constant(Infinity), bounded);
  return select(eq(x, constant(0)), x, finite);
}

/** tanh x = −t/(t + 2) with t = e^(−2|x|) − 1, and the sign of x. */
export function tanh<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { add, sub, mul, constant, select, gt } = words(k);
  const size = k.apply("abs", x);
  const { power, tail } = reduceByLn2(k, mul(size, constant(-2)));
  const shrunk = k.apply("powerOfTwo", power);
  const t = add(sub(shrunk, constant(1)), mul(tail, shrunk));
  const ratio = k.apply("div", k.apply("neg", t), add(t, constant(2)));
  return k.apply("copysign", select(gt(size, constant(22)), constant(1), ratio), x);
}

/** ln x. */
export function log<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { sub, mul, constant, select, lt } = words(k);
  const tiny = lt(x, constant(SMALLEST_NORMAL));
  const scaled = mul(x, select(tiny, constant(2 ** 54), constant(1)));
  const { power, significand } = split(k, scaled);
  const exponent = sub(power, select(tiny, constant(54), constant(0)));
  const f = sub(significand, constant(1));
  return logEnds(k, x, x, logarithm(k, f, exponent, constant(0)));
}

/** ln(1 + x). */
export function log1p<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { add, sub, constant, select, eq, gt } = words(k);
  const one = constant(1);
  const u = add(one, x);
  const { power, significand } = split(k, u);
  const near = eq(power, constant(0));
  // What the rounding of 1 + x lost, relative to 1 + x.
  const lost = select(gt(power, constant(0)), sub(one, sub(u, x)), sub(x, sub(u, one)));
  const correction = select(near, constant(0), k.apply("div", lost, u));
  const f = select(near, x, sub(significand, one));
  const value = logEnds(k, x, u, logarithm(k, f, power, correction));
  return select(eq(x, constant(0)), x, value);
}

/** 1, −1, or x itself when it is a zero or NaN. */
export function sign<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { constant, select, gt, lt } = words(k);
  const zero = constant(0);
  return select(gt(x, zero), constant(1), select(lt(x, zero), constant(-1), x));
}

/** JavaScript's Math.round: the nearest integer, ties upwards, −0 kept. */
export function round<Value>(k: Arithmetic<Value>, x: Value): Value {
  const { add, sub, constant, select } = words(k);
  const below = k.apply("floor", x);
  const up = k.apply("ge", sub(x, below), constant(0.5));
  return k.apply("copysign", select(up, add(below, constant(1)), below), x);
}

/** x = power·ln 2 + r; tail = e^r − 1. */
function reduceByLn2<Value>(k: Arithmetic<Value>, x: Value): { power: Value; tail: Value } {
  const { add, sub, mul, constant } = words(k);
  const power = k.apply("nearest", mul(x, constant(INVERSE_LN2)));
  const high = sub(x, mul(power, constant(LN2_HIGH)));
  const low = mul(power, constant(LN2_LOW));
  const r = sub(high, low);
  const rest = sub(sub(high, r), low);
  const square = mul(r, r);
  const series = estrin(k, EXP_COEFFICIENTS, r, square);
  return { power, tail: add(r, add(rest, mul(square, series))) };
}

/** A positive normal number as 2^power · significand, significand in [√½, √2). */
function split<Value>(k: Arithmetic<Value>, x: Value): { power: Value; significand: Value } {
  const { add, mul, constant, select, gt } = words(k);
  const significand = k.apply("significandOf", x);
  const upper = gt(significand, constant(Math.SQRT2));
  return {
    power: add(k.apply("exponentOf", x), select(upper, constant(1), constant(0))),
    significand: mul(significand, select(upper, constant(0.5), constant(1))),
  };
}

/** power·ln 2 + ln(1 + f) + correction. */
function logarithm<Value>(k: Arithmetic<Value>, f: Value, power: Value, correction: Value): Value {
  const { add, sub, mul, constant } = words(k);
  const s = k.apply("div", f, add(constant(2), f));
  const z = mul(s, s);
  const series = mul(z, estrin(k, LOG_COEFFICIENTS, z, mul(z, z)));
  const halfSquare = mul(mul(constant(0.5), f), f);
  const small = add(
    mul(s, add(halfSquare, series)),
    add(mul(power, constant(LN2_LOW)), correction),
  );
  return sub(mul(power, constant(LN2_HIGH)), sub(sub(halfSquare, small), f));
}

/** Where the argument of the logarithm is not positive and finite; NaN in, NaN out. */
function logEnds<Value>(k: Arithmetic<Value>, x: Value, argument: Value, value: Value): Value {
  const { constant, select, gt, eq } = words(k);
  const zero = constant(0);
  const positive = select(eq(x, constant(Infinity)), x, value);
  const end = select(eq(argument, zero), constant(-Infinity), constant(NaN));
  return select(gt(argument, zero), positive, end);
}

/** The polynomial Σ c_i x^i, in pairs and pairs of pairs: a short chain of dependent operations. */
function estrin<Value>(
  k: Arithmetic<Value>,
  coefficients: readonly number[],
  x: Value,
  square: Value,
): Value {
  const { add, mul, constant } = words(k);
  let terms = coefficients.map(constant);
  let power = x;
  while (terms.length > 1) {
    const pairs: Value[] = [];
    for (let index = 0; index < terms.length; index += 2) {
      const upper = terms[index + 1];
      pairs.push(upper === undefined ? terms[index]! : add(terms[index]!, mul(upper, power)));
    }
    terms = pairs;
    power = power === x ? square : mul(power, power);
  }
  return terms[0]!;
}

function words<Value>(k: Arithmetic<Value>) {
  return {
    constant: (value: number) => k.constant(value),
    add: (a: Value, b: Value) => k.apply("add", a, b),
    sub: (a: Value, b: Value) => k.apply("sub", a, b),
    mul: (a: Value, b: Value) => k.apply("mul", a, b),
    gt: (a: Value, b: Value) => k.apply("gt", a, b),
    lt: (a: Value, b: Value) => k.apply("lt", a, b),
    eq: (a: Value, b: Value) => k.apply("eq", a, b),
    select: (condition: Value, a: Value, b: Value) => k.apply("select", condition, a, b),
  };
}
