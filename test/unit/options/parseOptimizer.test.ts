import { describe, expect, test } from "vitest";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { declaredOptimizer } from "../../../src/optimizers/userOptimizer";
import { parseOptimizer } from "../../../src/options/parseOptimizer";
import { parseRun } from "../../../src/options/parseRun";

test("a declaration names the optimizer, its rate and its hyperparameters", () => {
  const { declaration, problems } = parseOptimizer(
    {
      id: "mine",
      lr: 0.1,
      beta: 0.9,
      fast: true,
      power: { default: 2, min: 1, max: 3 },
      kind: { default: "a", choices: ["a", "b"] },
      state: { v: 1 },
    },
    "update",
  );
  expect(problems).toEqual([]);
  expect(declaration).toMatchObject({
    id: "mine",
    label: "mine",
    learningRate: { default: 0.1 },
    state: { v: 1 },
    hyperparameters: {
      beta: { default: 0.9, slider: [0, 1] },
      fast: { default: true },
      power: { default: 2, min: 1, max: 3 },
      kind: { default: "a", choices: ["a", "b"] },
    },
  });
});

test("without an id it is called like its function", () => {
  expect(parseOptimizer(undefined, "myStep").declaration?.id).toBe("myStep");
});

test("runs may then name it, with its hyperparameters checked", () => {
  const { declaration } = parseOptimizer({ id: "mine", lr: 0.1, beta: 0.9 }, "f");
  const catalogue = createCatalogue([declaredOptimizer(declaration!)]);
  expect(parseRun({ optimizer: "mine", beta: 0.5 }, catalogue)).toMatchObject({
    run: { optimizer: "mine", lr: 0.1, hyperparameters: { beta: 0.5 } },
    problems: [],
  });
  expect(parseRun({ optimizer: "mine", bata: 1 }, catalogue).problems[0]?.message).toContain(
    "beta",
  );
  expect(parseRun({ optimizer: "mien" }, catalogue).problems[0]?.message).toContain("mine");
  expect(catalogue.optimizers.at(-1)?.id).toBe("mine");
});

describe("bad input", () => {
  test.each<[unknown, string, string]>([
    [{ id: "adam" }, "f", 'id: "adam" is built in'],
    [{}, "adam", ': "adam" is built in'],
    [{ id: "a b" }, "f", "id: id must be a word"],
    [{ id: "__proto__" }, "f", "id: id must be a word"],
    [3, "f", ": @optimizer takes { … }, not 3"],
    [{ lr: -1 }, "f", "lr: lr must be a number between 1e-12 and 1e6, not -1; the default is 0.01"],
    [{ beta: "x" }, "f", "beta: a hyperparameter is a number"],
    [{ beta: { default: 5, min: 0, max: 1 } }, "f", "beta: a hyperparameter is a number"],
    [{ m: 1 }, "f", 'm: "m" cannot be the name of a hyperparameter'],
    [{ state: { v: "x" } }, "f", 'state: state must be { name: number, … }, not "x"'],
  ])("%j", (raw, name, expected) => {
    const { problems } = parseOptimizer(raw, name);
    expect(problems.map(({ path, message }) => `${path.join(".")}: ${message}`)[0]).toContain(
      expected,
    );
  });
});
