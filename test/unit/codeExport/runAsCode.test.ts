import { describe, expect, test } from "vitest";
import { codeLibraries } from "../../../src/codeExport/codeContext";
import { runAsCode } from "../../../src/codeExport/runAsCode";
import { writtenMethod } from "../../../src/codeExport/methods/writtenMethods";
import { rateBodies } from "../../../src/codeExport/schedules/rateBodies";
import { optimizers } from "../../../src/optimizers/catalogue";
import { parseRun } from "../../../src/options/parseRun";
import type { RunOptions } from "../../../src/options/runOptions";
import { schedules } from "../../../src/schedules/catalogue";

const context = { functionName: "valley", parameters: ["x", "y"], start: [-1.2, 1], steps: 50 };

function run(raw: unknown): RunOptions {
  const { run, problems } = parseRun(raw);
  if (!run || problems.length > 0) throw new Error(JSON.stringify(problems));
  return run;
}

test("every optimizer and schedule of the catalogue has a form in Python", () => {
  const missing = [
    ...optimizers.filter(({ id }) => writtenMethod(id) === undefined),
    ...schedules.filter(({ id, kind }) => kind === "step" && rateBodies[id] === undefined),
  ];
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("torch's own optimizer and scheduler where they take the same steps", () => {
  const { code, notes } = runAsCode(
    run({ optimizer: "adam", lr: 0.1, schedule: { id: "step", stepSize: 10, gamma: 0.5 } }),
    { ...context, lossInPython: "return x * y" },
    "pytorch",
  );
  expect(code).toContain("torch.optim.Adam([theta], lr=0.1, betas=(0.9, 0.999), eps=1e-8");
  expect(code).toContain("lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.5)");
  expect(notes).toEqual([]);
});

describe.each(codeLibraries)("%s", (library) => {
  test("says what is left to fill in, with the source beside it", () => {
    const text = "(x, y) => {\n  if (x > 0) return y;\n}";
    const { code, notes } = runAsCode(run("gd"), { ...context, text }, library);
    expect(code).toContain('raise NotImplementedError("translate valley(x, y) into Python")');
    expect(code).toContain("    #   if (x > 0) return y;\n");
    expect(notes).toEqual(["Fill in the body of loss(): valley(x, y) was not translated."]);
  });

  test("says where the update is written out", () => {
    const { code, notes } = runAsCode(
      run("newton"),
      { ...context, lossInPython: "return x" },
      library,
    );
    expect(notes).toHaveLength(1);
    expect(code).toContain(`# ${notes[0]!}\n`);
  });

  test("says that noise and mini-batches are not the run's", () => {
    const made = runAsCode(
      run("gd"),
      { ...context, lossInPython: "return x", noise: 0.1, seed: 7, batchSize: 4 },
      library,
    );
    expect(made.notes).toHaveLength(2);
    expect(made.code).toContain("np.random.default_rng(7)");
  });

  test("leaves the update of an optimizer that is not in the catalogue to fill in", () => {
    const own = { ...run("gd"), optimizer: "mine", label: "Mine" };
    const { code, notes } = runAsCode(own, { ...context, lossInPython: "return x" }, library);
    expect(code).toContain('raise NotImplementedError("translate the update of mine into Python")');
    expect(notes.join(" ")).toContain("Fill in the update");
  });

  test("takes Python that it is given as it stands", () => {
    const { code } = runAsCode(
      run("adam"),
      { ...context, lossInPython: "return xp.sum(x)" },
      library,
    );
    expect(code).toContain("    return xp.sum(x)\n");
  });
});
