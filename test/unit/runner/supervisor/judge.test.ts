import { describe, expect, it } from "vitest";
import type { Phase } from "../../../../src/runner/heartbeat";
import { Judge, type Evidence } from "../../../../src/runner/supervisor/judge";

const limits = { time: 2000, memory: 500 };
const place = { file: "loss.ts", line: 3, column: 5 };

/** A process that stands as it is told to. */
function evidence(stands: {
  phase?: Phase;
  excess?: number[];
  weight?: number;
  forgiven?: boolean;
  line?: typeof place;
}): Evidence {
  const excess = [...(stands.excess ?? [0])];
  return {
    limits,
    heartbeat: { phase: stands.phase ?? "calling", point: Float64Array.of(1, 2) },
    excess: () => (excess.length > 1 ? excess.shift()! : excess[0]!),
    forgive: () => stands.forgiven ?? false,
    weigh: () => Promise.resolve(stands.weight ?? Infinity),
    placeIn: () => Promise.resolve(stands.line),
  };
}

function judgeOf(stands: Parameters<typeof evidence>[0]): Judge {
  const judge = new Judge(evidence(stands));
  judge.worksFor("a");
  return judge;
}

describe("a call that does not end", () => {
  it("is told with its line and its point", async () => {
    const verdict = await judgeOf({ line: place }).judge("time");
    expect(verdict).toMatchObject({ session: "a", point: Float64Array.of(1, 2) });
    expect(verdict?.problem).toEqual({
      kind: "timeout",
      message: "The code took longer than 2 s and was stopped here: is there an endless loop?",
      place,
    });
  });

  it("may take five times as long while a script is loaded, and is no point of a run", async () => {
    const verdict = await judgeOf({ phase: "loading" }).judge("time");
    expect(verdict?.problem.message).toContain("longer than 10 s and was stopped:");
    expect(verdict?.point).toBeUndefined();
  });

  it("is no endless loop where it is traced: it is opened again without", async () => {
    const verdict = await judgeOf({ phase: "deriving", line: place }).judge("time");
    expect(verdict?.untraced).toBe("tracing it takes more than 20 s");
    expect(verdict?.problem.place).toBeUndefined();
  });
});

describe("too much memory", () => {
  it("is nothing where it was garbage, and is judged anew when it comes again", async () => {
    const judge = judgeOf({ weight: 10, forgiven: true });
    expect(await judge.judge("memory")).toBeUndefined();
    expect(await judge.judge("time")).toBeDefined();
  });

  it("is the working session's", async () => {
    const verdict = await judgeOf({ excess: [0, 600] }).judge("memory");
    expect(verdict?.session).toBe("a");
    expect(verdict?.problem.message).toBe(
      "The code used more than 500 MiB of memory and was stopped.",
    );
  });

  it("is nobody's where half of it was there before the work began", async () => {
    const verdict = await judgeOf({ excess: [251] }).judge("memory");
    expect([verdict?.session, verdict?.problem.kind]).toEqual(["", "memory"]);
  });

  it("cuts a judgement short where it grows to twice the limit meanwhile", async () => {
    const judge = judgeOf({ excess: [0, 999, 1001] });
    const first = judge.judge("time");
    expect(await judge.judge("memory")).toBeUndefined();
    expect((await judge.judge("memory"))?.problem.kind).toBe("memory");
    expect((await first)?.problem.kind).toBe("timeout");
  });
});
