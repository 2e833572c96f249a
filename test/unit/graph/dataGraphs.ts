import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import type { OperationName } from "../../../src/graph/operations";

/** Loss functions over data as a tracer unrolls them: one node for every operation ever executed. */

/** A small generator of repeatable data (mulberry32), in [−1, 1). */
export function dataSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

export interface DataGraph {
  readonly graph: Graph;
  /** What it is a loss of: samples × features row by row, then the targets. */
  readonly data: readonly number[];
  /** The same function in plain JavaScript. */
  readonly plain: (parameters: readonly number[]) => number;
}

/** Applies operations by name, for graphs that read like formulas. */
export function formulas(k: GraphBuilder) {
  const op =
    (name: OperationName) =>
    (...operands: number[]): number =>
      k.apply(name, ...operands);
  return {
    add: op("add"),
    sub: op("sub"),
    mul: op("mul"),
    div: op("div"),
    neg: op("neg"),
    exp: op("exp"),
    log: op("log"),
    log1p: op("log1p"),
    tanh: op("tanh"),
    max: op("max"),
    num: (value: number) => k.constant(value),
  };
}

/** Mean of log(1 + e^(−y·(w·x + b))) over n samples with d features. */
export function logistic(n: number, d: number, seed = 1): DataGraph {
  const next = dataSource(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, next));
  const y = Array.from({ length: n }, () => (next() > 0 ? 1 : -1));
  const k = new GraphBuilder();
  const { add, mul, neg, exp, log1p, div, num } = formulas(k);
  let sum = num(0);
  X.forEach((row, i) => {
    let z = k.input(d);
    row.forEach((x, j) => (z = add(z, mul(k.input(j), num(x)))));
    sum = add(sum, log1p(exp(neg(mul(num(y[i]!), z)))));
  });
  return {
    graph: k.build([div(sum, num(n))], d + 1),
    data: [...X.flat(), ...y],
    plain: (w) =>
      X.reduce((total, row, i) => {
        const z = row.reduce((part, x, j) => part + w[j]! * x, w[d]!);
        return total + Math.log1p(Math.exp(-(y[i]! * z)));
      }, 0) / n,
  };
}

/** Mean squared error of a network d–h–1 with tanh over n samples. */
export function network(n: number, d: number, h: number, seed = 2): DataGraph {
  const next = dataSource(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, next));
  const y = Array.from({ length: n }, next);
  const k = new GraphBuilder();
  const { add, mul, sub, tanh, div, num } = formulas(k);
  const [b1, w2, b2] = [h * d, h * d + h, h * d + 2 * h];
  let sum = num(0);
  X.forEach((row, i) => {
    let out = k.input(b2);
    for (let unit = 0; unit < h; unit++) {
      let z = k.input(b1 + unit);
      row.forEach((x, j) => (z = add(z, mul(k.input(unit * d + j), num(x)))));
      out = add(out, mul(k.input(w2 + unit), tanh(z)));
    }
    const error = sub(out, num(y[i]!));
    sum = add(sum, mul(error, error));
  });
  return {
    graph: k.build([div(sum, num(n))], b2 + 1),
    data: [...X.flat(), ...y],
    plain: (p) =>
      X.reduce((total, row, i) => {
        let out = p[b2]!;
        for (let unit = 0; unit < h; unit++) {
          const z = row.reduce((part, x, j) => part + p[unit * d + j]! * x, p[b1 + unit]!);
          out += p[w2 + unit]! * Math.tanh(z);
        }
        return total + (out - y[i]!) ** 2;
      }, 0) / n,
  };
}

/** Cross entropy of a linear classifier with c classes: log Σ e^z − z_label. */
export function softmax(n: number, d: number, c: number, seed = 3): DataGraph {
  const next = dataSource(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, next));
  const labels = Array.from({ length: n }, () => Math.floor(((next() + 1) / 2) * c));
  const k = new GraphBuilder();
  const { add, mul, sub, exp, log, max, num } = formulas(k);
  let sum = num(0);
  X.forEach((row, i) => {
    const z = Array.from({ length: c }, (_, q) => {
      let part = num(0);
      row.forEach((x, j) => (part = add(part, mul(k.input(q * d + j), num(x)))));
      return part;
    });
    const top = z.reduce((a, b) => max(a, b));
    let total = num(0);
    for (const each of z) total = add(total, exp(sub(each, top)));
    sum = add(sum, sub(add(log(total), top), z[labels[i]!]!));
  });
  return {
    graph: k.build([sum], c * d),
    data: [...X.flat(), ...labels],
    plain: (w) =>
      X.reduce((all, row, i) => {
        const z = Array.from({ length: c }, (_, q) =>
          row.reduce((part, x, j) => part + w[q * d + j]! * x, 0),
        );
        const top = Math.max(...z);
        const total = z.reduce((part, each) => part + Math.exp(each - top), 0);
        return all + Math.log(total) + top - z[labels[i]!]!;
      }, 0),
  };
}

/** Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)² in n dimensions. */
export function longRosenbrock(n: number): DataGraph {
  const k = new GraphBuilder();
  const { add, mul, sub, num } = formulas(k);
  let sum = num(0);
  for (let i = 0; i + 1 < n; i++) {
    const x = k.input(i);
    const a = sub(k.input(i + 1), mul(x, x));
    const b = sub(num(1), x);
    sum = add(sum, add(mul(num(100), mul(a, a)), mul(b, b)));
  }
  return {
    graph: k.build([sum], n),
    data: [],
    plain: (x) =>
      x.slice(0, -1).reduce((all, a, i) => all + 100 * (x[i + 1]! - a * a) ** 2 + (1 - a) ** 2, 0),
  };
}

/** Mean hinge loss max(0, 1 − y(w·x + b)) plus a quadratic penalty. */
export function hinge(n: number, d: number, seed = 5): DataGraph {
  const next = dataSource(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, next));
  const y = Array.from({ length: n }, () => (next() > 0 ? 1 : -1));
  const k = new GraphBuilder();
  const { add, mul, sub, max, div, num } = formulas(k);
  let sum = num(0);
  X.forEach((row, i) => {
    let z = k.input(d);
    row.forEach((x, j) => (z = add(z, mul(k.input(j), num(x)))));
    sum = add(sum, max(num(0), sub(num(1), mul(num(y[i]!), z))));
  });
  let penalty = num(0);
  for (let j = 0; j < d; j++) penalty = add(penalty, mul(k.input(j), k.input(j)));
  return {
    graph: k.build([add(div(sum, num(n)), mul(num(0.01), penalty))], d + 1),
    data: [...X.flat(), ...y],
    plain: (w) => {
      const total = X.reduce((all, row, i) => {
        const z = row.reduce((part, x, j) => part + w[j]! * x, w[d]!);
        return all + Math.max(0, 1 - y[i]! * z);
      }, 0);
      const squares = w.slice(0, d).reduce((all, x) => all + x * x, 0);
      return total / n + 0.01 * squares;
    },
  };
}

/** Σ_s (f_s − mean f)² + Σ_h (Σ_s tanh(w_h x_s))², f_s = Σ_h v_h·tanh(w_h·x_s): loops after loops. */
export function spread(n: number, h: number, seed = 6): DataGraph {
  const next = dataSource(seed);
  const X = Array.from({ length: n }, next);
  const k = new GraphBuilder();
  const { add, mul, sub, tanh, div, num } = formulas(k);
  const sum = (terms: readonly number[]): number => terms.reduce((a, b) => add(a, b), num(0));
  const units = Array.from({ length: h }, (_, unit) => unit);
  const t = X.map((x) => units.map((unit) => tanh(mul(k.input(unit), num(x)))));
  const f = t.map((row) => sum(row.map((value, unit) => mul(k.input(h + unit), value))));
  const mean = div(sum(f), num(n));
  const deviations = f.map((value) => sub(value, mean));
  const totals = units.map((unit) => sum(t.map((row) => row[unit]!)));
  return {
    graph: k.build(
      [add(sum(deviations.map((d) => mul(d, d))), sum(totals.map((u) => mul(u, u))))],
      2 * h,
    ),
    data: X,
    plain: (p) => {
      const rows = X.map((x) => units.map((unit) => Math.tanh(p[unit]! * x)));
      const values = rows.map((row) => row.reduce((a, b, unit) => a + p[h + unit]! * b, 0));
      const average = values.reduce((a, b) => a + b, 0) / n;
      const squares = values.reduce((a, b) => a + (b - average) ** 2, 0);
      const sums = units.map((unit) => rows.reduce((a, row) => a + row[unit]!, 0));
      return squares + sums.reduce((a, b) => a + b * b, 0);
    },
  };
}
