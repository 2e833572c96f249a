import { describe, expect, test } from "vitest";
import { fitValues } from "../../../../webview/curves/valueRoom";

/** Every letter is 7 pixels wide: a value takes 12 of its swatch, at least 42 in all, and 4 to the next one. */
const widthOf = (text: string) => 7 * text.length;
const fit = (values: readonly (number | undefined)[], room: number) =>
  fitValues(values, room, widthOf);

describe("values beside a chart's title", () => {
  test("have four digits where there are two that have room", () => {
    // 12 + 5·7 + 4 + 12 + 5·7
    expect(fit([1.2345, 2.3456], 98)).toEqual({ texts: ["1.234", "2.346"], shown: 2 });
  });

  test("have three where two would have none else, or where they are more", () => {
    expect(fit([1.2345, 2.3456], 97)).toEqual({ texts: ["1.23", "2.35"], shown: 2 });
    expect(fit([1.2345, 2.3456, 1], Infinity).texts).toEqual(["1.23", "2.35", "1"]);
  });

  test("are counted where they have no room, and the count has room itself", () => {
    const four = [0.00376, 0.00139, 0.0222, 0.0193];
    // 61 + 4 + 61 + 4 + 54 + 4 + 54
    expect(fit(four, 242).shown).toBe(4);
    // 61 + 4 + 61 + 4 + 54 + 4 + 2·7
    expect(fit(four, 241).shown).toBe(3);
    expect(fit(four, 202).shown).toBe(3);
    expect(fit(four, 201).shown).toBe(2);
  });

  test("are told of the first run in any room, and not known ones are dashes", () => {
    expect(fit([1, undefined], 0)).toEqual({ texts: ["1", "–"], shown: 1 });
    expect(fit([], 0)).toEqual({ texts: [], shown: 0 });
  });
});
