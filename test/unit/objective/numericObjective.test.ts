import { expect, test } from "vitest";
import { numericObjective } from "../../../src/objective/numericObjective";

/** Rosenbrock, whose derivatives are known by hand. */
const rosenbrock = numericObjective(([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2, 2);

const at = Float64Array.of(-1.2, 1);
// ∂x = −2(1−x) − 400x(y−x²), ∂y = 200(y−x²); H = [2 − 400y + 1200x², −400x; −400x, 200].
const exactGradient = [-2 * 2.2 + 480 * (1 - 1.44), 200 * (1 - 1.44)];
const exactHessian = [2 - 400 + 1200 * 1.44, 480, 480, 200];

test("gradient to the accuracy of central differences", () => {
  const gradient = new Float64Array(2);
  expect(rosenbrock.valueAndGradient(at, gradient)).toBeCloseTo(24.2, 12);
  gradient.forEach((g, i) => {
    // Truncation h²·L‴/6 ≈ 4e-11·3000/6 plus rounding ε·24/h ≈ 1e-9.
    expect(Math.abs(g - exactGradient[i]!)).toBeLessThan(1e-7);
  });
});

test("Hessian and its products", () => {
  rosenbrock.hessian(at).forEach((h, i) => {
    // Rounding ε·24/h² ≈ 4e-7, truncation h²·L⁗/12 ≈ 3e-6.
    expect(Math.abs(h - exactHessian[i]!)).toBeLessThan(1e-4);
  });
  const product = new Float64Array(2);
  rosenbrock.hessianVectorProduct(at, Float64Array.of(3, -2), product);
  expect(Math.abs(product[0]! - (3 * 1330 - 2 * 480))).toBeLessThan(1e-2);
  expect(Math.abs(product[1]! - (3 * 480 - 2 * 200))).toBeLessThan(1e-2);
  rosenbrock.hessianVectorProduct(at, Float64Array.of(0, 0), product);
  expect([...product]).toEqual([0, 0]);
});

test("the step follows the size of the coordinate", () => {
  const far = numericObjective(([x]) => x! * x!, 1);
  const gradient = new Float64Array(1);
  far.valueAndGradient(Float64Array.of(1e8), gradient);
  // Relative rounding ε/∛ε ≈ 4e-11.
  expect(Math.abs(gradient[0]! / 2e8 - 1)).toBeLessThan(1e-9);
});
