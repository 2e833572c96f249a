import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readArguments } from "../../../src/cli/arguments";
import { settingsOf, type Settings } from "../../../src/headless/settings";
import { chooseFunction, ownOptimizers } from "../../../src/headless/source";
import { diskTexts } from "../../../src/headless/diskTexts";
import { UsageError } from "../../../src/headless/usageError";

const bowl = `/** @simulate { start: [1, 2] } */
export function bowl(x: number, y: number) {
  return x * x + y * y;
}
`;

function settings(words: readonly string[], text = bowl): Settings {
  const given = readArguments(["bowl.ts", ...words]);
  if (given === "help") throw new Error("help was asked for");
  const source = chooseFunction(resolve("bowl.ts"), text, given.function);
  return settingsOf(source, given, [], () => undefined);
}

/** The message that a call of the command line ends with. */
function message(words: readonly string[], text?: string): string {
  try {
    settings(words, text);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("no message");
}

test.each([
  ["1,2", [1, 2]],
  ["-1.5,2e3", [-1.5, 2000]],
  ["3", 3],
  ["[1, 2]", [1, 2]],
  ["[[1, 2], 3]", [[1, 2], 3]],
  ["{ x: 1, y: [2] }", { x: 1, y: [2] }],
])("--start %s", (text, start) => {
  expect(settings(["--start", text]).start).toEqual(start);
  expect(settings([`--start=${text}`]).start).toEqual(start);
});

test("a run is a name or JSON5", () => {
  const [first, second] = settings(["--run", "adam", "--run", '{ optimizer: "gd", lr: 1 }']).runs;
  expect([first?.optimizer, second?.optimizer, second?.lr]).toEqual(["adam", "gd", 1]);
});

describe("what is wrong is said where it stands", () => {
  test.each<[string[], string]>([
    [["--start", "a,b"], '--start a,b: start takes numbers, lists and objects of numbers, not "a"'],
    [
      ["--start", "[1, 'b']"],
      "--start [1, 'b'], character 5: start takes numbers, lists and objects of numbers, not \"b\"",
    ],
    [["--start", "1 2"], "--start 1 2, character 3: nothing may follow the value, found 2"],
    [["--start", "NaN,1"], "--start NaN,1: start must be finite, not NaN"],
    [["--start", ""], "--start needs a value"],
    [["--start"], "--start needs a value"],
    [["--start", "--steps", "3"], "--start needs a value"],
    [["--run", ""], "--run needs a value"],
    [
      ["--run", '{ optimizer: "adam", lr: -1 }'],
      '--run { optimizer: "adam", lr: -1 }, character 26: lr must be a number between 1e-12 and 1e6, not -1; the default is 0.001',
    ],
    [["--run", "adam, gd"], "--run adam, gd: one run at a time, --run adam --run gd"],
    [["--run", "adma"], '--run adma: no optimizer is called "adma": did you mean adam'],
    [
      ["--run", "{ optimizr: 1 }"],
      'character 3: a run has no option "optimizr": did you mean optimizer?',
    ],
    [["--seed", "3"], "there is no option --seed: did you mean --seeds or --sweep?"],
    [["--step", "3"], "there is no option --step: did you mean --steps or --sweep?"],
    [
      ["--start", "-1,2", "--seed", "3"],
      "there is no option --seed: did you mean --seeds or --sweep?",
    ],
    [["--tune", "20", "--sweep", "lr=1..2:2"], "--sweep and --tune do not go together"],
    [["--tune", "20000"], "--tune takes at most 10000 settings, not 20000"],
    [["--jitter", "0.1"], "--jitter moves the starts of repeats: say how many with --seeds"],
    [["--program", "optuna"], "--program writes down a sweep or a tuning"],
    [["--program", "slurm", "--tune", "20"], '--program is optuna or ray, not "slurm"'],
    [["-x"], "there is no option -x: there are --start"],
    [["--help=3"], "--help takes no value"],
    [["--findings=3"], "--findings takes no value"],
    [
      ["--findings", "--format", "csv"],
      "--findings and --find-rate go with --format table or json",
    ],
    [["--steps", "-5"], '--steps takes a whole number between 1 and 1e7, not "-5"'],
    [["--steps", "1e9"], '--steps takes a whole number between 1 and 1e7, not "1e9"'],
    [["--every", ""], '--every takes a whole number between 1 and 1e7, not ""'],
    [["--format", "xml"], '--format is table, json or csv, not "xml"'],
    [["other.ts"], "one file at a time, but there is also other.ts"],
  ])("%j", (words, expected) => {
    expect(message(words)).toContain(expected);
  });

  test("nothing that is refused is said to be used", () => {
    const wrong = [
      "{ optimizer: 'adam', lr: 0 }",
      "{ optimizer: 'adam', amsgrad: 1 }",
      "{ optimizer: 'adam', convention: 'x' }",
      "{ optimizer: 'adam', foo: 1 }",
      "{ optimizer: 'sgd', nesterov: true }",
      "{ optimizer: 'adam', schedule: 'foo' }",
      "{ optimizer: 'adam', schedule: { id: 'cosine', foo: 1 } }",
      "{ optimizer: 'adam', schedule: 'multiStep', milestones: [2, 1] }",
      "{ optimizer: 'asgd', schedule: 'cosineRestarts', t0: 30 }",
      "{ optimizer: 'adam', clipNorm: -1 }",
    ];
    for (const run of wrong)
      expect(message(["--run", run])).not.toMatch(/(is|are) (used|ignored|taken|left out)/);
  });

  test("faults of the comment are in the file", () => {
    expect(message([], bowl.replace("[1, 2]", "[1, '2']"))).toMatch(/^bowl\.ts:1:\d+: start takes/);
    expect(message(["--start", "x,1"])).toMatch(/^--start/);
    expect(() => settings(["--start", "x,1"])).toThrow(UsageError);
  });

  test("faults of an optimizer in the file, too", () => {
    const text = `${bowl}/** @optimizer { id: "adam" } */\nexport function mine() {}\n`;
    const source = chooseFunction(resolve("bowl.ts"), text, undefined);
    expect(() => ownOptimizers(source, diskTexts)).toThrow(
      'bowl.ts:5:22: "adam" is built in: give this optimizer another id',
    );
  });

  test("a function that is not there", () => {
    const choose = (name: string, text: string) => () =>
      chooseFunction(resolve("bowl.ts"), text, name);
    expect(choose("bowel", bowl)).toThrow('no function is called "bowel": did you mean bowl?');
    expect(choose("foo", bowl)).toThrow('no function is called "foo": there is bowl');
    expect(choose("foo", "const a = 1;")).toThrow("there is none in this file");
  });
});
