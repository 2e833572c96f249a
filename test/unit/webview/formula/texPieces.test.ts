import temml from "temml";
import { expect, test } from "vitest";
import { optimizers } from "../../../../src/optimizers/catalogue";
import { formulaLines } from "../../../../src/optimizers/formula";
import { texPieces } from "../../../../webview/formula/texPieces";

test("a line may be broken before relations and before what is added", () => {
  expect(texPieces("u = 0.9 u + (1 - 0.9) g = 3")).toEqual([
    "u ",
    "{}= 0.9 u ",
    "{}+ (1 - 0.9) g ",
    "{}= 3",
  ]);
  expect(texPieces(String.raw`\theta \leftarrow \theta - \frac{a - b}{c}`)).toEqual([
    String.raw`\theta `,
    String.raw`{}\leftarrow \theta `,
    String.raw`{}- \frac{a - b}{c}`,
  ]);
});

test("a sign stays with what it belongs to", () => {
  expect(texPieces("m = -d = -0.5")).toEqual(["m ", "{}= -d ", "{}= -0.5"]);
  expect(texPieces(String.raw`a \cdot -b`)).toEqual([String.raw`a \cdot -b`]);
});

test("a condition may stand on a line of its own", () => {
  expect(texPieces(String.raw`1\ \text{if}\ x > 5`)).toEqual([
    String.raw`1\ `,
    String.raw`\text{if}\ x > 5`,
  ]);
});

test("every piece of every formula is TeX by itself, and nothing is lost", () => {
  for (const optimizer of optimizers) {
    const hyperparameters = Object.fromEntries(
      Object.entries(optimizer.hyperparameters).map(([name, { default: value }]) => [name, value]),
    );
    for (const { tex } of formulaLines(optimizer, hyperparameters, { gradient: -0.5, theta: 2 })) {
      const pieces = texPieces(tex);
      expect(pieces.map((piece) => piece.replace(/^\{\}/, "")).join("")).toBe(tex);
      for (const piece of pieces) {
        expect(() => temml.renderToString(piece, { throwOnError: true })).not.toThrow();
      }
    }
  }
});
