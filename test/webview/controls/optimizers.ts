import { beforeEach, describe, expect, test } from "vitest";
import { descentOn } from "../bowl";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** What a run of the fixture `bowl.ts` is made of: its optimizer, schedule and extras. */
export function testOptimizers(code: Shared): void {
  const { panel, press, pressOn, discard } = handsOn(code);
  const end = async () => (await code.panel.endPoints())[0]!;
  const choice = (name: string) => code.panel.control(name).getByRole("combobox");
  const editor = () => code.panel.section("editor");
  /** Waits until the run ends where it must, up to the rounding of 20 steps. */
  const endsAt = (loss: number) =>
    expect.poll(async () => (await end()).loss / loss).toBeCloseTo(1, 10);
  const ratesAre = async (first: number, last: number) => {
    const ends = async () => code.panel.chartEnds("Learning rate η", (await end()).label);
    // Charts describe their ends with four digits.
    await expect.poll(ends).toEqual([first, Number(last.toPrecision(4))]);
  };

  describe("a run is made of", () => {
    beforeEach(async () => {
      await discard();
      await panel().locator('[data-run="run-0"]').click();
      await code.panel.openOptions();
    });

    describe("an optimizer", () => {
      test("is exchanged for the lecture's parts, which are chosen by mouse and by keyboard", async () => {
        await code.panel.pick(/^Optimizer: /, "composed");
        await code.panel.type("η (lr)", "0.1");
        await choice("m").click();
        await choice("m").getByRole("option", { name: "none" }).click();
        await choice("sigma").focus();
        await press("ArrowDown");
        // m = g and σ = 1 is gradient descent.
        await endsAt(descentOn(20, (g) => g.map((part) => 0.1 * part)));
        expect((await end()).label).toContain("Composed");
      });

      test("whose settings do not go together says so until they do", async () => {
        await code.panel.pick(/^Optimizer: /, "sgd");
        await code.panel.type("η (lr)", "0.1");
        const plain = descentOn(20, (g) => g.map((part) => 0.1 * part));
        await endsAt(plain);
        await editor().getByRole("checkbox").first().click();
        const fault = editor().getByRole("alert").filter({ hasText: "nesterov needs momentum" });
        await fault.waitFor();
        await endsAt(plain);
        await code.panel.type("momentum", "0.5");
        await fault.waitFor({ state: "detached" });
        const velocity = [0, 0];
        await endsAt(
          descentOn(20, (gradient) =>
            gradient.map((g, i) => {
              velocity[i] = 0.5 * velocity[i]! + g;
              return 0.1 * (g + 0.5 * velocity[i]);
            }),
          ),
        );
      });
    });

    describe("a schedule", () => {
      test("is chosen by mouse, previewed, and followed by the run", async () => {
        await panel()
          .getByRole("button", { name: /^Schedule: / })
          .click();
        await panel()
          .getByRole("option", { name: /^Exponential/ })
          .click();
        await code.panel.type("gamma", "0.9");
        await ratesAre(0.1, 0.1 * 0.9 ** 19);
        // The preview reaches over the same steps: 0.1·0.9^19 = 0.0135 in three digits.
        await editor()
          .getByRole("img", { name: "η over the first 20 steps, from 0.0135 to 0.1" })
          .waitFor();
        await endsAt(descentOn(20, (g, t) => g.map((part) => 0.1 * 0.9 ** t * part)));
      });

      test("is made of schedules, which wait for each other's settings", async () => {
        await code.panel.pick(/^Schedule: /, "sequence");
        await pressOn(editor().getByRole("button", { name: "Add a schedule" }), "Enter");
        await editor().getByRole("alert").filter({ hasText: "one milestone fewer" }).waitFor();
        await code.panel.type("milestones", "10");
        await code.panel.pick(/^schedules 2: /, "exponential");
        await code.panel.type("gamma", "0.5");
        await ratesAre(0.1, 0.1 * 0.5 ** 9);
        expect(await editor().getByRole("alert").count()).toBe(0);
        await code.panel.type("milestones", "10, 5");
        await editor().getByRole("alert").filter({ hasText: "increasing order" }).waitFor();
        await code.panel.type("milestones", "12");
        await ratesAre(0.1, 0.1 * 0.5 ** 7);
      });
    });

    describe("an extra", () => {
      const more = () => panel().locator("details[data-control=look]");
      const steps = 20;
      const rate = 0.1;
      const plain = descentOn(steps, (g) => g.map((part) => rate * part));

      beforeEach(async () => {
        if ((await more().getAttribute("open")) === null) await more().locator("summary").click();
      });

      test.each([
        {
          name: "clipValue",
          help: /held within ±this/,
          value: 2,
          loss: descentOn(steps, (g) =>
            g.map((part) => rate * Math.sign(part) * Math.min(Math.abs(part), 2)),
          ),
        },
        {
          name: "clipNorm",
          help: /shortened to this Euclidean norm/,
          value: 2,
          loss: descentOn(steps, (g) => {
            const norm = Math.hypot(g[0]!, g[1]!);
            return g.map((part) => rate * part * Math.min(1, 2 / norm));
          }),
        },
        {
          name: "coupledWeightDecay",
          help: /^λ in g/,
          value: 0.5,
          loss: descentOn(steps, (g, _, theta) =>
            g.map((part, i) => rate * (part + 0.5 * theta[i]!)),
          ),
        },
        {
          name: "nesterov",
          help: /^μ in g/,
          value: 0.5,
          loss: lookingAhead(steps, rate, 0.5),
        },
      ])(
        "$name is turned on, given its number, and turned off",
        async ({ name, help, ...rest }) => {
          const { value, loss } = rest;
          const box = more().getByRole("checkbox", { name: help });
          await pressOn(box, "Space");
          await code.panel.type(name, String(value));
          await endsAt(loss);
          await box.click();
          await endsAt(plain);
          expect(await code.panel.control(name).count()).toBe(0);
        },
      );

      test("that decays beside the step is not one that decays in the gradient", async () => {
        await code.panel.pick(/^Optimizer: /, "heavy ball");
        await code.panel.type("η (lr)", "0.05");
        const decays = (inGradient: number, beside: number) => {
          const velocity = [0, 0];
          return descentOn(steps, (g, _, theta) =>
            g.map((part, i) => {
              velocity[i] = 0.9 * velocity[i]! + part + inGradient * theta[i]!;
              return 0.05 * (velocity[i] + beside * theta[i]!);
            }),
          );
        };
        const beside = more().getByRole("checkbox", { name: /^λ in θ/ });
        await beside.click();
        const slider = code.panel.control("decoupledWeightDecay").getByRole("slider");
        // The slider's end is 0.1.
        await pressOn(slider, "End");
        await endsAt(decays(0, 0.1));
        await pressOn(slider, "Home");
        await endsAt(decays(0, 0));
        await pressOn(beside, "Space");
        await more()
          .getByRole("checkbox", { name: /^λ in g/ })
          .click();
        await code.panel.type("coupledWeightDecay", "0.1");
        await endsAt(decays(0.1, 0));
      });
    });
  });
}

/** The loss of gradient descent whose gradient is g + μ·(g − g of the step before), which is 0 before the first step. */
function lookingAhead(steps: number, rate: number, mu: number): number {
  let before: readonly number[] = [0, 0];
  return descentOn(steps, (g) => {
    const last = before;
    before = g;
    return g.map((part, i) => rate * (part + mu * (part - last[i]!)));
  });
}
