import { expect, test } from "vitest";
import { formulaValue } from "../../../src/optimizers/formulaValue";

const numbers: Readonly<Record<string, number>> = { a: 3, b: -2, "last.a": 5 };
const valueOf = (name: string) => numbers[name];

test.each<[string, number]>([
  [String.raw`@a\,@last.a + (1 - @a)\,@b`, 19],
  [String.raw`-@a^2 + 2 \cdot @a / 4`, -7.5],
  [String.raw`\frac{@a + 1}{2}\,\sqrt{@last.a - 1}`, 4],
  [String.raw`\left(@a - @b\right)(1 + @a)^{@b + 1}`, 1.25],
  [String.raw`\max\left(@b,\; |@b| + 0.5\right)`, 2.5],
  [String.raw`\bigl(@a\bigr)\operatorname{sign}(@b)`, -3],
  [String.raw` + @a - -@b`, 1],
])("%s comes to %d", (line, expected) => {
  expect(formulaValue(line, valueOf)).toBe(expected);
});

test.each([
  "@unknown + 1",
  "@a + ",
  "(@a",
  String.raw`@a\ \text{if}\ @b > 0`,
  String.raw`\lVert @a \rVert`,
  String.raw`\operatorname{clip}(@a, \pm @b)`,
])("%s is more than arithmetic, or not known", (line) => {
  expect(formulaValue(line, valueOf)).toBeUndefined();
});
