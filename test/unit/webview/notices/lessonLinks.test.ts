import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { settingsOfCode } from "../../../../src/host/session/effectiveSettings";
import { findLossFunctions } from "../../../../src/languages/javascript/find/find";
import { createCatalogue } from "../../../../src/optimizers/catalogue";
import { readCommentOptions } from "../../../../src/options/commentOptions";
import { parseRun } from "../../../../src/options/parseRun";
import { writeRun } from "../../../../src/options/writeOptions";
import type { PanelSettings } from "../../../../src/protocol/panel";
import { chartKinds } from "../../../../webview/charts/chartKinds";
import { piecesOf, readAction, type Linked } from "../../../../webview/notices/lessonLinks";

const media = join(import.meta.dirname, "../../../../media");

interface Lesson {
  readonly file: string;
  readonly paragraphs: readonly string[];
  readonly tries: readonly string[];
}

const lessonsIn = (language: string) =>
  JSON.parse(
    readFileSync(join(media, "lessons", `lessons.${language}.json`), "utf8"),
  ) as readonly Lesson[];

/** What the panel shows of a lesson's function. */
function codeOf(file: string): PanelSettings {
  const text = readFileSync(join(media, "examples", "lessons", file), "utf8");
  const { functions } = findLossFunctions(text, { language: ".ts" });
  const loss = functions.find(({ name }) => name === "loss")!;
  const { options } = readCommentOptions(loss);
  const start = options.start as number[];
  // The lessons' functions take their numbers one by one, or a list of them.
  const names = loss.parameters.map(({ text }) => /^\w+/.exec(text)![0]);
  const parameters =
    names.length === start.length ? names : start.map((_, k) => `${names[0]!}[${k}]`);
  return settingsOfCode(options, { parameters, start }, 1000);
}

function read(file: string, action: string): Linked {
  const code = codeOf(file);
  return readAction(action, { name: "loss", code, runs: code.runs });
}

const actionsOf = ({ paragraphs, tries }: Lesson) =>
  [...paragraphs, ...tries].flatMap(piecesOf).flatMap(({ action }) => action ?? []);

test("a text is cut at its links, and brackets of numbers are none", () => {
  expect(piecesOf("from [0, 0] (here) to [step 7](step=7).")).toEqual([
    { text: "from [0, 0] (here) to " },
    { text: "step 7", action: "step=7" },
    { text: "." },
  ]);
  expect(piecesOf("[a name](run=0&label=RMSProp (lecture)) it has")).toEqual([
    { text: "a name", action: "run=0&label=RMSProp (lecture)" },
    { text: " it has" },
  ]);
  expect(piecesOf("plain")).toEqual([{ text: "plain" }]);
});

describe("every link of the lessons", () => {
  const links = lessonsIn("en").flatMap((lesson) =>
    actionsOf(lesson).map((action) => [lesson.file, action] as const),
  );

  test("is the same in both languages", () => {
    const sorted = (language: string) =>
      lessonsIn(language).map((lesson) => [lesson.file, [...actionsOf(lesson)].sort()]);
    expect(sorted("zh-tw")).toEqual(sorted("en"));
  });

  test.each(links)("%s: %s does something that there is", (file, action) => {
    const code = codeOf(file);
    const { change, selectedRun, step, axis, chart, parameters, zoom } = read(file, action);
    const parts = [change, selectedRun, step, axis, chart, parameters, zoom];
    expect(parts.some((part) => part !== undefined)).toBe(true);
    if (step !== undefined) expect(step).toBeLessThanOrEqual(code.steps);
    const kinds = chartKinds.map(({ id }) => id);
    if (axis) expect(kinds).toContain(axis[0]);
    if (chart !== undefined) expect(kinds).toContain(chart);
    for (const parameter of parameters ?? []) expect(code.start[parameter]).toBeDefined();
    if (zoom) {
      expect(zoom[0]).toBeLessThan(zoom[1]);
      expect(zoom[1]).toBeLessThanOrEqual(code.steps);
      // What is looked at is in what is shown.
      if (step !== undefined) expect(step).toBeLessThanOrEqual(zoom[1]);
    }
    const catalogue = createCatalogue();
    for (const { id, options } of change?.runs ?? []) {
      const written = writeRun(options, (name) => catalogue.byId(name));
      // What the host makes of it is what was asked for: nothing unknown, nothing out of range.
      expect(parseRun(written, catalogue)).toEqual({ run: options, problems: [] });
      const was = code.runs.find((run) => run.id === id)!.options;
      if (id === selectedRun) expect(options).not.toEqual(was);
      else expect(options).toEqual(was);
    }
    for (const [name, text] of new URLSearchParams(action)) {
      const said = JSON.stringify(parts);
      if (!["run", "axis"].includes(name)) expect(said).toContain(text.split(",")[0]!);
    }
  });
});

test("a link about another function or a run that is gone is none", () => {
  const code = codeOf("06-adam.ts");
  const { runs } = code;
  expect(readAction("run=2&beta1=0", { name: "other", code, runs })).toEqual({});
  expect(readAction("run=2&beta1=0", { name: "loss", code, runs: runs.slice(0, 2) })).toEqual({});
  expect(readAction("run=7", { name: "loss", code, runs })).toEqual({});
});
