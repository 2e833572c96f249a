import { describe, expect, test } from "vitest";
import { runWithDefaults } from "../../../../src/options/defaultRuns";
import { optimizerById } from "../../../../src/optimizers/catalogue";
import type { Row } from "../../../../src/protocol/series";
import { formulaSteps, stepNumbers } from "../../../../webview/formula/formulaModel";

const row = (step: number, theta: number): Row => ({
  runId: "run-0",
  recorded: [4],
  step,
  loss: 1,
  gradientNorm: 3,
  learningRate: 0.5,
  theta: [theta],
  gradient: [3],
  sigma: [2],
  m: [3],
});

describe("the numbers of a step", () => {
  test("are those of the parameter, with θ of the row after it", () => {
    // 2 − (0.5 / 2) · 3 = 1.25
    expect(stepNumbers(row(7, 2), row(8, 1.25), 4)).toEqual({
      t: 7,
      theta: 2,
      next: 1.25,
      gradient: 3,
      learningRate: 0.5,
      sigma: 2,
      m: 3,
    });
  });
  test("do not exist for a parameter that is not recorded or a row that leads nowhere", () => {
    expect(stepNumbers(row(7, 2), row(8, 1.25), 0)).toBeUndefined();
    expect(stepNumbers(row(7, 2), row(7, 2), 4)).toBeUndefined();
    expect(stepNumbers(undefined, undefined, 4)).toBeUndefined();
  });
});

describe("the formula", () => {
  const gd = runWithDefaults(optimizerById("gd")!);
  const numbers = stepNumbers(row(7, 2), row(8, 1.25), 4);

  test("puts the step's numbers into θ − (η/σ)·m", () => {
    const [step] = formulaSteps(gd, numbers);
    expect(step!.symbols).toContain(
      String.raw`\theta^{t+1} \leftarrow \theta^{t} - \frac{\eta^{t}}{\sigma^{t}}`,
    );
    expect(step!.numbers).toBe(String.raw`2 - \frac{0.5}{2} \cdot 3 = 1.25`);
  });

  test("shows enough digits of θ for a short step to be seen", () => {
    const short = { ...numbers!, theta: 2, next: 1.99999985, learningRate: 1e-7 };
    expect(formulaSteps(gd, short)[0]!.numbers).toMatch(/= 1\.99999985$/);
  });

  test("shows a factor for decoupled weight decay", () => {
    const decayed = { ...gd, extras: { decoupledWeightDecay: 0.1 } };
    expect(formulaSteps(decayed, undefined)[0]!.symbols).toContain(
      String.raw`(1 - \eta^{t}\lambda)`,
    );
  });

  test("shows what σ and m are made of, with their values", () => {
    const adam = runWithDefaults(optimizerById("adam")!);
    const lines = new Map(formulaSteps(adam, numbers).map((line) => [line.name, line]));
    expect(lines.get("sigma")!.numbers).toMatch(/= 2$/);
    expect(lines.get("m")!.numbers).toMatch(/= 3$/);
    expect(lines.get("mean")!.numbers).toContain("0.9");
  });

  test("of an optimizer that is not known is the step alone", () => {
    const lines = formulaSteps({ ...gd, optimizer: "unheardOf" }, numbers);
    expect(lines.map(({ name }) => name)).toEqual(["theta", "learningRate"]);
  });
});
