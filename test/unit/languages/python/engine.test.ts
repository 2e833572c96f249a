import { expect, test } from "vitest";
import { isForNumPy } from "../../../../src/languages/python/engine";
import { ProgramWriter } from "./lowering/programWriter";

/** log Σ exp of X·W by rows, over so many samples, features and classes. */
function softmax(samples: number, features: number, classes: number): boolean {
  const writer = new ProgramWriter();
  const data = writer.constant([samples, features], new Array<number>(samples * features).fill(1));
  const scores = writer.map("exp", writer.matmul(data, writer.input([features, classes])));
  return isForNumPy(writer.program(writer.reduce("sum", writer.map("log", scores))));
}

test.each([
  ["a large matrix product for few parameters", true, 3000, 200, 100],
  // Seen: 0.5 ms compiled; 2.4 ms compiled and 1.5 ms in NumPy, to which a step of each parameter comes.
  ["a softmax regression on images", false, 200, 784, 10],
  ["a layer of many weights for few samples", false, 200, 784, 24],
  // 20 µs compiled, less than a question to the interpreter takes.
  ["a logistic regression", false, 200, 10, 1],
  ["a logistic regression of many samples", false, 5000, 10, 1],
] as const)("%s is for NumPy: %s", (_, expected, samples, features, classes) => {
  expect(softmax(samples, features, classes)).toBe(expected);
});

test("elementwise work is compiled, however much of it there is", () => {
  const writer = new ProgramWriter();
  const wide = writer.map("exp", writer.input([100_000]));
  const program = writer.program(writer.reduce("sum", writer.map("mul", wide, wide)));
  expect(isForNumPy(program)).toBe(false);
});
