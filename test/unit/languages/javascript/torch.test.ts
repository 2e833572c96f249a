import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import goldens from "../../../fixtures/torch/gradients.json";
import { bundler, objectiveOf } from "./support";

const fixture = resolve(import.meta.dirname, "../../../fixtures/torch/functions.ts");
const text = readFileSync(fixture, "utf8");

describe("gradients equal PyTorch's", () => {
  beforeAll(bundler, 60_000);
  test.each(goldens.goldens)("$name", async ({ name, point, value, gradient }) => {
    const objective = await objectiveOf(text, [point], { wanted: { path: [name] } });
    expect(objective.reason).toBeUndefined();
    const found = new Float64Array(point.length);
    const scale = Math.max(1, ...gradient.map(Math.abs));
    expect(
      Math.abs(objective.valueAndGradient(Float64Array.from(point), found) - value) /
        Math.max(1, Math.abs(value)),
    ).toBeLessThan(1e-10);
    for (const [index, slope] of gradient.entries()) {
      expect(Math.abs(found[index]! - slope) / scale).toBeLessThan(1e-10);
    }
  });
});
