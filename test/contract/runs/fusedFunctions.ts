import { compile } from "../../../src/wasm/compile";
import { gradient, hessianVectorProduct } from "../../../src/graph/passes/derivative";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import type { Objective } from "../../../src/objective/objective";

/** Makes nodes by the names of what people write. */
export function graphWriter() {
  const builder = new GraphBuilder();
  const op = builder.apply.bind(builder);
  return {
    builder,
    input: (index: number) => builder.input(index),
    number: (value: number) => builder.constant(value),
    add: (a: number, b: number) => op("add", a, b),
    sub: (a: number, b: number) => op("sub", a, b),
    mul: (a: number, b: number) => op("mul", a, b),
    square: (a: number) => op("mul", a, a),
    log: (a: number) => op("log", a),
    exp: (a: number) => op("exp", a),
    abs: (a: number) => op("abs", a),
    less: (a: number, b: number) => op("lt", a, b),
  };
}

/**
 * An objective from graphs, as the tracing of a person's code gives it: the first variant whose
 * guards hold is used. Throws where none does.
 */
export function graphObjective(dimension: number, variants: readonly Graph[]): Objective {
  const compiled = variants.map((graph) => ({
    graph,
    first: compile(gradient(graph)),
    second: compile(hessianVectorProduct(graph)),
  }));
  const holding = (theta: Float64Array) => {
    for (const variant of compiled) {
      variant.first.inputs.set(theta);
      if (variant.first.run() < 0) return variant;
    }
    throw new Error(`no variant holds at ${theta.join(", ")}`);
  };
  const objective: Objective = {
    dimension,
    gradientKind: "exact",
    value: (theta) => holding(theta).first.outputs[0]!,
    valueAndGradient(theta, result) {
      const { outputs } = holding(theta).first;
      for (let i = 0; i < dimension; i++) result[i] = outputs[i + 1]!;
      return outputs[0]!;
    },
    hessian(theta) {
      const result = new Float64Array(dimension * dimension);
      const unit = new Float64Array(dimension);
      for (let j = 0; j < dimension; j++) {
        unit.fill(0)[j] = 1;
        const column = new Float64Array(dimension);
        objective.hessianVectorProduct(theta, unit, column);
        column.forEach((entry, i) => (result[i * dimension + j] = entry));
      }
      return result;
    },
    hessianVectorProduct(theta, vector, result) {
      const { second } = holding(theta);
      second.inputs.set(theta);
      second.inputs.set(vector, dimension);
      second.run();
      result.set(second.outputs.subarray(1 + dimension));
    },
    graphAt: (theta) => holding(theta).graph,
  };
  return objective;
}

/** (1 − x)² + 100·(y − x²)². */
export function rosenbrockGraph(): Graph {
  const w = graphWriter();
  const [x, y] = [w.input(0), w.input(1)];
  const valley = w.square(w.sub(w.number(1), x));
  const bend = w.square(w.sub(y, w.square(x)));
  return w.builder.build([w.add(valley, w.mul(w.number(100), bend))], 2);
}

/** 3 everywhere, of two parameters: nothing moves. */
export function constantGraph(): Graph {
  const k = new GraphBuilder();
  return k.build([k.constant(3)], 2);
}

/** (x² + y − 11)² + (x + y² − 7)². */
export function himmelblauGraph(): Graph {
  const w = graphWriter();
  const [x, y] = [w.input(0), w.input(1)];
  const first = w.square(w.sub(w.add(w.square(x), y), w.number(11)));
  const second = w.square(w.sub(w.add(x, w.square(y)), w.number(7)));
  return w.builder.build([w.add(first, second)], 2);
}

/** x − ln x + y⁴ + e^(−z): leaves its domain when x falls below 0. */
export function barrierGraph(): Graph {
  const w = graphWriter();
  const [x, y, z] = [w.input(0), w.input(1), w.input(2)];
  const barrier = w.sub(x, w.log(x));
  const quartic = w.square(w.square(y));
  const tail = w.exp(w.sub(w.number(0), z));
  return w.builder.build([w.add(w.add(barrier, quartic), tail)], 3);
}

/** |x| + 2·|y| as four variants with guards on the signs, as an `if` on a parameter gives them. */
export function kinkGraphs(): Graph[] {
  return [0, 1, 2, 3].map((signs) => {
    const w = graphWriter();
    const [x, y] = [w.input(0), w.input(1)];
    const zero = w.number(0);
    const [left, below] = [(signs & 1) === 1, (signs & 2) === 2];
    w.builder.guard(w.less(x, zero), left);
    w.builder.guard(w.less(y, zero), below);
    const sizeX = left ? w.sub(zero, x) : x;
    const sizeY = below ? w.sub(zero, y) : y;
    return w.builder.build([w.add(sizeX, w.mul(w.number(2), sizeY))], 2);
  });
}

/** ½·Σ λᵢ·θᵢ² in five parameters, with a coupling term. */
export function coupledGraph(): Graph {
  const w = graphWriter();
  let sum = w.number(0);
  for (let i = 0; i < 5; i++) {
    const term = w.mul(w.number((i + 1) / 2), w.square(w.input(i)));
    sum = i === 0 ? term : w.add(sum, term);
    if (i > 0) sum = w.add(sum, w.mul(w.number(0.1), w.mul(w.input(i), w.input(i - 1))));
  }
  return w.builder.build([sum], 5);
}
