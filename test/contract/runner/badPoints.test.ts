import { expect, test } from "vitest";
import type { RunSlice } from "../../../src/protocol/runner";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "./useRunner";

// One bad point ends one run, in the real runner process.

const slices: RunSlice[] = [];
const runner = useRunner({
  limits: () => ({ time: 15_000, memory: 1000 }),
  onSlice: (slice) => slices.push(slice),
});

/** 0.5·x²: gradient descent multiplies x by 1 − η at each step. */
const texts: Readonly<Record<string, { readonly text: string; readonly message: RegExp }>> = {
  "an error": {
    text: `export function loss(x: number) {
  if (x < 0) throw new RangeError("left of 0");
  return 0.5 * x * x;
}`,
    message: /^RangeError: left of 0$/,
  },
  "something else than a number": {
    text: `export function loss(x: number): number {
  return x < 0 ? (undefined as never) : 0.5 * x * x;
}`,
    message: /undefined/,
  },
};

test.each(Object.entries(texts))(
  "%s ends its run, and the others go on",
  async (_, given) => {
    slices.length = 0;
    const opened = await runner.client.open(runner.requestFor(given.text));
    expect(opened).toHaveProperty("ok", true);
    const common = { session: "test", start: [1], steps: 40, seed: 0, tolerance: 0, noise: 0 };
    const ended = await runner.client.run({
      ...{ ...common, job: 1 },
      // η = 0.5 stays right of 0, η = 1.5 is left of it after one step: 1 − 1.5.
      runs: [
        { id: "far", options: runOptions("gd", 1.5) },
        { id: "near", options: runOptions("gd", 0.5) },
      ],
    });
    expect(ended).toHaveProperty("ok", true);
    const of = (id: string): RunSlice[] => slices.filter(({ runId }) => runId === id);
    const far = of("far").at(-1)!;
    expect(far.stop).toMatchObject({ reason: "threw", step: 1 });
    expect(far.stop?.fault?.message).toMatch(given.message);
    const rows = of("far").flatMap(({ columns }) => [...columns.theta[0]!]);
    expect(rows).toEqual([1, -0.5]);
    expect(of("far").flatMap(({ columns }) => [...columns.loss])).toEqual([0.5, NaN]);
    expect(of("near").at(-1)?.stop).toEqual({ reason: "steps", step: 40 });
    // (1 − 0.5)^40, each step exact in binary.
    expect(of("near").at(-1)?.columns.theta[0]!.at(-1)).toBe(0.5 ** 40);

    const diagnosed = await runner.client.ask("diagnosis", {
      ...{ session: "test", job: 1, language: "en" },
    });
    expect(diagnosed).toHaveProperty("ok", true);
    if (!diagnosed.ok) return;
    const finding = diagnosed.value.find(({ runId }) => runId === "far")?.findings[0];
    expect(finding).toMatchObject({ id: "threw", from: 0, to: 1 });
    expect(finding?.text).toMatch(/^Step 1 landed where the function fails: /);

    // The map is empty where the loss is not defined, and whole elsewhere.
    const map = await runner.client.ask("landscape", {
      ...{ session: "test", axes: [0], x: [-1, 1], columns: 5, rows: 1 },
      ...{ at: [1], start: [1], paths: [] },
    });
    expect(map).toHaveProperty("ok", true);
    // x = −1, −0.5, 0, 0.5, 1
    if (map.ok) expect([...map.value.values]).toEqual([NaN, NaN, 0, 0.125, 0.5]);
  },
  60_000,
);

test("a plateau schedule on losses below 0 is found", async () => {
  const text = "export function loss(x: number) { return x * x - 5; }";
  expect(await runner.client.open(runner.requestFor(text))).toHaveProperty("ok", true);
  const plateau = (thresholdMode: "rel" | "abs") => ({
    ...runOptions("gd", 0.1),
    schedule: { id: "plateau", options: { thresholdMode } },
  });
  await runner.client.run({
    ...{ session: "test", start: [1], steps: 40, seed: 0, tolerance: 0, noise: 0, job: 2 },
    runs: [
      { id: "rel", options: plateau("rel") },
      { id: "abs", options: plateau("abs") },
    ],
  });
  const asked = { session: "test", job: 2, language: "en" };
  const diagnosed = await runner.client.ask("diagnosis", asked);
  const found = diagnosed.ok ? diagnosed.value : [];
  const idsOf = (id: string) =>
    found.find(({ runId }) => runId === id)?.findings.map((finding) => finding.id);
  expect(idsOf("rel")).toContain("relativeThreshold");
  expect(idsOf("abs")).not.toContain("relativeThreshold");
}, 60_000);
