import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../../src/graph/builder";
import { gradient, hessianVectorProduct } from "../../../../src/graph/passes/derivative";
import type { Graph } from "../../../../src/graph/graph";
import { evaluate } from "../../../../src/graph/interpreter";

function rosenbrock(): Graph {
  const k = new GraphBuilder();
  const x = k.input(0);
  const y = k.input(1);
  const one = k.constant(1);
  const a = k.apply("sub", one, x);
  const b = k.apply("sub", y, k.apply("pow", x, k.constant(2)));
  const value = k.apply(
    "add",
    k.apply("mul", a, a),
    k.apply("mul", k.constant(100), k.apply("mul", b, b)),
  );
  return k.build([value], 2);
}

describe("gradient", () => {
  test("of Rosenbrock's function at (−1.2, 1)", () => {
    // f = (1−x)² + 100(y−x²)²: f = 4.84 + 100·0.1936; f_x = −2(1−x) − 400x(y−x²); f_y = 200(y−x²).
    const { outputs } = evaluate(gradient(rosenbrock()), [-1.2, 1]);
    expect(outputs[0]).toBeCloseTo(24.2, 12);
    expect(outputs[1]).toBeCloseTo(-4.4 - 211.2, 10);
    expect(outputs[2]).toBeCloseTo(-88, 10);
  });

  test("again gives the Hessian, column by column", () => {
    // f_xx = 2 − 400(y − 3x²) = 2 − 400·(1 − 4.32) = 1330, f_xy = −400x = 480, f_yy = 200.
    const product = hessianVectorProduct(rosenbrock());
    const first = evaluate(product, [-1.2, 1, 1, 0]).outputs;
    const second = evaluate(product, [-1.2, 1, 0, 1]).outputs;
    expect(first[3]).toBeCloseTo(1330, 9);
    expect(first[4]).toBeCloseTo(480, 9);
    expect(second[3]).toBeCloseTo(480, 9);
    expect(second[4]).toBeCloseTo(200, 9);
  });

  test("of a branch that is not taken does not leak NaN", () => {
    const k = new GraphBuilder();
    const x = k.input(0);
    const zero = k.constant(0);
    const root = k.apply("sqrt", x);
    const graph = k.build([k.select(k.apply("gt", x, zero), root, zero)], 1);
    const slope = (at: number): number => evaluate(gradient(graph), [at]).outputs[1]!;
    expect(slope(4)).toBe(0.25);
    expect(slope(0)).toBe(0);
    expect(slope(-1)).toBe(0);
  });
});
