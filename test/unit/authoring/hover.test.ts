import { expect, test } from "vitest";
import { optimizers } from "../../../src/optimizers/catalogue";
import { resultMarkdown } from "../../../src/authoring/hover";
import { schedules } from "../../../src/schedules/catalogue";
import { hoverIn } from "./marked";

const above = (settings: string) =>
  `/** @simulate ${settings} */\nexport const loss = (x: number) => x * x;`;

test("an optimizer says what it is, its formula, its options and its source", () => {
  const hover = hoverIn(above('{ optimizer: "mom|entum" }'))!;
  expect(hover.text).toBe('"momentum"');
  expect(hover.says).toContain("**Momentum**");
  expect(hover.says).toContain("uᵗ = μ uᵗ⁻¹ + gᵗ");
  expect(hover.says).toContain("`momentum`");
  expect(hover.says).toContain("Polyak");
});

test("a name and its value say what they mean and what is allowed", () => {
  for (const settings of ["{ st|eps: 100 }", "{ steps: 1|00 }"])
    expect(hoverIn(above(settings))?.says).toContain("a whole number from 1 to 1e7");
  expect(hoverIn(above('{ optimizer: "adam", beta1: 0.|9 }'))?.says).toContain(
    "weight of the past in m",
  );
  expect(hoverIn(above('{ optimizer: "gd", schedule: "war|mup" }'))?.says).toContain("ηᵗ = η");
});

test("what is not known and what is no setting says nothing", () => {
  expect(hoverIn(above("{ nons|ense: 1 }"))).toBeUndefined();
  expect(hoverIn(above("{ steps: 1 }").replace("loss", "lo|ss"))).toBeUndefined();
});

test.each([
  ...optimizers.map(({ id }) => `optimizer: "${id}|"`),
  ...schedules.map(({ id }) => `optimizer: "gd", schedule: "${id}|"`),
])("%s has a formula without TeX", (setting) => {
  const says = hoverIn(above(`{ ${setting} }`))!.says;
  const formula = /```text\n([^]*?)```/.exec(says)?.[1] ?? "";
  expect(formula).toMatch(/= ./);
  expect(formula).not.toMatch(/[\\@]|\{[^ ]/);
});

test("what a user's text says is shown as it stands", () => {
  expect(resultMarkdown("[a](b) <c>", "*d*")).toBe("Latest: \\[a\\]\\(b\\) \\<c\\>\n\n\\*d\\*");
});
