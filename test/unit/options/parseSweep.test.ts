import { describe, expect, it } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { parseSweep, sweepables } from "../../../src/options/parseSweep";
import { withoutIdleDefault } from "../../../src/options/argumentNumbers";
import { parseRun } from "../../../src/options/parseRun";
import type { RunOptions } from "../../../src/options/runOptions";
import { withValue } from "../../../src/options/sweepOptions";
import { runOptions } from "../../contract/runs/lectureData";

const options = {
  ...runOptions("adam", 0.05, {}, { id: "step", options: { stepSize: 30 } }),
  extras: { clipNorm: 2 },
};
const known = sweepables(options, optimizerById("adam")!, ["x", "w[0]", "lr"], {
  ...{ start: [1, 2, 3], seed: 7 },
});

describe("what can be swept", () => {
  it("is every number of the run, by the names it is written with", () => {
    const names = known.map(({ name }) => name);
    for (const name of ["lr", "beta1", "eps", "stepSize", "gamma", "clipNorm", "seed", "x", "w[0]"])
      expect(names).toContain(name);
    expect(names).not.toContain("amsgrad");
    expect(names.at(-1)).toBe("start.lr");
  });

  it("tells what the run has at present", () => {
    const present = Object.fromEntries(known.map((one) => [one.name, one.present]));
    expect(present).toMatchObject({ lr: 0.05, beta1: 0.9, stepSize: 30, clipNorm: 2, "w[0]": 2 });
    expect(present.clipValue).toBeUndefined();
  });
});

describe("the rate of an argument", () => {
  const gd = optimizerById("gd")!;
  const at = { start: [1, 2, 3], seed: 7 };
  const ofParameters = (run: RunOptions) => sweepables(run, gd, ["w[0]", "w[1]", "b"], at);

  it("is an axis for any run of a function with several, from its own rate on", () => {
    const plain = ofParameters(runOptions("gd", 0.1)).find(({ name }) => name === "lr.b")!;
    expect(plain).toMatchObject({ target: { kind: "argument", key: "b" }, present: 0.1 });
    const swept = withValue(runOptions("gd", 0.1), plain.target, 0.5);
    expect(swept.byArgument).toEqual({ lr: { default: 0.1, b: 0.5 } });
    const both = withValue(swept, { kind: "argument", key: "w" }, 2);
    expect(withoutIdleDefault(both, ["w", "b"])).toMatchObject({
      lr: 2,
      byArgument: { lr: { w: 2, b: 0.5 } },
    });
  });

  it("keeps the key that the run has for it", () => {
    const run = parseRun({ optimizer: "gd", lr: [0.1, 0.2] }).run!;
    const axis = ofParameters(run).find(({ name }) => name === "lr.b")!;
    expect(axis).toMatchObject({ target: { key: "1" }, present: 0.2 });
    expect(withValue(run, axis.target, 3).byArgument).toEqual({ lr: { 0: 0.1, 1: 3 } });
  });

  it("is none where parts of it have rates of their own, or there is one argument", () => {
    const parts = parseRun({ optimizer: "gd", lr: { "w[0]": 0.1, default: 1 } }).run!;
    expect(ofParameters(parts).some(({ name }) => name.startsWith("lr."))).toBe(false);
    const one = sweepables(runOptions("gd", 1), gd, ["x"], { start: [1], seed: 0 });
    expect(one.some(({ name }) => name.startsWith("lr."))).toBe(false);
  });
});

describe("the text of a sweep", () => {
  it("names one axis or two", () => {
    const [lr, beta1] = parseSweep("lr=1e-2..1:log:3, beta1=0..0.9:4", known);
    expect(lr).toEqual({ target: { kind: "lr" }, values: [0.01, expect.closeTo(0.1, 12), 1] });
    expect(beta1!.target).toEqual({ kind: "hyperparameter", name: "beta1" });
    expect(beta1!.values).toEqual([0, expect.closeTo(0.3, 12), expect.closeTo(0.6, 12), 0.9]);
    expect(parseSweep("x=-2..2:5", known)).toEqual([
      { target: { kind: "start", index: 0 }, values: [-2, -1, 0, 1, 2] },
    ]);
  });

  it("is spaced as the control of its name is, where it does not say", () => {
    expect(parseSweep("lr=0.01..1:3", known)[0]!.values[1]).toBeCloseTo(0.1, 12);
    expect(parseSweep("lr=0.01..1:linear:3", known)[0]!.values[1]).toBeCloseTo(0.505, 12);
  });

  it("has whole numbers where the option has, each once", () => {
    expect(parseSweep("stepSize=1..4:linear:9", known)[0]!.values).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["lr=1e-4", /an axis is written lr=1e-4\.\.1:log:96/],
    ["beta3=0..1:5", /nothing to sweep is called "beta3": did you mean/],
    ["beta1=0..1.5:5", /beta1 must be a number between 0 and 0.999999, not 1.5/],
    ["beta1=0..0.9:log:5", /cannot be spaced logarithmically/],
    ["lr=1e-4..1:0", /1 to 10000 values, not 0/],
    ["lr=1e-4..1:5,lr=1..2:5", /both axes are lr/],
    ["lr=1e-4..1:5,x=1..2:5,seed=0..3:4", /one axis or two, not 3/],
    ["lr=a..1:5", /lr must be a number between .*, not a/],
  ])("%s is refused in words", (text, message) => {
    expect(() => parseSweep(text, known)).toThrow(message);
  });
});
