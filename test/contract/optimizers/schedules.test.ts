import { readdirSync } from "node:fs";
import temml from "temml";
import { describe, expect, test } from "vitest";
import { parseRun } from "../../../src/options/parseRun";
import { schedules } from "../../../src/schedules/catalogue";
import type { Option } from "../../../src/schedules/option";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { startSchedule } from "../../../src/schedules/startSchedule";

const all = schedules.map((schedule) => ({ id: schedule.id, schedule }));

/** A setting with nothing but what a schedule cannot do without. */
function simplest(id: string): ScheduleOptions {
  const constant = { id: "constant", options: {} };
  if (id === "sequence")
    return { id, options: { schedules: [constant, constant], milestones: [5] } };
  return { id, options: id === "chained" ? { schedules: [constant] } : {} };
}

function expectSound(name: string, option: Option): void {
  expect(option.help, name).not.toBe("");
  switch (option.kind) {
    case "number":
      expect(option.default, name).toBeGreaterThanOrEqual(option.min);
      expect(option.default, name).toBeLessThanOrEqual(option.max);
      if (option.scale === "log")
        expect((option.slider ?? [option.min])[0], name).toBeGreaterThan(0);
      break;
    case "choice":
      expect(option.choices, name).toContain(option.default);
      break;
    case "numbers":
      for (const value of option.default) {
        expect(value, name).toBeGreaterThanOrEqual(option.min);
        expect(value, name).toBeLessThanOrEqual(option.max);
      }
      break;
    case "length":
      expect(option.share, name).toBeGreaterThan(0);
      expect(option.share, name).toBeLessThanOrEqual(1);
      break;
    case "rate":
      expect(option.factor, name).toBeGreaterThanOrEqual(0);
      break;
    default:
  }
}

describe.each(all)("$id", ({ id, schedule }) => {
  test("is described, with every default in range", () => {
    expect(schedule.label).not.toBe("");
    expect(schedule.description).toMatch(/^\S.{10,110}\.$/);
    expect(schedule.source).not.toBe("");
    expect(() => temml.renderToString(schedule.formula, { throwOnError: true })).not.toThrow();
    for (const [name, option] of Object.entries(schedule.options)) expectSound(name, option);
  });

  test("gives finite rates that are never negative, and the same ones twice", () => {
    const [first, second] = [
      startSchedule(simplest(id), 0.1, 1000),
      startSchedule(simplest(id), 0.1, 1000),
    ];
    for (let t = 0; t < 3000; t++) {
      const rate = first.rateAt(t);
      expect(Number.isFinite(rate) && rate >= 0, `η^${t} = ${rate}`).toBe(true);
      expect(second.rateAt(t)).toBe(rate);
      first.observe?.(1);
      second.observe?.(1);
    }
  });

  test("answers for any step in any order, unless it watches the loss", () => {
    const forward = startSchedule(simplest(id), 0.1, 1000);
    if (forward.observe) return;
    const backward = startSchedule(simplest(id), 0.1, 1000);
    const rates = Array.from({ length: 50 }, (_, t) => forward.rateAt(20 * t));
    for (let t = 49; t >= 0; t--) expect(backward.rateAt(20 * t)).toBe(rates[t]);
  });

  test("is read with its defaults filled in", () => {
    const { id: name, options } = simplest(id);
    const { run, problems } = parseRun({
      optimizer: "gd",
      schedule: { id: name, ...nested(options) },
    });
    expect(problems).toEqual([]);
    expect(run?.schedule.id).toBe(id);
    const given = startSchedule(run!.schedule, run!.lr, 1000);
    const bare = startSchedule(simplest(id), run!.lr, 1000);
    for (const t of [0, 1, 10, 500, 5000]) expect(given.rateAt(t)).toBe(bare.rateAt(t));
  });
});

/** A setting's options as they are written in a comment. */
function nested(options: ScheduleOptions["options"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? (value as readonly (number | ScheduleOptions)[]).map((item) =>
            typeof item === "number" ? item : item.id,
          )
        : value,
    ]),
  );
}

test("the catalogue holds every schedule that the product promises, each in a file of its name", () => {
  const promised =
    `constant constantFactor linear step multiStep exponential polynomial cosine cosineRestarts cyclic
    oneCycle plateau inverseTime inverseSqrt warmup noam resnetWarmup wsd piecewise sequence chained`.split(
      /\s+/,
    );
  const ids = schedules.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(promised));
  const files = readdirSync("src/schedules").map((file) => file.replace(/\.ts$/, ""));
  for (const id of ids) expect(files).toContain(id);
});
