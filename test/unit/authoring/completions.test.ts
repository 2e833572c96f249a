import { afterEach, describe, expect, test } from "vitest";
import { languageFor } from "../../../l10n/languages";
import { showLanguage } from "../../../l10n/words";
import { createCatalogue, optimizers } from "../../../src/optimizers/catalogue";
import { completionsAt } from "../../../src/authoring/completions";
import { schedules } from "../../../src/schedules/catalogue";
import { chosen, completionsIn, labelsIn } from "./marked";

afterEach(() => showLanguage(languageFor("en")));

const fn = "export function loss(x: number, y: number) { return x * x + y * y; }";
const above = (settings: string) => `/** @simulate ${settings} */\n${fn}`;
const optimizerIds = optimizers.map(({ id }) => id);

describe("names", () => {
  test("of all runs and of one, those that are there left out", () => {
    const labels = labelsIn(above("{ steps: 10, | }"));
    expect(labels).toEqual(expect.arrayContaining(["start", "runs", "optimizer", "schedule"]));
    expect(labels).not.toContain("steps");
    expect(labels).not.toContain("lr");
  });

  test("of a run are those of its optimizer and of its schedule", () => {
    const run = labelsIn(above('{ runs: [{ optimizer: "adam", | schedule: "step" }] }'));
    expect(run).toEqual(
      expect.arrayContaining(["lr", "beta1", "beta2", "amsgrad", "stepSize", "gamma", "clipNorm"]),
    );
    expect(run).not.toContain("start");
    expect(run).not.toContain("alpha");
  });

  test("of a nested schedule are its own", () => {
    const schedule = 'schedule: { id: "warmup", then: { id: "cosine", | } }';
    expect(labelsIn(above(`{ runs: [{ optimizer: "gd", ${schedule} }] }`))).toEqual(
      Object.keys(schedules.find(({ id }) => id === "cosine")!.options),
    );
  });

  test("of start and window are the function's parameters, without the sample", () => {
    expect(labelsIn(above("{ start: { | } }"))).toEqual(["x", "y"]);
    expect(labelsIn(above("{ start: { x: { | } } }"))).toEqual(["zeros", "ones", "normal"]);
    expect(labelsIn(above("{ start: { x: { normal: [3], | } } }"))).toContain("scale");
    expect(labelsIn(above("{ window: { x: [0, 1], | } }"))).toEqual(["y"]);
    expect(labelsIn(above('{ samples: "data", start: { | } }'))).toEqual(["x"]);
    const patterns =
      "export const loss = ({ w, b = 1 }: P, [u, v]: number[], c = 3) => w + b + u + v + c;";
    expect(labelsIn(`/** @simulate { start: { | } } */\n${patterns}`)).toEqual([
      "w",
      "b",
      "u",
      "v",
    ]);
  });

  test("of an own optimizer", () => {
    expect(labelsIn(`/** @optimizer { id: "mine", | } */\n${fn}`)).toEqual([
      ...["label", "description", "lr", "state"],
    ]);
  });

  test("none outside the braces, in other comments and in code", () => {
    for (const text of [
      `/** Some words | */\n${fn}`,
      `/** @simulate { steps: 1 } and | words */\n${fn}`,
      `const text = "@simulate { | }";`,
      `/* one */ const a = { | }; /* @simulate { steps: 1 } */`,
    ])
      expect(labelsIn(text), text).toEqual([]);
  });
});

describe("values", () => {
  test("are optimizers, schedules and choices, described", () => {
    expect(labelsIn(above('{ runs: [{ optimizer: "|" }] }'))).toEqual(optimizerIds);
    expect(labelsIn(above("{ optimizer: | }"))).toEqual(optimizerIds);
    const ids = schedules.map(({ id }) => id);
    expect(labelsIn(above('{ optimizer: "gd", schedule: "|" }'))).toEqual(ids);
    expect(labelsIn(above('{ optimizer: "adam", convention: "|" }'))).toEqual(["pytorch", "keras"]);
    expect(labelsIn(above('{ optimizer: "adam", amsgrad: | }'))).toEqual(["true", "false"]);
    const adam = completionsIn(above("{ optimizer: | }")).find(({ label }) => label === "adam")!;
    expect(adam.help()).toContain("mᵗ = uᵗ / (1 − (β₁)ᵗ⁺¹)");
    expect(adam.help()).toContain("Kingma & Ba".replace("&", "\\&"));
    expect(adam.help()).toContain("a number from 0 to 0.999999; default 0.9");
  });

  test("of a list of runs are optimizers and a run in braces", () => {
    expect(labelsIn(above("{ runs: [|] }"))).toEqual(["{ }", ...optimizerIds]);
  });

  test("of samples are the arrays of the file", () => {
    const text = `const points = [[1, 2]];\n${above('{ samples: "|" }')}`;
    expect(labelsIn(text)).toContain("points");
  });

  test("a number has none", () => expect(labelsIn(above("{ steps: | }"))).toEqual([]));
});

describe("half-typed settings", () => {
  test("without their braces", () => {
    expect(labelsIn(above('{ runs: [{ optimizer: "adam", |'))).toContain("beta1");
    expect(labelsIn(above("{ |"))).toContain("steps");
    expect(labelsIn(`/**\n * @simulate {\n *   steps: 10,\n *   |\n */\n${fn}`)).toContain("start");
    expect(labelsIn(`/**\n * @simulate { optimizer: "ad|\n * more words\n */\n${fn}`)).toEqual(
      optimizerIds,
    );
  });

  test("without the end of the comment", () => {
    expect(labelsIn(`/** @simulate { |\n\n/** another */\n${fn}`)).toContain("steps");
  });

  test("a missing comma is written, before and after", () => {
    expect(chosen(above("{ steps: 10 | }"), "seed")).toBe(above("{ steps: 10, seed: ${1:0} }"));
    expect(chosen(above("{ se| steps: 10 }"), "seed")).toBe(above("{ seed: ${1:0}, steps: 10 }"));
    expect(chosen(above('{ runs: ["gd" |] }'), "adam")).toBe(above('{ runs: ["gd", "adam"] }'));
  });

  test("the word that stands there is replaced, with its quotes", () => {
    expect(chosen(above('{ optimizer: "ad|m", lr: 1 }'), "adam")).toBe(
      above('{ optimizer: "adam", lr: 1 }'),
    );
    expect(chosen(above("{ optimizer: ad| }"), "adam")).toBe(above('{ optimizer: "adam" }'));
    expect(chosen(above('{ optimizer: "ad|, lr: 1 }'), "adam")).toBe(
      above('{ optimizer: "adam", lr: 1 }'),
    );
    expect(chosen(above("{ st|ps: 3 }"), "steps")).toBe(above("{ steps: 3 }"));
  });
});

test("a tag that is begun in a comment", () => {
  expect(labelsIn(`/** @| */\n${fn}`)).toEqual(["@simulate", "@optimizer"]);
  expect(labelsIn("# words @sim|\ndef loss(x): return x", "hash")).toEqual([
    "@simulate",
    "@optimizer",
  ]);
  expect(labelsIn(`/** someone@| */\n${fn}`)).toEqual([]);
  expect(chosen(`/** @si|mulate */\n${fn}`, "@simulate")).toContain("/** @simulate { start: [$1]");
});

describe("Python", () => {
  const def = "def loss(theta, eps=1):\n    return theta @ theta\n";

  test("above a function, over several lines", () => {
    expect(labelsIn(`# @simulate {\n#   steps: 10,\n#   |\n# }\n${def}`, "hash")).toContain(
      "start",
    );
    expect(labelsIn(`# @simulate { start: { | } }\n${def}`, "hash")).toEqual(["theta"]);
  });

  test("in a docstring, closed or not", () => {
    const inside = (end: string) =>
      `def loss(theta):\n    """A loss.\n\n    @simulate { optimizer: "adam", | ${end}\n    return theta\n`;
    expect(labelsIn(inside('}\n    """'), "hash")).toContain("beta1");
    expect(labelsIn(inside('\n    """'), "hash")).toContain("beta1");
  });

  test("not in code", () => expect(labelsIn(`a = { | }\n${def}`, "hash")).toEqual([]));
});

test("in Traditional Chinese", () => {
  showLanguage(languageFor("zh-tw"));
  const steps = completionsIn(above("{ | }")).find(({ label }) => label === "steps")!;
  expect(steps.detail).toBe("1 到 1e7 的整數");
  expect(steps.help()).toContain("每次執行走幾步。");
});

test("every offset of every beginning is answered, whatever it is", () => {
  const whole = `/** @simulate { start: [1, { x: 2 }], runs: [{ optimizer: "adam" lr 0.1, schedule: { id: 'warmup', then: "cosine" ] }, ], ::, "a */\n${fn}`;
  const catalogue = createCatalogue();
  const around = { functionOf: () => undefined, arrays: () => [] };
  for (let end = 0; end <= whole.length; end++) {
    const text = whole.slice(0, end);
    for (const offset of [end, end >> 1])
      for (const style of ["slashes", "hash"] as const)
        completionsAt(text, offset, style, catalogue, around);
  }
  const deep = `/** @simulate ${"[{a:".repeat(3000)}`;
  expect(completionsAt(deep, deep.length, "slashes", catalogue, around)).toEqual([]);
});
