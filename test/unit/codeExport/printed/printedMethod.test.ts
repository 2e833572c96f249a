import { expect, test } from "vitest";
import { printedMethod } from "../../../../src/codeExport/printed/printedMethod";
import { optimizerById, optimizers } from "../../../../src/optimizers/catalogue";
import type { HyperparameterValue } from "../../../../src/optimizers/hyperparameter";

function print(
  id: string,
  given: Readonly<Record<string, HyperparameterValue>> = {},
  rateMayBeZero = false,
) {
  const declared = Object.entries(optimizerById(id)!.hyperparameters);
  const values = Object.fromEntries(declared.map(([name, one]) => [name, one.default]));
  return printedMethod(id)!({ values: { ...values, ...given }, shapes: [], rateMayBeZero });
}

test("what is multiplied by the same at every step is a power; numbers keep their names", () => {
  expect(print("adam")).toEqual({
    before: [
      "beta1, beta2, eps = 0.9, 0.999, 1e-8",
      "mean = xp.zeros_like(theta)",
      "mean_square = xp.zeros_like(theta)",
    ],
    step: [
      "mean_correction = 1 / (1 - beta1 ** (t + 1))",
      "root_correction = 1 / math.sqrt(1 - beta2 ** (t + 1))",
      "mean = beta1 * mean + (1 - beta1) * g",
      "mean_square = beta2 * mean_square + (1 - beta2) * g * g",
      "sigma = xp.sqrt(mean_square) * root_correction + eps",
    ],
    change: "rate / sigma * (mean * mean_correction)",
    decay: undefined,
    after: [],
  });
});

test("what hyperparameters decide is not asked again, and what they take away is not there", () => {
  const { before, step, change } = print("sgd");
  expect([before, step, change]).toEqual([[], [], "rate * g"]);
  const decayed = print("sgd", { weightDecay: 0.1 });
  expect([decayed.before, decayed.change]).toEqual([
    ["weight_decay = 0.1"],
    "rate * (g + weight_decay * theta)",
  ]);
});

test("a σ that cannot be 0 is not looked at; one that can is 1 there", () => {
  expect(print("adagrad").step.at(-1)).toBe("sigma = xp.sqrt(sum_) + eps");
  expect(print("adagrad", { eps: 0 }).step.at(-1)).toMatch(
    /^sigma = xp\.where\(\w+ == 0, xp\.ones_like\(theta\), \w+\)$/,
  );
});

test("a memory is overwritten only when it is not read any more", () => {
  const { step, change, after } = print("lion");
  expect(step).toEqual(["next_mean = beta2 * mean + (1 - beta2) * g"]);
  expect(change).toBe("rate * xp.sign(beta1 * mean + (1 - beta1) * g)");
  expect(after).toEqual(["mean = next_mean"]);
});

test("memories start from what their first step shows, or with it", () => {
  expect(print("nadam").before).toContain("product = 1");
  expect(print("rprop").step.slice(0, 2)).toEqual([
    "if t == 0:",
    "    step_size = rate * xp.ones_like(theta)",
  ]);
  const keras = { momentum: 0.9, convention: "keras" };
  expect(print("sgd", keras).step.join("\n")).toContain("1 if t == 0 else last_rate / rate");
  // Where η can be 0, nothing is divided by it.
  expect(print("sgd", keras, true).step.join("\n")).toMatch(/last_rate \/ rate if .*rate != 0/);
});

test("a choice between numbers computes only what it takes: no root of what is negative", () => {
  const line = print("radam").step.find((one) => one.startsWith("root_share"))!;
  expect(line).toMatch(/math\.sqrt\(.*\) if \w+ > 5 else 1/);
});

test.each(optimizers.filter(({ kind }) => kind === "element").map(({ id }) => id))(
  "%s is printed from its update",
  (id) => {
    const { before, step, change, after = [] } = print(id);
    expect([...before, ...step, change, ...after].join("\n")).not.toMatch(/undefined|NaN|\[object/);
  },
);

test("what couples parameters is not", () => {
  expect(printedMethod("lamb")).toBeUndefined();
  expect(printedMethod("nothing")).toBeUndefined();
});
