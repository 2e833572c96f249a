import { describe, expect, test } from "vitest";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { declaredOptimizer } from "../../../src/optimizers/userOptimizer";
import { parseOptimizer } from "../../../src/options/parseOptimizer";
import { parseSimulate } from "../../../src/options/parseSimulate";

function messages(raw: unknown): string[] {
  return parseSimulate(raw).problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("nothing asked, nothing set", () => {
  expect(parseSimulate(undefined)).toEqual({ options: {}, problems: [] });
  expect(parseSimulate({})).toEqual({ options: {}, problems: [] });
});

test("everything @simulate can say", () => {
  const { options, problems } = parseSimulate({
    start: { w: [1, [2, 3]], b: -1 },
    steps: 2000,
    seed: 7,
    window: { w: [-1, 1], b: [0, 5] },
    runs: ["gd", { optimizer: "adam", lr: 0.1 }],
    tolerance: 1e-8,
    samples: "data",
    batchSize: 16,
    noise: 0.1,
  });
  expect(problems).toEqual([]);
  expect(options).toMatchObject({
    start: { w: [1, [2, 3]], b: -1 },
    steps: 2000,
    seed: 7,
    window: { w: [-1, 1], b: [0, 5] },
    tolerance: 1e-8,
    samples: "data",
    batchSize: 16,
    noise: 0.1,
  });
  expect(options.runs?.map(({ label, lr }) => [label, lr])).toEqual([
    ["Gradient descent", 0.01],
    ["Adam", 0.1],
  ]);
});

test("a single run's keys may stand beside the rest", () => {
  const { options } = parseSimulate({ steps: 50, optimizer: "adam", lr: 0.1, beta1: 0.5 });
  expect(options.steps).toBe(50);
  expect(options.runs).toHaveLength(1);
  expect(options.runs?.[0]).toMatchObject({ optimizer: "adam", lr: 0.1 });
  const { options: broken, problems } = parseSimulate({ steps: 50, optimizer: "adam", beta1: 2 });
  expect(broken.runs).toBeUndefined();
  expect(broken.brokenRuns).toMatchObject([{ index: 0, label: "Adam" }]);
  expect(problems).toMatchObject([{ path: ["beta1"] }]);
});

test("a run with something wrong in it is told apart, at its place, and the others stay what they are", () => {
  const { options } = parseSimulate({
    runs: [{ optimizer: "adam", beta1: 2 }, "gd", { optimizer: "adm" }, 7, { optimizer: "adam" }],
  });
  expect(options.runs?.map(({ label }) => label)).toEqual(["Gradient descent", "Adam (2)"]);
  expect(options.brokenRuns?.map(({ index, label }) => [index, label])).toEqual([
    [0, "Adam"],
    [2, "adm"],
    [3, "#4"],
  ]);
  expect(options.brokenRuns?.[0]?.fault).toContain("beta1 must be");
  expect(options.brokenRuns?.[1]?.fault).toContain('no optimizer is called "adm"');
});

test("steps beside a warm-up are the run's", () => {
  const { options, problems } = parseSimulate({ steps: 50, optimizer: "gd", schedule: "warmup" });
  expect(options.steps).toBe(50);
  expect(options.runs?.[0]?.schedule.options.steps).toBeUndefined();
  expect(problems).toMatchObject([{ path: ["steps"], severity: "warning" }]);
});

test("so are the steps beside an optimizer of one's own that has steps", () => {
  const { declaration } = parseOptimizer({ id: "mine", steps: 3 }, "mine");
  const catalogue = createCatalogue([declaredOptimizer(declaration!)]);
  const { options, problems } = parseSimulate({ steps: 50, optimizer: "mine" }, catalogue);
  expect(options.steps).toBe(50);
  expect(options.runs?.[0]?.hyperparameters).toEqual({ steps: 3 });
  expect(problems).toMatchObject([
    {
      path: ["steps"],
      severity: "warning",
      message:
        'steps is taken as that of @simulate; the optimizer\'s is runs: [{ optimizer: "mine", steps: … }]',
    },
  ]);
  const inRuns = parseSimulate({ runs: [{ optimizer: "mine", steps: 5 }] }, catalogue);
  expect(inRuns.problems).toEqual([]);
  expect(inRuns.options.runs?.[0]?.hyperparameters).toEqual({ steps: 5 });
});

test("runs that would be called the same are told apart by what differs", () => {
  const { options } = parseSimulate({
    runs: [
      { optimizer: "adam", lr: 0.1 },
      { optimizer: "adam", lr: 0.01, beta1: 0.5 },
      { optimizer: "gd" },
      { optimizer: "gd" },
      { optimizer: "gd", schedule: "cosine", label: "mine" },
    ],
  });
  expect(options.runs?.map(({ label }) => label)).toEqual([
    "Adam, lr 0.1, beta1 0.9",
    "Adam, lr 0.01, beta1 0.5",
    "Gradient descent",
    "Gradient descent (2)",
    "mine",
  ]);
});

describe("bad input", () => {
  test.each<[unknown, string]>([
    [4, ": @simulate takes { … }, not 4"],
    [{ steps: 1e9 }, "steps: steps must be a whole number between 1 and 1e7, not 1000000000"],
    [{ steps: NaN }, "steps: steps must be a whole number"],
    [{ steps: 0.5 }, "steps: steps must be a whole number"],
    [{ seed: -1 }, "seed: seed must be a whole number between 0 and"],
    [{ stpes: 5 }, 'stpes: @simulate has no option "stpes": did you mean steps?'],
    [{ lr: 5 }, 'lr: lr is an option of a run: write optimizer: "…" beside it'],
    [{ beta1: 0.5 }, "beta1: beta1 is an option of a run"],
    [{ runs: [], lr: 1 }, "lr: lr is an option of a run: write it in one of runs"],
    [
      { runs: [] },
      'runs: runs must be a list of 1 to 64 runs such as [{ optimizer: "adam" }], not none',
    ],
    [{ optimizr: "adam" }, 'optimizr: @simulate has no option "optimizr": did you mean optimizer?'],
    [
      { adam: { lr: 1 } },
      'adam: adam is an optimizer: write optimizer: "adam", its options beside',
    ],
    [{ learningRate: 1 }, 'learningRate: @simulate has no option "learningRate": did you mean lr?'],
    [{ foo: 1 }, 'foo: @simulate has no option "foo": there are start, runs, window,'],
    [{ optimizer: "adam", stepz: 3 }, 'stepz: adam has no option "stepz": did you mean steps?'],
    [{ optimizer: "adam", foo: 3 }, 'foo: adam has no option "foo": there are beta1, beta2,'],
    [{ runs: [{ optimizer: "adam", stepz: 3 }] }, 'adam has no option "stepz": there are beta1,'],
    [
      {
        window: [
          [1, 0],
          [0, 1],
        ],
      },
      "window.0: a range is [min, max], two numbers with min below max",
    ],
    [{ runs: [] }, "runs: runs must be a list of 1 to 64 runs"],
    [{ runs: "adam" }, "runs: runs must be a list"],
    [{ runs: Array(65).fill("adam") }, "runs: runs must be a list of 1 to 64"],
    [
      { runs: [{ optimizer: "adam", lr: -1 }] },
      "runs.0.lr: lr must be a number between 1e-12 and 1e6",
    ],
    [{ runs: ["adam", "adm"] }, 'runs.1: no optimizer is called "adm"'],
    [{ start: "here" }, "start: start takes numbers, lists and objects of numbers"],
    [{ start: [1, [2, Infinity]] }, "start.1.1: start must be finite"],
    [{ start: { a: null } }, "start.a: start takes numbers"],
    [{ window: [[1, 0]] }, "window.0: a range is [min, max]"],
    [{ window: 3 }, "window: window must be [[xMin, xMax]"],
    [{ samples: "a b" }, "samples: samples must be the name of an array"],
    [{ batchSize: 4 }, 'batchSize: batchSize needs samples: "…"'],
    [{ noise: -1 }, "noise: noise must be a number between 0 and"],
  ])("%j", (raw, expected) => {
    expect(messages(raw).join("\n")).toContain(expected);
  });

  test("one bad run leaves the others", () => {
    const { options, problems } = parseSimulate({ runs: ["adm", "adam"] });
    expect(options.runs?.map(({ optimizer }) => optimizer)).toEqual(["adam"]);
    expect(problems).toHaveLength(1);
  });

  test("a start that is too deep or too long is refused", () => {
    let deep: unknown = 1;
    for (let k = 0; k < 30; k++) deep = [deep];
    expect(messages({ start: deep })[0]).toContain("nested more than 8 deep");
    expect(messages({ start: Array(100_001).fill(0) })[0]).toContain("more than 100000 numbers");
  });

  test("__proto__ in a start stays a plain key", () => {
    const raw = JSON.parse('{"start":{"__proto__":{"x":1}}}') as unknown;
    const { options } = parseSimulate(raw);
    expect(Object.keys(options.start as object)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
