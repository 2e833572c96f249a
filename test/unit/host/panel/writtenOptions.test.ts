import { describe, expect, test } from "vitest";
import {
  replacements,
  writtenOptions,
  type Json5Object,
} from "../../../../src/host/panel/writtenOptions";
import { settingsOfCode } from "../../../../src/host/session/effectiveSettings";
import { createCatalogue } from "../../../../src/optimizers/catalogue";
import { parseSimulate } from "../../../../src/options/parseSimulate";
import type { RunOptions } from "../../../../src/options/runOptions";
import type { PanelSettings } from "../../../../src/protocol/panel";

const catalogue = createCatalogue();

const settingsOf = (comment: Json5Object | undefined): PanelSettings =>
  settingsOfCode(
    parseSimulate(comment ?? {}, catalogue).options,
    { parameters: ["x", "y"], start: [-1.2, 1] },
    1000,
  );

/** What is written after the panel has changed runs by their index. */
function afterChange(
  comment: Json5Object,
  changes: Readonly<Record<number, (run: RunOptions) => RunOptions>>,
  others: Partial<PanelSettings> = {},
): Json5Object {
  const code = settingsOf(comment);
  const runs = code.runs.map((run, index) => ({
    ...run,
    options: (changes[index] ?? ((same: RunOptions) => same))(run.options),
  }));
  return writtenOptions(comment, code, { ...code, ...others, runs }, catalogue);
}

const withRate = (lr: number) => (run: RunOptions) => ({ ...run, lr });

const valley: Json5Object = {
  start: [-1.2, 1],
  window: { x: [-2, 2], y: [-1, 3] },
  runs: [
    { optimizer: "gd", lr: 0.001 },
    { optimizer: "momentum", lr: 0.001, momentum: 0.9 },
    { optimizer: "adam", lr: 0.05, schedule: "step", stepSize: 30, gamma: 0.5 },
  ],
};

describe("what is written into a comment", () => {
  test("is what it says, where nothing was changed", () => {
    expect(afterChange(valley, {})).toEqual(valley);
  });

  test("leaves untouched runs alone, what they say at its default included", () => {
    expect(afterChange(valley, { 0: withRate(0.002) })).toEqual({
      ...valley,
      runs: [{ optimizer: "gd", lr: 0.002 }, ...(valley["runs"] as Json5Object[]).slice(1)],
    });
  });

  test("leaves a run alone that something is wrong in", () => {
    const wrong = { optimizer: "adam", beta1: 2 };
    const comment = { ...valley, runs: [wrong, ...(valley["runs"] as Json5Object[])] };
    const { runs } = afterChange(comment, { 0: withRate(0.002) });
    expect(runs).toEqual([
      wrong,
      { optimizer: "gd", lr: 0.002 },
      ...(valley["runs"] as Json5Object[]).slice(1),
    ]);
  });

  test("keeps what a changed run says beside what was changed", () => {
    const { runs } = afterChange(valley, { 1: withRate(0.01), 2: withRate(0.1) });
    expect(runs).toEqual([
      { optimizer: "gd", lr: 0.001 },
      { optimizer: "momentum", lr: 0.01, momentum: 0.9 },
      { optimizer: "adam", lr: 0.1, schedule: "step", stepSize: 30, gamma: 0.5 },
    ]);
  });

  test("has no options of a schedule that was replaced", () => {
    const schedule = { id: "exponential", options: { gamma: 0.99 } };
    const { runs } = afterChange(valley, { 2: (run) => ({ ...run, schedule }) });
    expect(parseSimulate({ runs: runs! }, catalogue)).toMatchObject({
      problems: [],
      options: { runs: [{}, {}, { schedule }] },
    });
    expect((runs as Json5Object[])[2]).not.toHaveProperty("stepSize");
  });

  test("has settings of all runs only where they differ from the code's", () => {
    expect(afterChange(valley, {}, { steps: 200 })).toEqual({ ...valley, steps: 200 });
    expect(afterChange({ seed: 0 }, {}, { noise: 0.1 })).toEqual({ seed: 0, noise: 0.1 });
  });

  test("makes a list of one run whose keys stood beside the rest, once there are two", () => {
    const flat: Json5Object = { optimizer: "adam", lr: 0.1, steps: 50 };
    expect(afterChange(flat, {}, { steps: 60 })).toEqual({ ...flat, steps: 60 });
    expect(afterChange(flat, { 0: withRate(0.2) })).toEqual({
      steps: 50,
      runs: [{ optimizer: "adam", lr: 0.2 }],
    });
  });

  test("is complete where there was no comment", () => {
    const code = settingsOf(undefined);
    const written = writtenOptions(undefined, code, { ...code, steps: 20 }, catalogue);
    expect(written).toMatchObject({ start: [-1.2, 1], steps: 20 });
    expect(written["runs"]).toHaveLength(code.runs.length);
    expect(written).not.toHaveProperty("noise");
  });
});

describe("values put in place of others", () => {
  test("are those that differ", () => {
    const after = afterChange(valley, { 1: withRate(0.01) }, { start: [0, 1] });
    expect(replacements(valley, after)).toEqual([
      { path: ["start", 0], value: 0 },
      { path: ["runs", 1, "lr"], value: 0.01 },
    ]);
  });

  test("are not enough where an entry comes or goes", () => {
    expect(replacements(valley, { ...valley, steps: 3 })).toBeUndefined();
    expect(replacements({ a: [1, 2] }, { a: [1] })).toBeUndefined();
    expect(replacements({ a: 1 }, { b: 1 })).toBeUndefined();
  });
});
