import { expect, test } from "vitest";
import { plainFormula } from "../../../src/optimizers/plainFormula";

test.each([
  [String.raw`\frac{u^{t}}{1 - (\beta_1)^{t + 1}}`, "uᵗ / (1 − (β₁)ᵗ⁺¹)"],
  [String.raw`\sqrt{v^{t}} + \varepsilon`, "√vᵗ + ε"],
  [String.raw`\frac{\sigma}{\eta}\,\theta + z`, "(σ / η) θ + z"],
  [String.raw`-B^{t}\,g^{t}`, "−Bᵗ gᵗ"],
  [String.raw`\kappa\,\frac{\lVert \theta \rVert}{\lVert g + \theta \rVert}`, "κ (‖θ‖ / ‖g + θ‖)"],
  [String.raw`\eta \cdot \text{factor}^{\#\text{plateaus}}`, "η · factor^(# plateaus)"],
])("%s", (tex, text) => expect(plainFormula(tex)).toBe(text));

test("a command that it does not know is a bug", () =>
  expect(() => plainFormula(String.raw`\sum_k`)).toThrow(String.raw`\sum`));
