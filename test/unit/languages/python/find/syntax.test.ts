import type { Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePython } from "../../../../../src/languages/python/find/syntax";

const statements = [
  "import numpy as np\n",
  "def loss(x, y):\n    a = x * 3\n    if a > 3:\n        return a\n    return a + y\n\n",
  "# @simulate { steps: 9 }\ndef cost(w):\n    '''of w'''\n    return np.sum(w ** 2)\n",
  "class Losses:\n    @staticmethod\n    def mse(y):\n        return y * y\n\n",
  "square = lambda x: x * x\n",
  "for k in range(3):\n    total = k\n",
];

const edit = fc.record({
  at: fc.nat(),
  removed: fc.nat(12),
  written: fc.constantFrom("x", " ", "\n", "    ", "(", ")", ":", "'", "a + b", "def f(t):\n"),
});

function nodesOf(tree: Tree): readonly string[] {
  const nodes: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void nodes.push(`${name} ${from} ${to}`) });
  return nodes;
}

test("what stays of the tree before an edit is what parsing anew would give", () => {
  let sound = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...statements), { minLength: 4, maxLength: 30 }),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (parts, edits) => {
        let text = parts.join("");
        parsePython(text);
        for (const { at, removed, written } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + written + text.slice(from + removed);
          const tree = nodesOf(parsePython(text));
          const anew = nodesOf(parser.parse(text));
          // Where a text has errors, how far they reach may depend on where parsing began.
          if (anew.some((node) => node.startsWith("⚠"))) continue;
          sound++;
          expect(tree).toEqual(anew);
        }
      },
    ),
  );
  expect(sound).toBeGreaterThan(20);
});
