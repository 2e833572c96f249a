import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { PATIENCE, runs } from "../effort";
import { type GradientOptions, gradient } from "../../../../src/graph/passes/derivative";
import type { Graph } from "../../../../src/graph/graph";
import { evaluate } from "../../../../src/graph/interpreter";
import {
  type DerivativeRule,
  type OperationName,
  OPERATIONS,
} from "../../../../src/graph/operations";
import { dualValues, hasDerivative, SLOPED } from "../dualNumbers";
import { graphOf, NAMES, ordinaryNumber, recipe } from "../randomGraphs";

vi.setConfig({ testTimeout: PATIENCE });

/** Rounding of some tens of operations, against the scale of what is added up. */
const TOLERANCE = 1e-12;
/** Beyond this, or below its inverse, products of slopes leave the range where rounding is relative. */
const LARGE = 1e9;

/** How many derivatives were compared and how many were wrong. */
interface Comparison {
  compared: number;
  wrong: number;
}

/** Compares the gradient of each output with dual numbers, where these are finite. */
function compareGradients(
  graph: Graph,
  at: readonly number[],
  rules?: GradientOptions["rules"],
): Comparison {
  const duals = dualValues(graph, at);
  const result = { compared: 0, wrong: 0 };
  graph.outputs.forEach((node, output) => {
    const { slopes, scales, finite } = duals[node]!;
    if (!finite) return;
    const derived = gradient(graph, rules === undefined ? { output } : { output, rules });
    const ours = evaluate(derived, at).outputs.subarray(graph.outputs.length);
    slopes.forEach((slope, index) => {
      const scale = scales[index]!;
      if (!Number.isFinite(slope) || !(scale < LARGE) || (scale > 0 && scale < 1 / LARGE)) return;
      result.compared++;
      if (!(Math.abs(ours[index]! - slope) <= TOLERANCE * scale)) result.wrong++;
    });
  });
  return result;
}

const point = fc.array(ordinaryNumber, { minLength: 5, maxLength: 5 });

describe("gradients of random graphs", () => {
  test("agree with dual numbers to 1e-12", () => {
    let compared = 0;
    fc.assert(
      fc.property(recipe({ axes: false, steps: 14, numbers: ordinaryNumber }), point, (it, at) => {
        const graph = graphOf(it);
        const result = compareGradients(graph, at.slice(0, graph.inputCount));
        compared += result.compared;
        expect(result.wrong).toBe(0);
      }),
      runs(1500),
    );
    // Most derivatives of random graphs must be comparable, or the test would show little.
    expect(compared).toBeGreaterThan(5000);
  });
});

/** All outputs of so many fixed random graphs that end in one operation. */
function comparisonsOf(name: OperationName, rules?: GradientOptions["rules"]): Comparison {
  const total = { compared: 0, wrong: 0 };
  const cases = fc.sample(
    fc.tuple(
      recipe({ axes: false, steps: 3, numbers: ordinaryNumber }),
      point,
      fc.tuple(fc.nat(), fc.nat(), fc.nat()),
    ),
    { numRuns: 80, seed: 20 },
  );
  for (const [it, at, operands] of cases) {
    const last = {
      operation: NAMES.indexOf(name),
      operands,
      salt: 1,
    };
    const graph = graphOf({ ...it, steps: [...it.steps, last] });
    const result = compareGradients(graph, at.slice(0, graph.inputCount), rules);
    total.compared += result.compared;
    total.wrong += result.wrong;
  }
  return total;
}

/** The rule of an operation with one partial derivative off by a ten-thousandth. */
function scaledRule(name: OperationName, position: number): DerivativeRule {
  return (k, x) =>
    OPERATIONS[name]
      .derivative(k, x)
      .map((partial, at) =>
        partial === undefined || at !== position
          ? partial
          : { ...partial, value: k.apply("mul", partial.value, k.constant(1.0001)) },
      );
}

/** The rule of an operation with the conditions under which its partials matter turned around. */
function turnedRule(name: OperationName): DerivativeRule {
  return (k, x) =>
    OPERATIONS[name]
      .derivative(k, x)
      .map((partial) =>
        partial?.when === undefined ? partial : { ...partial, when: k.apply("not", partial.when) },
      );
}

describe.each(SLOPED)("an error planted in the rule of %s", (name) => {
  const first = name === "select" ? 1 : 0;
  const positions = Array.from({ length: OPERATIONS[name].arity - first }, (_, at) => at + first);

  test("is not there to begin with", () => {
    const { compared, wrong } = comparisonsOf(name);
    expect(compared).toBeGreaterThan(20);
    expect(wrong).toBe(0);
  });

  test.each(positions)("is caught in the partial derivative by operand %i", (position) => {
    const { wrong } = comparisonsOf(name, { [name]: scaledRule(name, position) });
    expect(wrong).toBeGreaterThan(0);
  });
});

test.each(["abs", "pow", "min", "max", "select"] as const)(
  "an error planted in the conditions of %s is caught",
  (name) => {
    const { wrong } = comparisonsOf(name, { [name]: turnedRule(name) });
    expect(wrong).toBeGreaterThan(0);
  },
);

test("every operation with a derivative is among those tested", () => {
  const sloped = NAMES.filter(hasDerivative);
  expect([...sloped].sort()).toEqual([...SLOPED].sort());
});
