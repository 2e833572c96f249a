import { expect, test } from "vitest";
import { findPythonFunctions } from "../../../src/languages/python/find/find";
import { readTagObject } from "../../../src/options/simulateComment";
import { writeSimulateComment } from "../../../src/options/writeComment";

const options = { steps: 100, start: [1, 2] };
const body = "def loss(x, y):\n    return x * y\n";

function written(text: string): string {
  const [found] = findPythonFunctions(text, { language: "python" }).functions;
  const { from, to, newText } = writeSimulateComment(text, found!, options, "hash");
  return text.slice(0, from) + newText + text.slice(to);
}

test.each([
  ["no comment", body, `# @simulate { steps: 100, start: [1, 2] }\n${body}`],
  ["a comment", `# Says.\n${body}`, `# Says.\n# @simulate { steps: 100, start: [1, 2] }\n${body}`],
  [
    "an old tag",
    `# @simulate { steps: 5 }\n${body}`,
    `# @simulate { steps: 100, start: [1, 2] }\n${body}`,
  ],
  [
    "in a class",
    "class A:\n    @staticmethod\n    def loss(x):\n        return x\n",
    "class A:\n    # @simulate { steps: 100, start: [1, 2] }\n    @staticmethod\n    def loss(x):\n        return x\n",
  ],
  [
    "an old tag in a docstring",
    'def loss(x):\n    """Says.\n\n    @simulate { steps: 5 }\n    """\n    return x\n',
    'def loss(x):\n    """Says.\n\n    @simulate { steps: 100, start: [1, 2] }\n    """\n    return x\n',
  ],
  [
    "a docstring without one",
    'def loss(x):\n    """Says."""\n    return x\n',
    '# @simulate { steps: 100, start: [1, 2] }\ndef loss(x):\n    """Says."""\n    return x\n',
  ],
  [
    "Windows line ends",
    "# Says.\r\ndef loss(x):\r\n    return x\r\n",
    "# Says.\r\n# @simulate { steps: 100, start: [1, 2] }\r\ndef loss(x):\r\n    return x\r\n",
  ],
])("%s", (_, text, expected) => {
  const result = written(text);
  expect(result).toBe(expected);
  const [found] = findPythonFunctions(result, { language: "python" }).functions;
  expect(readTagObject(found!)?.value).toEqual(options);
});

test("long options take several lines, which read the same", () => {
  const runs = Array.from({ length: 6 }, (_, k) => ({ optimizer: "adam", lr: k / 10, beta1: 0.9 }));
  const [found] = findPythonFunctions(body, { language: "python" }).functions;
  const { newText } = writeSimulateComment(body, found!, { runs }, "hash");
  expect(newText.split("\n").length).toBeGreaterThan(4);
  const [again] = findPythonFunctions(newText + body, { language: "python" }).functions;
  expect(readTagObject(again!)?.value).toEqual({ runs });
});
