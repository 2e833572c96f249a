import { expect, test } from "vitest";
import { useRunner } from "../runner/useRunner";

// A start that nothing tells is a guess: where the function has no value there, others are tried.

const runner = useRunner({ limits: () => ({ time: 10_000, memory: 2048 }) });

async function opened(text: string) {
  const answer = await runner.client.open(runner.requestFor(text, "loss.js"));
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value;
}

async function problemOf(text: string) {
  const answer = await runner.client.open(runner.requestFor(text, "loss.js"));
  if (answer.ok) throw new Error("it was opened");
  return answer.problem;
}

test("a function that throws at the usual start starts where it does not, and says so", async () => {
  const { start, notes } = await opened(
    'export function loss(x, y) { if (x + y < 5) throw new Error("too small"); return x * x + y * y; }',
  );
  expect(start[0]! + start[1]!).toBeGreaterThanOrEqual(5);
  expect(notes).toContainEqual(
    `it starts at x = ${start[0]}, y = ${start[1]}: at x = 1.12, y = 0.736 it is not finite`,
  );
});

test("one that is NaN there starts where it is finite", async () => {
  const { start } = await opened(
    "export function loss(x, y) { return Math.log(x - 3) ** 2 + Math.sqrt(y - 10); }",
  );
  expect(start[0]).toBeGreaterThan(3);
  expect(start[1]).toBeGreaterThan(10);
});

test("a default of the code's own is no guess", async () => {
  const text = 'export function loss(x = 2) { if (x < 5) throw new Error("low"); return x * x; }';
  expect((await problemOf(text)).message).toBe("low");
});

test("where it throws everywhere, the point and the way to another are said", async () => {
  const text = 'export function loss(x, y) { throw new RangeError("no"); }';
  const { message, place } = await problemOf(text);
  expect(message).toBe(
    "RangeError: no, at x = 1.12, y = 0.736, where it starts since nothing says where: " +
      "say it by @simulate { start: [0, 0] }",
  );
  expect(place).toMatchObject({ line: 1, column: 36 });
});

test("a name that nothing defines is no fault of the start", async () => {
  const text = "export function loss(x, y) { return (1 - x) ** 2 + xx * y; }";
  expect((await problemOf(text)).message).toBe("ReferenceError: xx is not defined");
});

test("of a start that was given nothing is said, and none is looked for", async () => {
  const text =
    '/** @simulate { start: [1, 1] } */\nexport function loss(x, y) { if (x < 5) throw new Error("low"); return x * y; }';
  expect((await problemOf(text)).message).toBe("low");
});

test("what the file throws while it is loaded has no start to blame", async () => {
  const text =
    'if (true) throw new Error("at load");\nexport function loss(x, y) { return x * y; }';
  expect((await problemOf(text)).message).toBe("at load");
});
