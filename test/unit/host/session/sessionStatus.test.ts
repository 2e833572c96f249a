import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SessionStatus } from "../../../../src/host/session/sessionStatus";

const problem = { kind: "internal", message: "no" } as const;

describe("how a session stands", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says at once that something begins where no curves are on show", () => {
    const publish = vi.fn();
    const status = new SessionStatus(publish);
    status.begins(false);
    expect([status.now, publish.mock.calls.length]).toEqual(["running", 1]);
  });

  it("does not flicker where curves are on show and it is quick", () => {
    const publish = vi.fn();
    const status = new SessionStatus(publish);
    status.begins(true);
    expect(publish).not.toHaveBeenCalled();
    status.set("live");
    vi.runAllTimers();
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it("says so where it takes a while", () => {
    const publish = vi.fn();
    new SessionStatus(publish).begins(true);
    vi.runAllTimers();
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it.each([
    [true, problem, "stale"],
    [false, problem, "failed"],
    [true, { ...problem, kind: "untrusted" as const }, "untrusted"],
  ])("keeps good curves (%s) and says what is wrong: %o", (hasCurves, fault, expected) => {
    const status = new SessionStatus(() => undefined);
    status.failed(fault, hasCurves);
    expect([status.now, status.problem]).toEqual([expected, fault]);
    status.mended();
    expect(status.problem).toBeUndefined();
  });
});
