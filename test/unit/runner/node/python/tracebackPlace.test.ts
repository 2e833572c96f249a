import { expect, test } from "vitest";
import { candidates, unfitness } from "../../../../../src/runner/node/python/candidates";
import { lastPlace } from "../../../../../src/runner/node/python/tracebackPlace";

test("the innermost line of the user's, not of a library or of our own program", () => {
  const written = [
    "noise",
    "Thread 0x1 (most recent call first):",
    '  File "/dist/python/__main__.py", line 12 in end_with_parent',
    "",
    "Current thread 0x2 (most recent call first):",
    '  File "/usr/lib/python3/dist-packages/numpy/core/fromnumeric.py", line 86 in _wrapreduction',
    '  File "<__array_function__ internals>", line 200 in sum',
    '  File "/home/me/loss.py", line 7 in helper',
    '  File "/home/me/loss.py", line 12 in loss',
    '  File "/dist/python/optimizer_lens/objective.py", line 30 in value',
  ].join("\n");
  expect(lastPlace(written)).toEqual({ file: "/home/me/loss.py", line: 7 });
});

test("nothing where there is none", () => {
  expect(lastPlace("")).toBeUndefined();
  expect(
    lastPlace("Current thread 0x2 (most recent call first):\n  <no Python frame>\n"),
  ).toBeUndefined();
});

test("an interpreter that was chosen is the only one", () => {
  expect(candidates("/a/python")).toEqual([{ command: "/a/python" }]);
  const chosen = "C:\\Users\\A B\\envs\\ml\\python.exe";
  expect(candidates(chosen, "win32")).toEqual([{ command: chosen }]);
});

test("the usual ones: on Windows its launcher first, which knows what was installed", () => {
  const commands = (platform: NodeJS.Platform): string[] =>
    candidates(undefined, platform).map(({ command, arguments: own = [] }) =>
      [command, ...own].join(" "),
    );
  expect(commands("win32")).toEqual(["py -3", "python3", "python"]);
  expect(commands("linux")).toEqual(["python3", "python", "/usr/bin/python3"]);
});

test.each([
  ["2.7.18", false],
  ["3.6.9", false],
  ["3.8.0", true],
  ["3.13.1", true],
  ["4.0.0", true],
])("Python %s", (python, fits) => {
  const reason = unfitness({ python, executable: "/a/python", numpy: null });
  expect(reason === undefined).toBe(fits);
  if (!fits) expect(reason).toContain(python);
});
