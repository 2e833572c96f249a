import { beforeAll, describe, expect, test } from "vitest";
import { handsOn } from "./hands";
import type { Shared } from "../useWorkbench";

/** The update with its numbers, of the fixture `bowl.ts`. */
export function testFormula(code: Shared): void {
  const { panel, pressOn, tool, goTo } = handsOn(code);

  describe("the formula", () => {
    beforeAll(() => code.panel.openTab(/^Step /));
    const numbersOf = (line: string) =>
      code.panel
        .section("formula")
        .locator(`[data-line="${line}"] .formulaNumbers mn`)
        .allTextContents();

    test("shows the step of the cursor with its numbers, of the parameter that is chosen", async () => {
      await goTo(0);
      await panel().locator('[data-run="run-0"]').click();
      // θ − η/σ·m: 3 − 0.1/1·3 = 2.7 for x, 1 − 0.1/1·4 = 0.6 for y.
      await expect.poll(() => numbersOf("theta")).toEqual(["3", "0.1", "1", "3", "2.7"]);
      await tool("card", "Next parameter").click();
      await expect.poll(() => numbersOf("theta")).toEqual(["1", "0.1", "1", "4", "0.6"]);
      await pressOn(tool("card", "Previous parameter"), "Enter");
      await expect.poll(() => numbersOf("theta")).toEqual(["3", "0.1", "1", "3", "2.7"]);
      await code.panel.choose("Parameter of the formula", "y");
      await expect.poll(() => numbersOf("theta")).toEqual(["1", "0.1", "1", "4", "0.6"]);
    });

    test("follows the run that is chosen", async () => {
      await pressOn(panel().locator('[data-run="run-1"]'), "Enter");
      // σ^0 = |g| = 4: 1 − 0.5/4·4 = 0.5.
      await expect.poll(() => numbersOf("theta")).toEqual(["1", "0.5", "4", "4", "0.5"]);
    });
  });
}
