import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../../../src/wasm/compile";
import { gradient } from "../../../../../src/graph/passes/derivative";
import { evaluate } from "../../../../../src/graph/interpreter";
import { lowerProgram } from "../../../../../src/languages/python/lowering/lowerProgram";
import { PATIENCE, runs } from "../../../graph/effort";
import { evaluateProgram } from "./evaluateProgram";
import { programOf, programRecipe } from "./randomPrograms";

/** Far from each other, so that no tie or kink is near. */
const thetaOf = (dimension: number): number[] =>
  Array.from({ length: dimension }, (_, k) => Math.sin(2.3 * k + 0.7) + 0.01 * k);

test(
  "random programs: the compiled value and gradient are the program's",
  () => {
    fc.assert(
      fc.property(programRecipe, (recipe) => {
        const { writer, output } = programOf(recipe);
        const program = writer.program(output);
        const theta = thetaOf(program.dimension);
        const { value } = evaluateProgram(program, theta);
        if (!Number.isFinite(value)) return;
        const graph = gradient(lowerProgram(program));
        const compiled = compile(graph);
        compiled.inputs.set(theta);
        compiled.run();
        const outputs = [...compiled.outputs];
        // Three sums of sines of up to 600 terms, in another order.
        expect(Math.abs(outputs[0]! - value)).toBeLessThanOrEqual(1e-13 * 600);
        // The interpreter of graphs is the compiled code's reference.
        expect(outputs).toEqual([...evaluate(graph, theta).outputs]);
      }),
      runs(300),
    );
  },
  PATIENCE,
);

test(
  "random programs: the gradient agrees with central differences",
  () => {
    fc.assert(
      fc.property(programRecipe, fc.nat(), (recipe, salt) => {
        const { writer, output } = programOf(recipe);
        if (writer.nodes.some(({ name }) => name === "stopGradient")) return;
        const program = writer.program(output);
        if (program.dimension === 0) return;
        const theta = thetaOf(program.dimension);
        const at = salt % program.dimension;
        const valueAt = (x: number): number =>
          evaluateProgram(
            program,
            theta.map((value, k) => (k === at ? x : value)),
          ).value;
        const slopes = [1e-4, 1e-5].map(
          (h) => (valueAt(theta[at]! + h) - valueAt(theta[at]! - h)) / (2 * h),
        );
        // Where differences of two widths disagree there is a kink, or the slope is too steep for them.
        if (!(Math.abs(slopes[0]! - slopes[1]!) <= 1e-5 * (1 + Math.abs(slopes[1]!)))) return;
        const compiled = compile(gradient(lowerProgram(program)));
        compiled.inputs.set(theta);
        compiled.run();
        const slope = compiled.outputs[1 + at]!;
        expect(Math.abs(slope - slopes[1]!)).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(slope)));
      }),
      runs(300),
    );
  },
  PATIENCE,
);
