import { describe, expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { fittingRate, type FunctionScale } from "../../../src/optimizers/fittingRate";

const rateOf = (id: string, scale: Partial<FunctionScale>) =>
  fittingRate(optimizerById(id)!, { steps: 1000, ...scale });

describe("a rate that fits the function", () => {
  test("is 1/λmax for gradient descent and its kin, in two digits", () => {
    // The lecture's valley: 1/1,746,830 = 5.7247e-7.
    for (const id of ["gd", "momentum", "sgd"]) {
      const found = rateOf(id, { descentRate: 1 / 1_746_830, distance: 300 });
      expect(found).toEqual({ rate: 5.7e-7, because: "curvature" });
    }
  });

  test("is the default where the curvature is not known, or bends the other way", () => {
    expect(rateOf("gd", { distance: 4 })).toEqual({ rate: 0.01, because: "default" });
    expect(rateOf("gd", { descentRate: -1 / 3 })).toEqual({ rate: 0.01, because: "default" });
  });

  test("lets methods with steps of their own size go twice the window's width", () => {
    // Adam moves η a step: 0.001 in 100 steps is 0.1; twice 40 over 100 steps is 0.8.
    expect(rateOf("adam", { steps: 100, distance: 40 })).toEqual({
      rate: 0.8,
      because: "distance",
    });
    // Adagrad moves η/√(t + 1): 1 + 1/√2 + … + 1/√100 = 18.59 steps of η, and 80/18.59 = 4.3.
    expect(rateOf("adagrad", { steps: 100, distance: 40 }).rate).toBe(4.3);
    // Far more steps than are tried out: 2√(10⁶) = 2,000 but for 1.5, and 2·10⁴/2,000 = 10.
    const { rate } = rateOf("adagrad", { steps: 1e6, distance: 1e4 });
    expect(Math.abs(rate / 10 - 1)).toBeLessThan(0.1);
  });

  test("is the default where that goes far enough and not a thousand times too far", () => {
    expect(rateOf("adam", { steps: 5000, distance: 4 })).toEqual({
      rate: 0.001,
      because: "default",
    });
    expect(rateOf("signsgd", { steps: 1e5, distance: 1e-6 }).because).toBe("distance");
  });

  test("is the default of methods that couple parameters or choose their steps", () => {
    for (const id of ["lbfgs", "muon", "rprop", "lamb"]) {
      const scale = { descentRate: 0.1, distance: 1e6 };
      expect(rateOf(id, scale).because, id).toBe("default");
    }
  });
});
