import { describe, expect, test } from "vitest";
import { formulaLines, namesIn, numberInTex } from "../../../src/optimizers/formula";
import { defaultValues } from "../../../src/optimizers/hyperparameter";
import { builtIn } from "./runOptimizer";

function lines(
  id: string,
  changes: Record<string, number | boolean | string> = {},
  values: Record<string, number> = {},
): Record<string, string> {
  const optimizer = builtIn(id);
  const hyperparameters = { ...defaultValues(optimizer.hyperparameters), ...changes };
  const shown = formulaLines(optimizer, hyperparameters, values);
  return Object.fromEntries(shown.map(({ name, tex }) => [name, tex]));
}

test("with symbols it is the update as the papers write it", () => {
  expect(lines("rmsprop")).toEqual({
    meanSquare: String.raw`v^{t} = \alpha\,v^{t-1} + (1 - \alpha)\,(g^{t})^2`,
    sigma: String.raw`\sigma^{t} = \sqrt{v^{t}} + \varepsilon`,
    m: "m^{t} = g^{t}",
  });
});

test("a negative number is in parentheses where it is a factor or a base, and nowhere else", () => {
  const gradient = -0.5;
  expect(lines("adagrad", {}, { gradient }).sum).toBe(String.raw`s^{t} = s^{t-1} + (-0.5)^2`);
  expect(lines("prodigy", {}, { gradient }).meanSquare).toContain(String.raw`(d^{t}\,(-0.5))^2`);
  expect(lines("adam", {}, { mean: -0.5, t: 1, beta1: 0.9 }).m).toBe(
    String.raw`m^{t} = \frac{-0.5}{1 - 0.9^{1 + 1}}`,
  );
});

test("a vector as a whole is no number", () => {
  const numbers = { gradient: -0.5, theta: 2, m: 3, divisor: 4 };
  expect(lines("lamb", {}, numbers).sigma).toContain(String.raw`\lVert \theta^{t} \rVert`);
  expect(lines("lbfgs", {}, numbers).direction).toBe(String.raw`d^{t} = -B^{t}\,g^{t}`);
});

test("with a step's numbers only what is known is a number", () => {
  expect(lines("rmsprop", {}, { gradient: -0.5, alpha: 0.99, eps: 1e-8 })).toEqual({
    meanSquare: String.raw`v^{t} = 0.99\,v^{t-1} + (1 - 0.99)\,(-0.5)^2`,
    sigma: String.raw`\sigma^{t} = \sqrt{v^{t}} + 10^{-8}`,
    m: "m^{t} = (-0.5)",
  });
});

test("the convention changes the formula", () => {
  expect(lines("adagrad").sigma).toContain(String.raw`\sqrt{s^{t}} + \varepsilon`);
  expect(lines("adagrad", { convention: "lecture" }).sigma).toBe(
    String.raw`\sigma^{t} = \sqrt{\tfrac{1}{t + 1}\,s^{t}}`,
  );
  expect(lines("compose", { m: "none", sigma: "one" })).toEqual({
    m: "m^{t} = g^{t}",
    sigma: String.raw`\sigma^{t} = 1`,
  });
});

test("weight decay inside the gradient is shown once it is on", () => {
  expect(lines("adam")).not.toHaveProperty("gradient");
  expect(lines("adam", { weightDecay: 0.1 }).gradient).toBe(
    String.raw`g^{t} = \nabla L(\theta^{t}) + \lambda\,\theta^{t}`,
  );
  // AdamW's stands beside the step and has a line of its own.
  expect(lines("adamw")).not.toHaveProperty("gradient");
  expect(lines("adamw").decay).toBe(String.raw`\lambda^{t} = \lambda`);
});

test("the names in a line", () => {
  expect(namesIn(String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`)).toEqual([
    "beta1",
    "mean",
    "beta1",
    "gradient",
  ]);
});

describe("numbers in TeX", () => {
  test.each<[number, string]>([
    [0, "0"],
    [2, "2"],
    [0.1234567, "0.1235"],
    [-0.25, "(-0.25)"],
    [12345.678, "12350"],
    [1e5, String.raw`10^{5}`],
    [-2.5e-7, String.raw`(-2.5 \cdot 10^{-7})`],
    [9.9996e-4, String.raw`10^{-3}`],
    [Infinity, String.raw`\infty`],
    [-Infinity, String.raw`(-\infty)`],
    [NaN, String.raw`\text{NaN}`],
  ])("%d", (value, expected) => {
    expect(numberInTex(value)).toBe(expected);
  });
});
