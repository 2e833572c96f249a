import { expect, test } from "vitest";
import type { RunSlice } from "../../../src/protocol/runner";
import { record } from "../../../src/rows/picture";
import type { RunRecord } from "../../../src/rows/runRecord";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "./useRunner";

// A call that does not come to an end at a later point ends the run that came there, in the real runner process.

const records = new Map<string, RunRecord>();
const runner = useRunner({
  limits: () => ({ time: 400, memory: 1000 }),
  onSlice: (slice: RunSlice) => record(records, slice, []),
});

/** 0.5·x², right of 0: gradient descent multiplies x by 1 − η at each step. */
const texts: Readonly<Record<string, { readonly text: string; readonly kind: string }>> = {
  traced: {
    kind: "exact",
    text: `export function loss(x: number) {
  let y = x;
  while (y < 0) y -= 1;
  return 0.5 * x * x;
}`,
  },
  "differentiated numerically": {
    kind: "numeric",
    text: `const text = (x: number) => JSON.parse(JSON.stringify(x)) as number;
export function loss(x: number) {
  const y = text(x);
  while (y < -0.25);
  return 0.5 * y * y;
}`,
  },
};

test.each(Object.entries(texts))(
  "%s",
  async (_, { text, kind }) => {
    records.clear();
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toMatchObject({ ok: true, value: { gradient: { kind } } });
    const ended = await runner.client.run({
      ...{ session: "test", job: 1, start: [1], steps: 40, seed: 0, tolerance: 0, noise: 0 },
      // η = 0.5 stays right of 0, η = 1.5 is left of it after one step: 1 − 1.5.
      runs: [
        { id: "far", options: runOptions("gd", 1.5) },
        { id: "near", options: runOptions("gd", 0.5) },
      ],
    });
    expect(ended).toMatchObject({ ok: true, value: { gradient: { kind } } });
    const far = records.get("far")!;
    expect(far.stop).toMatchObject({ reason: "threw", step: 1 });
    expect(far.stop?.fault?.message).toContain("longer than 0.4 s");
    expect(far.stop?.fault?.place?.line).toBeGreaterThan(1);
    // Differences of 0.5·x² are its slope but for the rounding of two values, 2⁻⁵³·0.5 over a step of some 1e-5.
    expect(far.row(1).theta[0]).toBeCloseTo(-0.5, 9);
    const near = records.get("near")!;
    expect(near.stop).toEqual({ reason: "steps", step: 40 });
    expect(near.row(40).loss).toBeLessThan(1e-20);
  },
  60_000,
);
