import { beforeEach, describe, expect, test } from "vitest";
import { gradientDescentRow } from "../bowl";
import type { Shared } from "../useWorkbench";
import { handsOn } from "./hands";

/** The runs of the fixture `bowl.ts`: added, copied, ordered, styled and taken away. */
export function testRuns(code: Shared): void {
  const { panel, press, pressOn, tool, discard } = handsOn(code);
  const labels = () => panel().locator(".runLabel").allTextContents();
  const original = ["Gradient descent", "Adagrad (lecture)"];
  const run = (label: string) => panel().locator(".runChoose").filter({ hasText: label }).first();
  const pill = (label: string) => panel().locator(".run").filter({ hasText: label }).first();
  const endOf = async (label: string) =>
    (await code.panel.endPoints()).find((point) => point.label === label)?.loss;

  describe("runs", () => {
    beforeEach(async () => {
      await discard();
      await expect.poll(labels).toEqual(original);
      await run("Gradient descent").click();
      await code.panel.openOptions();
    });

    test("are added from a list that is searched, by keyboard and by mouse", async () => {
      await code.panel.pick(/^Add a run/, "composed");
      await expect.poll(labels).toEqual([...original, "Composed"]);
      expect(await run("Composed").getAttribute("aria-pressed")).toBe("true");
      await panel()
        .getByRole("button", { name: /^Add a run/ })
        .click();
      await panel().getByRole("combobox", { name: "Search optimizers" }).fill("no such method");
      await panel().getByText("Nothing matches “no such method”.").waitFor();
      await panel().getByRole("combobox", { name: "Search optimizers" }).fill("heavy");
      await panel()
        .getByRole("option", { name: /^Momentum/ })
        .click();
      await expect.poll(labels).toEqual([...original, "Composed", "Momentum"]);
      await expect.poll(() => endOf("Momentum")).toBeGreaterThan(0);
    });

    test("with something wrong in the code are told and keep their place, and the others go on", async () => {
      const colourOf = (label: string) => pill(label).locator(".swatch").getAttribute("class");
      const colours = await Promise.all(original.map(colourOf));
      await code.workbench.replace("lr: 0.1 }", "lr: -1 }");
      await panel().locator(".brokenRun").getByText("lr must be a number").waitFor();
      expect(await labels()).toEqual(original);
      expect(await Promise.all(original.map(colourOf))).toEqual(colours);
      await code.panel.live();
      expect((await code.panel.endPoints()).map(({ label }) => label)).toEqual([original[1]]);
      await code.workbench.replace("lr: -1 }", "lr: 0.1 }");
      await expect.poll(() => panel().locator(".brokenRun").count()).toBe(0);
      await expect
        .poll(() => endOf("Gradient descent"))
        .toBeCloseTo(gradientDescentRow(20).loss, 14);
    });

    test("leave the list unchanged when choosing is called off with Escape", async () => {
      const add = panel().getByRole("button", { name: /^Add a run/ });
      await pressOn(add, "Enter");
      await panel().locator("input.pickerSearch:focus").waitFor();
      await press("ArrowDown");
      await press("Escape");
      await expect.poll(() => add.getAttribute("aria-expanded")).toBe("false");
      expect(await add.evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await labels()).toEqual(original);
    });

    test("are copied with their result, and removed", async () => {
      await tool("editor", "Duplicate").click();
      await expect.poll(labels).toEqual([original[0], "Gradient descent (2)", original[1]]);
      await expect
        .poll(() => endOf("Gradient descent (2)"))
        .toBeCloseTo(gradientDescentRow(20).loss, 14);
      await pressOn(tool("editor", "Remove"), "Enter");
      await expect.poll(labels).toEqual(original);
      await tool("editor", "Remove").click();
      await expect.poll(labels).toHaveLength(1);
      expect(await tool("editor", "Remove").isDisabled()).toBe(true);
    });

    test("are hidden from every picture, and shown again", async () => {
      const chart = () => code.panel.chart("Loss L").getAttribute("aria-label");
      await panel().getByRole("button", { name: "Hide Gradient descent", exact: true }).click();
      await expect.poll(chart).not.toContain("Gradient descent");
      await expect.poll(() => code.panel.surfaceLabel()).not.toContain("Gradient descent");
      expect(await chart()).toContain("Adagrad");
      await pressOn(tool("editor", "Show"), "Enter");
      await expect.poll(chart).toContain("Gradient descent");
    });

    test("change places", async () => {
      await tool("editor", "Move later").click();
      await expect.poll(labels).toEqual([...original].reverse());
      const order = async () => (await code.panel.endPoints()).map(({ label }) => label);
      await expect.poll(order).toEqual([...original].reverse());
      await pressOn(tool("editor", "Move earlier"), "Enter");
      await expect.poll(labels).toEqual(original);
    });

    test("are named and given a colour and dashes", async () => {
      const more = panel().locator("details[data-control=look]");
      await pressOn(more.locator("summary"), "Enter");
      await more.getByRole("textbox", { name: "Name" }).fill("plain descent");
      await expect.poll(async () => (await labels())[0]).toBe("plain descent");
      const green = more.getByRole("button", { name: /^green, dashes/ }).first();
      await green.click();
      expect(await green.getAttribute("aria-pressed")).toBe("true");
      await pill("plain descent").locator("svg.swatch.green").waitFor();
      await pressOn(more.getByRole("button", { name: "yellow, solid" }), "Enter");
      await pill("plain descent").locator("svg.swatch.yellow").waitFor();
      await more.locator("summary").click();
    });
  });
}
