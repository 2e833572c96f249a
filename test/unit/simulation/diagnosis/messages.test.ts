import { describe, expect, test } from "vitest";
import {
  findingText,
  messagesIn,
  remedyLabel,
} from "../../../../src/simulation/diagnosis/messages";
import { english } from "../../../../src/simulation/diagnosis/messagesEnglish";
import { traditionalChinese } from "../../../../src/simulation/diagnosis/messagesZhTw";
import type { Finding } from "../../../../src/simulation/diagnosis/finding";

const finding: Finding = {
  id: "limitCycle",
  severity: "warning",
  span: [10, 90],
  parameter: 0,
  evidence: [],
  messageKey: "limitCycle",
  arguments: { lr: 0.1, amplitude: 0.05 },
  remedies: [],
};

test("numbers go into the sentence with four digits, whole ones as they are", () => {
  const text = findingText({ ...finding, arguments: { lr: 1, amplitude: 1 / 3 } });
  expect(text).toContain("η = 1 and");
  expect(text).toContain("about 0.3333 ");
  const change = {};
  expect(remedyLabel({ labelKey: "decay", arguments: { decay: 1.23456e-7 }, change })).toContain(
    "1.235e-7",
  );
});

test("steps are counted in whole numbers, and those to come to four digits", () => {
  const crawling = {
    ...{ ...finding, id: "crawling" as const, messageKey: "crawling" as const },
    arguments: { steps: 100_000, stepsNeeded: 892_113.4 },
  };
  expect(findingText(crawling)).toContain("about 892,100 more steps, after 100,000 taken");
  const distant = { ...crawling, arguments: { steps: 123_456, stepsNeeded: 3.21e12 } };
  expect(findingText(distant)).toContain("about 3.21e12 more steps, after 123,456 taken");
});

test("of a fault no help is promised that was not tried", () => {
  const fault = { ...finding, messageKey: "threw" as const };
  const text = findingText({ ...fault, arguments: { step: 3, message: "no root", place: "" } });
  expect(text).toContain("Step 3 landed where the function fails: no root. Look at");
  expect(text).not.toContain("helps");
});

test("a sentence without one of its numbers throws", () => {
  expect(() => findingText({ ...finding, arguments: { lr: 1 } })).toThrow("amplitude");
});

describe("Traditional Chinese", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  test.each(Object.keys(english.texts) as (keyof typeof english.texts)[])(
    "%s has the numbers of the English sentence",
    (key) => {
      expect(holes(traditionalChinese.texts[key])).toEqual(holes(english.texts[key]));
    },
  );

  test.each(Object.keys(english.remedies) as (keyof typeof english.remedies)[])(
    "%s has the numbers of the English label",
    (key) => {
      expect(holes(traditionalChinese.remedies[key])).toEqual(holes(english.remedies[key]));
    },
  );

  test("is what a display in that language gets; others get English", () => {
    expect(messagesIn("zh-TW")).toBe(traditionalChinese);
    expect(messagesIn("de")).toBe(english);
  });

  test("a finding reads in it", () => {
    expect(findingText(finding, traditionalChinese)).toContain("η = 0.1");
  });
});
