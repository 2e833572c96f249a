import { describe, expect, test } from "vitest";
import { SessionSettings } from "../../../../src/host/session/sessionSettings";
import { defaultRuns } from "../../../../src/options/defaultRuns";

const opened = { parameters: ["x", "y"], start: [1, 2] };

function settings(): SessionSettings {
  const made = new SessionSettings();
  made.codeSays({}, opened, 1000);
  return made;
}

test("there are none before the code was read", () => {
  expect(new SessionSettings().inForce).toBeUndefined();
});

test("the code's are completed by defaults, and each run has a look of its own", () => {
  const { inForce } = settings();
  expect(inForce).toMatchObject({ start: [1, 2], steps: 1000, seed: 0, changed: false });
  expect(inForce?.runs.map(({ id, style }) => [id, style])).toEqual(
    defaultRuns.map((_, index) => [`run-${index}`, index]),
  );
});

test("without runs in the code, gradient descent starts at what the curvature allows, and keeps to it", () => {
  const made = new SessionSettings();
  const rates = () => made.inForce?.runs.map(({ options }) => options.lr);
  made.codeSays({}, { ...opened, startRate: 1 / 1506.4 }, 1000);
  // 1/1506.4 in two digits; the others take steps of a size of their own.
  expect(rates()).toEqual([6.6e-4, 0.1, 0.01, 0.05]);
  made.codeSays({}, { ...opened, startRate: 0.05 }, 1000);
  expect(rates()).toEqual([6.6e-4, 0.1, 0.01, 0.05]);
  made.clear();
  made.codeSays({}, { ...opened, startRate: 0.05 }, 1000);
  expect(rates()).toEqual([0.05, 0.1, 0.01, 0.05]);
  made.codeSays({ runs: [defaultRuns[0]!] }, { ...opened, startRate: 0.05 }, 1000);
  expect(rates()).toEqual([0.01]);
});

describe("a change of the panel", () => {
  test("stays on top when the code is read again, until it is discarded", () => {
    const made = settings();
    made.apply({ steps: 7 });
    made.codeSays({ steps: 50, seed: 3 }, opened, 1000);
    expect(made.inForce).toMatchObject({ steps: 7, seed: 3, changed: true });
    made.discardChanges();
    expect(made.inForce).toMatchObject({ steps: 50, changed: false });
  });

  test("of the start is dropped once the function has another number of parameters", () => {
    const made = settings();
    made.apply({ start: [5, 6] });
    expect(made.inForce?.start).toEqual([5, 6]);
    made.codeSays({}, { parameters: ["x"], start: [0] }, 1000);
    expect(made.inForce?.start).toEqual([0]);
  });
});

test("a change back to what the code says is none, in whatever order it is given", () => {
  const made = settings();
  const { runs } = made.inForce!;
  made.apply({ runs: runs.map((run) => ({ ...run, options: { ...run.options, lr: 0.25 } })) });
  expect(made.codeWhereChanged).toBeDefined();
  const turned = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  made.apply({
    runs: runs.map((run) => ({ ...run, options: turned(run.options) as typeof run.options })),
  });
  expect(made.codeWhereChanged).toBeUndefined();
});

describe("settings that were saved into the code", () => {
  test("are the code's from then on; its runs keep their look, and one more gets a new one", () => {
    const made = settings();
    const [first, second] = made.inForce!.runs;
    made.apply({ runs: [{ ...second!, style: 4, hidden: true }, first!] });
    made.wereSaved();
    expect(made.inForce).toMatchObject({ changed: false });
    expect(made.change).toEqual({});
    const [adagrad, gd] = [second!.options, first!.options];
    made.codeSays({ runs: [adagrad, gd, gd] }, opened, 1000);
    expect(made.inForce?.runs.map(({ id, style, hidden }) => [id, style, hidden])).toEqual([
      ["run-1", 4, true],
      ["run-0", 0, false],
      ["run-2", 1, false],
    ]);
  });

  test("do not outlive their function", () => {
    const made = settings();
    made.wereSaved();
    made.apply({ steps: 3 });
    made.clear();
    expect([made.inForce, made.change]).toEqual([undefined, {}]);
  });
});

describe("a run of the code with something wrong in it", () => {
  const [first, second, third] = defaultRuns;
  const whole = { runs: [first!, second!, third!] };
  const broken = {
    runs: [first!, third!],
    brokenRuns: [{ index: 1, label: "broken", fault: "beta1 must be less than 1" }],
  };
  const looks = (made: SessionSettings) =>
    made.inForce!.runs.map(({ id, style, options }) => [id, style, options.label]);

  test("keeps its look, and so do the others", () => {
    const made = new SessionSettings();
    made.codeSays(broken, opened, 1000);
    expect(looks(made)).toEqual([
      ["run-0", 0, first!.label],
      ["run-2", 2, third!.label],
    ]);
    expect(made.inForce?.brokenRuns).toEqual([
      { ...broken.brokenRuns[0], id: "run-1", style: 1, hidden: false },
    ]);
    made.codeSays(whole, opened, 1000);
    expect(made.inForce?.brokenRuns).toBeUndefined();
    expect(looks(made)[1]).toEqual(["run-1", 1, second!.label]);
  });

  test("is there once it is mended, also after the panel has changed the others", () => {
    const made = new SessionSettings();
    made.codeSays(broken, opened, 1000);
    made.apply({ runs: [made.inForce!.runs[1]!] });
    expect(made.inForce?.brokenRuns).toHaveLength(1);
    made.codeSays(whole, opened, 1000);
    expect(looks(made)).toEqual([
      ["run-2", 2, third!.label],
      ["run-1", 1, second!.label],
    ]);
  });

  test("is not shown beside the same run as the panel has it", () => {
    const made = new SessionSettings();
    made.codeSays(whole, opened, 1000);
    const { runs } = made.inForce!;
    made.apply({ runs: runs.slice(1) });
    made.codeSays(broken, opened, 1000);
    expect(looks(made)).toEqual([
      ["run-1", 1, second!.label],
      ["run-2", 2, third!.label],
    ]);
    expect(made.inForce?.brokenRuns).toBeUndefined();
  });

  test("leaves nothing to run where it is the only one", () => {
    const made = new SessionSettings();
    made.codeSays({ brokenRuns: broken.brokenRuns }, opened, 1000);
    expect(made.inForce?.runs).toEqual([]);
  });
});
