import { describe, expect, it } from "vitest";
import { spreadOf } from "../../../src/options/spread";

describe("the spread over seeds", () => {
  it("is numpy's", () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9], [0.25, 0.5, 0.75]) = [1.5, 3.5, 4.75]
    expect(spreadOf([3, 1, 4, 1, 5, 9])).toEqual({
      lower: 1.5,
      median: 3.5,
      upper: 4.75,
      share: 1,
    });
    expect(spreadOf([2])).toEqual({ lower: 2, median: 2, upper: 2, share: 1 });
  });

  it("counts seeds that have no value as the highest", () => {
    expect(spreadOf([1, Infinity, 2, 3])).toEqual({
      ...{ lower: 1.75, median: 2.5, upper: Infinity, share: 0.75 },
    });
    expect(spreadOf([Infinity, Infinity]).median).toBe(Infinity);
  });
});
