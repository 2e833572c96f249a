import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** The files of ours that a file imports from, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const paths = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, path]) =>
    join(dirname(file), path!),
  );
  return paths.flatMap((path) =>
    [path, `${path}.ts`, `${path}.tsx`].filter((name) => /\.tsx?$/.test(name) && existsSync(name)),
  );
}

/** Files that import one another, by Tarjan's algorithm. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const other of graph.get(file) ?? []) {
      if (!order.has(other)) visit(other);
      if (stack.includes(other)) {
        lowest.set(file, Math.min(lowest.get(file)!, lowest.get(other)!));
      }
    }
    if (lowest.get(file) !== order.get(file)) return;
    const together = stack.splice(stack.indexOf(file));
    if (together.length > 1) cycles.push(together);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;
}

const files = ["src", "webview", "l10n"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const graph = new Map(files.map((file) => [file, importsOf(file)]));

test("no file imports itself by way of others, types included", () => {
  expect(files.length).toBeGreaterThan(400);
  expect(cyclesIn(graph)).toEqual([]);
});

test("a cycle would be found", () => {
  const planted = new Map(graph);
  const [first, second] = ["src/graph/graph.ts", "src/graph/builder.ts"];
  expect(graph.get(second)).toContain(first);
  planted.set(first, [...graph.get(first)!, second]);
  expect(cyclesIn(planted)[0]).toEqual(expect.arrayContaining([first, second]));
});
