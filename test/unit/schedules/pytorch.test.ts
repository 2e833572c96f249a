import { expect, test } from "vitest";
import { startSchedule } from "../../../src/schedules/startSchedule";
import golden from "../../fixtures/torch/schedules.json";

const cases = golden.cases.map(({ setting, rates }) => ({
  setting: setting,
  options: JSON.stringify(setting.options),
  rates,
}));

test.each(cases)("$setting.id with $options gives PyTorch's rates", ({ setting, rates }) => {
  const schedule = startSchedule(setting, golden.lr, rates.length);
  rates.forEach((expected, t) => {
    const rate = schedule.rateAt(t);
    // PyTorch multiplies up step by step where we use closed forms: 60 roundings of 1.1e-16.
    expect(Math.abs(rate - expected), `t = ${t}: ${rate} for ${expected}`).toBeLessThan(
      1e-13 * golden.lr,
    );
    schedule.observe?.(golden.losses[t]!);
  });
});

test("the fixture has every scheduler of torch.optim.lr_scheduler", () => {
  expect(golden.torch).toMatch(/^1\.13/);
  expect(golden.missing).toEqual([]);
});
