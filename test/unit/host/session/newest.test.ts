import { describe, expect, it } from "vitest";
import { Newest } from "../../../../src/host/session/newest";

/** Answers that end when the test says so, in order. */
function work() {
  const ends: { resolve: (answer: boolean) => void; reject: (error: Error) => void }[] = [];
  return {
    ends,
    answer: () => new Promise<boolean>((resolve, reject) => ends.push({ resolve, reject })),
  };
}

const notOver = () => false;

describe("work that is asked for anew while it is under way", () => {
  it("is done once where nothing newer is asked", async () => {
    const newest = new Newest();
    const { ends, answer } = work();
    const answered = newest.answer(answer, notOver);
    expect(newest.isUnderWay).toBe(true);
    ends[0]!.resolve(true);
    expect(await answered).toBe(true);
    expect(ends).toHaveLength(1);
    expect(newest.isUnderWay).toBe(false);
  });

  it("is done again for what was asked meanwhile, whose answer counts", async () => {
    const newest = new Newest();
    const { ends, answer } = work();
    const answered = newest.answer(answer, notOver);
    const isOutdated = newest.outdated();
    newest.ask();
    newest.ask();
    expect(isOutdated()).toBe(true);
    ends[0]!.resolve(true);
    await expect.poll(() => ends.length).toBe(2);
    ends[1]!.resolve(false);
    expect(await answered).toBe(false);
  });

  it("hands on the fault of what was asked last, and no older one", async () => {
    const newest = new Newest();
    const { ends, answer } = work();
    const answered = newest.answer(answer, notOver);
    newest.ask();
    ends[0]!.reject(new Error("older"));
    await expect.poll(() => ends.length).toBe(2);
    ends[1]!.reject(new Error("newest"));
    await expect(answered).rejects.toThrow("newest");
    expect(newest.isUnderWay).toBe(false);
  });

  it("is not done again once it is over", async () => {
    const newest = new Newest();
    const { ends, answer } = work();
    const answered = newest.answer(answer, () => true);
    newest.ask();
    ends[0]!.resolve(false);
    expect(await answered).toBe(false);
    expect(ends).toHaveLength(1);
  });
});
