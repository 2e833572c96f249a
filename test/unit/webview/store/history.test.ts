import { beforeEach, describe, expect, test } from "vitest";
import {
  canRedo,
  canUndo,
  forgetChanges,
  makeAgain,
  remember,
  takeBack,
} from "../../../../webview/store/history";

/** A millisecond well after all changes so far. */
let clock = 0;
const later = () => (clock += 10_000);

beforeEach(forgetChanges);

describe("changes of settings", () => {
  test("are taken back newest first and made again in their order", () => {
    remember({ steps: 10 }, { steps: 20 }, later());
    remember({ seed: 0 }, { seed: 1 }, later());
    expect(takeBack()).toEqual({ seed: 0 });
    expect(takeBack()).toEqual({ steps: 10 });
    expect([takeBack(), canUndo.value, canRedo.value]).toEqual([undefined, false, true]);
    expect(makeAgain()).toEqual({ steps: 20 });
    expect(makeAgain()).toEqual({ seed: 1 });
    expect([makeAgain(), canUndo.value, canRedo.value]).toEqual([undefined, true, false]);
  });

  test("that follow at once on the same settings are one", () => {
    const time = later();
    remember({ steps: 10 }, { steps: 11 }, time);
    remember({ steps: 11 }, { steps: 110 }, time + 100);
    remember({ seed: 0 }, { seed: 1 }, time + 200);
    expect(takeBack()).toEqual({ seed: 0 });
    expect(takeBack()).toEqual({ steps: 10 });
    expect(makeAgain()).toEqual({ steps: 110 });
  });

  test("that follow at once on an undo are not of the change before it", () => {
    const time = later();
    remember({ steps: 10 }, { steps: 11 }, time);
    remember({ seed: 0 }, { seed: 1 }, time + 100);
    takeBack();
    remember({ steps: 11 }, { steps: 12 }, time + 200);
    expect(takeBack()).toEqual({ steps: 11 });
    expect(takeBack()).toEqual({ steps: 10 });
  });

  test("cannot be made again after another one", () => {
    remember({ steps: 10 }, { steps: 20 }, later());
    takeBack();
    remember({ steps: 10 }, { steps: 30 }, later());
    expect(makeAgain()).toBeUndefined();
    expect(takeBack()).toEqual({ steps: 10 });
  });
});
