import { expect, test } from "vitest";
import { say, setWords } from "../../../webview/words";

test("values are put into braces, and texts can be translated one by one", () => {
  expect(say("stop.diverged", { step: 12 })).toBe("diverged at 12");
  setWords({ "stop.diverged": "divergiert bei {step}" });
  expect(say("stop.diverged", { step: 12 })).toBe("divergiert bei 12");
  expect(say("stop.steps", { step: 3 })).toBe("3 steps");
  setWords({});
});

test("a value is taken as it stands, whatever is in it", () => {
  expect(say("stop.steps", { step: "$& {step}" })).toBe("$& {step} steps");
});
