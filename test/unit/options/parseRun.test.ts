import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimizers } from "../../../src/optimizers/catalogue";
import { describeRun } from "../../../src/options/describeRun";
import { defaultRuns } from "../../../src/options/defaultRuns";
import { checkRun } from "../../../src/options/checkRun";
import { parseRun } from "../../../src/options/parseRun";
import { writeRun } from "../../../src/options/writeOptions";
import { schedules } from "../../../src/schedules/catalogue";

function messages(raw: unknown): string[] {
  return parseRun(raw).problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("an id alone is a run with defaults", () => {
  const { run, problems } = parseRun("adam");
  expect(problems).toEqual([]);
  expect(run).toEqual({
    optimizer: "adam",
    label: "Adam",
    lr: 0.001,
    hyperparameters: {
      beta1: 0.9,
      beta2: 0.999,
      eps: 1e-8,
      weightDecay: 0,
      amsgrad: false,
      convention: "pytorch",
    },
    schedule: { id: "constant", options: {} },
    extras: {},
  });
});

test("everything a run can say", () => {
  const { run, problems } = parseRun({
    optimizer: "adagrad",
    convention: "lecture",
    label: "mine",
    lr: 1,
    schedule: { id: "warmup", steps: 100, then: { id: "cosine", tMax: 900 } },
    clipNorm: 5,
    extras: { decoupledWeightDecay: 0.01, nesterov: 0.9 },
  });
  expect(problems).toEqual([]);
  expect(run).toMatchObject({
    label: "mine",
    lr: 1,
    hyperparameters: { convention: "lecture" },
    schedule: {
      id: "warmup",
      options: { steps: 100, startFactor: 0.01, then: { id: "cosine", options: { tMax: 900 } } },
    },
    extras: { clipNorm: 5, decoupledWeightDecay: 0.01, nesterov: 0.9 },
  });
});

test("options of the schedule may stand beside the optimizer's", () => {
  const flat = parseRun({ optimizer: "gd", schedule: "step", stepSize: 50, gamma: 0.5 });
  const nested = parseRun({ optimizer: "gd", schedule: { id: "step", stepSize: 50, gamma: 0.5 } });
  expect(flat.problems).toEqual([]);
  expect(flat.run?.schedule).toEqual({ id: "step", options: { stepSize: 50, gamma: 0.5 } });
  expect(nested.run).toEqual(flat.run);
});

test("a name that optimizer and schedule share must be nested", () => {
  const raw = { optimizer: "asgd", schedule: "cosineRestarts", t0: 30 };
  const { run, problems } = parseRun(raw);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ path: ["t0"], severity: "error" });
  expect(problems[0]!.message).toContain('schedule: { id: "cosineRestarts", t0: … }');
  expect(run?.hyperparameters.t0).toBe(30);
  // Left out, it follows the run's steps.
  expect(run?.schedule.options.t0).toBeUndefined();
  expect(parseRun({ ...raw, schedule: { id: "cosineRestarts", t0: 9 } }).problems).toEqual([]);
});

describe("bad input", () => {
  test.each<[unknown, string]>([
    [{ optimizer: "adma" }, 'optimizer: no optimizer is called "adma": did you mean adam'],
    ["rmsporp", ': no optimizer is called "rmsporp": did you mean rmsprop?'],
    [
      { optimizer: 3 },
      'optimizer: optimizer must be a name such as "adam", its options beside it, not 3',
    ],
    [{ lr: 1 }, ': a run needs the name of its optimizer, such as optimizer: "adam"'],
    [{ optimizr: "adam" }, 'optimizr: a run has no option "optimizr": did you mean optimizer?'],
    ["foo", ': no optimizer is called "foo": there are gd, momentum, adagrad,'],
    ["Adam", ': no optimizer is called "Adam": did you mean adam?'],
    [{ optimizer: "adam", foo: 1 }, 'foo: adam has no option "foo": there are beta1, beta2, eps,'],
    [{ optimizer: "gd", steps: 5 }, "steps: steps belongs to @simulate and all its runs"],
    [{ optimizer: "adam", learningRate: 1 }, 'no option "learningRate": did you mean lr?'],
    [{ optimizer: "adam", learning_rate: 1 }, 'no option "learning_rate": did you mean lr?'],
    [{ optimizer: "adam", epsilon: 1 }, 'adam has no option "epsilon": did you mean eps?'],
    [
      { optimizer: "adam", options: { beta1: 0 } },
      'options: adam has no option "options": options stand beside optimizer',
    ],
    [
      { adam: { lr: 1 } },
      'adam: adam is an optimizer: write optimizer: "adam", its options beside',
    ],
    [
      { optimizer: "adam", tMax: 5 },
      'tMax: adam has no option "tMax": it is that of a schedule, such as schedule: "cosine"',
    ],
    [
      { optimizer: "adam", schedule: { id: "cosine" }, tMax: 5 },
      'tMax: adam has no option "tMax": it is the schedule\'s, schedule: { id: "cosine", tMax: … }',
    ],
    [
      { optimizer: "gd", clipNorm: 1, extras: { clipNorm: 2 } },
      "extras.clipNorm: clipNorm is given twice: here and beside optimizer",
    ],
    [{ optimizer: "gd", schedule: { tMax: 5 } }, "not one without id"],
    [
      { optimizer: "gd", schedule: { id: 5 } },
      'the id of a schedule is a name such as "cosine", not 5',
    ],
    [
      { optimizer: "gd", schedule: { id: "constant", a: 1 } },
      'the schedule constant has no options, and so no "a"',
    ],
    [
      { optimizer: "gd", schedule: "multiStep", milestones: 3 },
      "of at most 1000 whole numbers between 0 and 1e7, not 3",
    ],
    [7, ': a run is { optimizer: "adam", … }, not 7'],
    [null, ': a run is { optimizer: "adam", … }, not null'],
    [
      { optimizer: "gd", lr: 0 },
      "lr: lr must be a number between 1e-12 and 1e6, not 0; the default is 0.01",
    ],
    [{ optimizer: "gd", lr: -1 }, "lr: lr must be a number between 1e-12 and 1e6, not -1"],
    [{ optimizer: "gd", lr: 1e9 }, "lr: lr must be a number between 1e-12 and 1e6, not 1000000000"],
    [{ optimizer: "gd", lr: NaN }, "lr: lr must be a number between 1e-12 and 1e6, not NaN"],
    [{ optimizer: "gd", lr: "0.1" }, 'not "0.1"; the default is 0.01'],
    [
      { optimizer: "adam", beta1: 1 },
      "beta1: beta1 must be a number between 0 and 0.999999, not 1; the default is 0.9",
    ],
    [{ optimizer: "adam", amsgrad: 1 }, "amsgrad: amsgrad must be true or false, not 1"],
    [
      { optimizer: "adam", convention: "keas" },
      'convention: convention must be pytorch or keras, not "keas": did you mean keras?',
    ],
    [
      { optimizer: "adam", beta: 0.5 },
      'beta: adam has no option "beta": did you mean beta1 or beta2?',
    ],
    [
      { optimizer: "lbfgs", historySize: 2.5 },
      "historySize must be a whole number between 1 and 1000",
    ],
    [{ optimizer: "sgd", nesterov: true }, ": nesterov needs momentum above 0"],
    [
      { optimizer: "gd", schedule: "cosin" },
      'schedule: no schedule is called "cosin": did you mean cosine',
    ],
    [
      { optimizer: "gd", schedule: 3 },
      'schedule: a schedule is a name or { id: "cosine", … }, not 3',
    ],
    [
      { optimizer: "gd", schedule: { id: "cosine", tmax: 9 } },
      'schedule.tmax: the schedule cosine has no option "tmax": did you mean tMax?',
    ],
    [
      { optimizer: "gd", schedule: { id: "step", gamma: 3 } },
      "schedule.gamma: gamma must be a number between 0 and 1, not 3; the default is 0.1",
    ],
    [
      { optimizer: "gd", schedule: { id: "multiStep", milestones: [3, 2] } },
      "schedule.milestones: milestones must be in increasing order",
    ],
    [{ optimizer: "gd", schedule: { id: "multiStep", milestones: [3, "4"] } }, 'item 2 is "4"'],
    [
      { optimizer: "gd", schedule: { id: "piecewise", boundaries: [1], values: [1] } },
      "schedule: piecewise needs one value more than boundaries",
    ],
    [
      { optimizer: "gd", schedule: { id: "warmup", then: "cosne" } },
      'schedule.then: no schedule is called "cosne"',
    ],
    [
      {
        optimizer: "gd",
        schedule: { id: "sequence", schedules: ["constant", { id: "stp" }], milestones: [5] },
      },
      "schedule.schedules.1.id: no schedule is called",
    ],
    [
      { optimizer: "gd", clipNorm: -1 },
      "clipNorm: clipNorm must be a number between 1e-12 and 1e12, not -1",
    ],
    [
      { optimizer: "gd", extras: { clip: 1 } },
      'extras.clip: no extra is called "clip": did you mean clipNorm or clipValue?',
    ],
    [{ optimizer: "gd", extras: 4 }, "extras: extras is { clipNorm: 1, … }, not 4"],
    [{ optimizer: "gd", label: "" }, "label: label must be a text"],
  ])("%j", (raw, expected) => {
    expect(messages(raw).join("\n")).toContain(expected);
  });

  test("what follows from a fault is not told, too", () => {
    const messages = (raw: unknown) => parseRun(raw).problems.map(({ message }) => message);
    const sequence = { id: "sequence", schedules: "cosine" };
    expect(messages({ optimizer: "gd", schedule: sequence })).toEqual([
      'schedules must be a list of schedules, not "cosine"',
    ]);
    expect(messages({ optimizer: "sgd", nesterov: true, momentum: "0.9" })).toEqual([
      'momentum must be a number between 0 and 0.999999, not "0.9"; the default is 0',
    ]);
  });

  test("what is wrong takes its default and the rest still works", () => {
    const { run, problems } = parseRun({ optimizer: "adam", lr: 0.1, beta1: 5, beta2: 0.9 });
    expect(problems).toHaveLength(1);
    expect(run).toMatchObject({ lr: 0.1, hyperparameters: { beta1: 0.9, beta2: 0.9 } });
  });

  test("a prototype in disguise changes nothing", () => {
    const raw = JSON.parse(
      '{"optimizer":"adam","__proto__":{"polluted":1},"constructor":2,"schedule":{"id":"constant","__proto__":{"x":1}}}',
    ) as unknown;
    const { run, problems } = parseRun(raw);
    expect(problems.map(({ path }) => path.join("."))).toEqual([
      "schedule.__proto__",
      "__proto__",
      "constructor",
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(run?.hyperparameters)).toBe(Object.prototype);
    expect(messages({ optimizer: "constructor" })[0]).toContain("no optimizer is called");
    expect(messages({ optimizer: "gd", schedule: "toString" })[0]).toContain(
      "no schedule is called",
    );
  });

  test("schedules nested without end are refused", () => {
    let nested: unknown = "constant";
    for (let k = 0; k < 50; k++) nested = { id: "warmup", then: nested };
    const { run, problems } = parseRun({ optimizer: "gd", schedule: nested });
    expect(problems[0]?.message).toContain("nested more than 8 deep");
    expect(run?.schedule.id).toBe("warmup");
  });

  test("whatever JSON is written, a run that comes back is whole and in range", () => {
    const ids = fc.constantFrom(...optimizers.map(({ id }) => id));
    const scheduleIds = fc.constantFrom(...schedules.map(({ id }) => id));
    const raw = fc.record(
      {
        optimizer: fc.oneof(ids, fc.string()),
        lr: fc.jsonValue(),
        schedule: fc.oneof(scheduleIds, fc.record({ id: scheduleIds, gamma: fc.jsonValue() })),
        momentum: fc.jsonValue(),
        beta1: fc.jsonValue(),
        milestones: fc.jsonValue(),
        label: fc.jsonValue(),
        extras: fc.jsonValue(),
      },
      { requiredKeys: ["optimizer"] },
    );
    fc.assert(
      fc.property(raw, (value) => {
        const { run, problems } = parseRun(value);
        if (!run) {
          expect(problems.length).toBeGreaterThan(0);
          return;
        }
        // Written down and read again it is the same run, and so it is checked as the structure that it is.
        expect(parseRun(writeRun(run))).toEqual({ run, problems: [] });
        expect(checkRun(run)).toEqual({ run, problems: [] });
      }),
      { numRuns: 300 },
    );
  });
});

test("an extra that the optimizer also has is written where it is read", () => {
  const raw = { optimizer: "sgd", momentum: 0.5, extras: { nesterov: 0.9, clipNorm: 1 } };
  const { run } = parseRun(raw);
  expect(writeRun(run!)).toEqual({
    optimizer: "sgd",
    lr: 0.01,
    momentum: 0.5,
    clipNorm: 1,
    extras: { nesterov: 0.9 },
  });
  expect(parseRun(writeRun(run!))).toEqual({ run, problems: [] });
});

test("the default runs are the lecture's four", () => {
  expect(defaultRuns.map((run) => describeRun(run))).toEqual([
    "Gradient descent, lr 0.01",
    "Adagrad (lecture), lr 0.1, convention lecture",
    "RMSProp, lr 0.01",
    "Adam, lr 0.05",
  ]);
  for (const run of defaultRuns) {
    const again = parseRun({ ...run.hyperparameters, optimizer: run.optimizer, lr: run.lr });
    expect(again).toEqual({ run, problems: [] });
  }
});

test.each([
  [{ lr: -1 }, { lr: 0.001 }, "lr must be a number between"],
  [{ hyperparameters: { beta1: 2 } }, {}, "beta1 must be a number between"],
  [{ hyperparameters: { rho: 0.9 } }, {}, 'adam has no option "rho"'],
  [{ schedule: { id: "step", options: { stepSize: 0 } } }, {}, "stepSize must be"],
  [
    {
      schedule: {
        id: "warmup",
        options: { steps: 5, then: { id: "step", options: { gamma: "a" } } },
      },
    },
    {},
    "gamma must be",
  ],
  [{ schedule: { id: "sideways", options: {} } }, {}, 'no schedule is called "sideways"'],
  [{ extras: { clipNorm: -1 } }, { extras: {} }, "clipNorm must be"],
  [{ label: "x".repeat(81) }, { label: "Adam" }, "label must be"],
])("%o of a structure is held to what a comment may say", (change, expected, message) => {
  const adam = parseRun("adam").run!;
  // What comes over the wire has no more than this shape.
  const { run, problems } = checkRun({ ...adam, ...(change as object) });
  expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
  expect(run).toMatchObject(expected);
});

test("a structure whose optimizer is not known is none", () => {
  const { run, problems } = checkRun({ ...parseRun("adam").run!, optimizer: "adamm" });
  expect(run).toBeUndefined();
  expect(problems[0]!.message).toContain("adam");
});
