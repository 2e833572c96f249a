import { beforeAll, expect, test } from "vitest";
import { bundler, objectiveOf } from "./support";

beforeAll(bundler, 60_000);

const text = `const DATA = [[1, 2], [2, 3], [3, 5], [4, 4]];
  function loss(w: number, b: number, [x, y]: number[]) { return (y - (w * x + b)) ** 2; }`;

test("the loss is the mean over the samples, and a batch uses some of them", async () => {
  const objective = await objectiveOf(text, [0.5, 1], { wanted: { samples: "DATA" } });
  expect(objective.reason).toBeUndefined();
  expect(objective.samples?.count).toBe(4);
  // Residuals y − (x/2 + 1): 0.5, 1, 2.5, 1.
  const theta = Float64Array.of(0.5, 1);
  const gradient = new Float64Array(2);
  expect(objective.valueAndGradient(theta, gradient)).toBe((0.25 + 1 + 6.25 + 1) / 4);
  // −2·mean(r·x) and −2·mean(r)
  expect([...gradient]).toEqual([-2 * ((0.5 + 2 + 7.5 + 4) / 4), -2 * (5 / 4)]);
  objective.samples!.batchGradient(theta, Int32Array.of(2, 0), gradient);
  expect([...gradient]).toEqual([-2 * ((7.5 + 0.5) / 2), -2 * ((2.5 + 0.5) / 2)]);
});

test("many samples make a graph that does not grow with them", async () => {
  const many = (count: number): string =>
    text.replace(
      "[[1, 2], [2, 3], [3, 5], [4, 4]]",
      `Array.from({ length: ${count} }, (_, i) => [Math.sin(i), Math.cos(i)])`,
    );
  const sizes = [];
  for (const count of [100, 1000]) {
    const objective = await objectiveOf(many(count), [0.5, 1], { wanted: { samples: "DATA" } });
    sizes.push(objective.graphAt(Float64Array.of(0.5, 1))!.operation.length);
  }
  expect(sizes[1]).toBe(sizes[0]);
});

test("samples that are no array are a fault", async () => {
  await expect(
    objectiveOf("const DATA = 3; const loss = (x: number, s: number) => x;", [1], {
      wanted: { samples: "DATA" },
    }),
  ).rejects.toThrow("the samples must be an array");
});

test("hinge loss written with an if becomes one loop with selects", async () => {
  const hinge = `const X = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 2 ? 1 : -1]);
    function loss([w, v]: number[]) { let sum = 0; for (const [a, b, y] of X) { const margin = 1 - y * (w * a + v * b); if (margin > 0) sum += margin; } return sum / X.length; }`;
  const graph = (await objectiveOf(hinge, [[0.3, 0.1]])).graphAt(Float64Array.of(0.3, 0.1))!;
  expect(graph.guards).toEqual([]);
  expect(graph.axes).toEqual([200]);
  expect(graph.operation.length).toBeLessThan(40);
});
