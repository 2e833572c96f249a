import { pythonName, pythonString, pythonTuple } from "../python";

/** What one argument of the loss is made of: numbers of θ by index, in lists and dictionaries. */
type Tree =
  | { readonly kind: "leaf"; readonly index: number }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Tree])[] };

/** One argument of the loss in Python. */
export interface PythonArgument {
  readonly name: string;
  /** The argument as an expression of `theta`: `theta[0]`, `theta[1:4]`, `{"bias": theta[4]}`. */
  readonly value: string;
  /** Shapes of the lists of numbers in it, in the order of θ. */
  readonly shapes: readonly (readonly number[])[];
}

type Key = string | number;

/**
 * The arguments of a function from its flattened parameter names: "x", "w[0]", "w[1]", "layer.bias".
 *
 * Lists of numbers become slices of θ, regular lists of lists matrices, everything else lists and dictionaries.
 */
export function pythonArguments(parameters: readonly string[]): PythonArgument[] {
  const roots = new Map<string, { readonly path: readonly Key[]; readonly index: number }[]>();
  parameters.forEach((name, index) => {
    const [root, ...path] = keysOf(name);
    const key = String(root);
    roots.set(key, [...(roots.get(key) ?? []), { path, index }]);
  });
  const taken = new Set<string>();
  return [...roots].map(([root, leaves]) => {
    const tree = treeOf(leaves);
    return {
      name: unused(pythonName(root), taken),
      value: expressionOf(tree),
      shapes: shapesOf(tree),
    };
  });
}

function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let k = 2; taken.has(free); k++) free = `${name}_${k}`;
  taken.add(free);
  return free;
}

/** "layers[0].w[2]" → "layers", 0, "w", 2. */
function keysOf(name: string): Key[] {
  const keys: Key[] = [];
  for (const [, index, word] of name.matchAll(/\[(\d+)\]|\.?([^.[\]]+)/g))
    keys.push(index === undefined ? word! : Number(index));
  return keys.length > 0 ? keys : [name];
}

function treeOf(
  leaves: readonly { readonly path: readonly Key[]; readonly index: number }[],
): Tree {
  const first = leaves[0]!;
  if (first.path.length === 0) return { kind: "leaf", index: first.index };
  const groups = new Map<Key, { path: readonly Key[]; index: number }[]>();
  for (const { path, index } of leaves) {
    const [key = 0, ...rest] = path;
    groups.set(key, [...(groups.get(key) ?? []), { path: rest, index }]);
  }
  const entries = [...groups].map(([key, inner]) => [key, treeOf(inner)] as const);
  return entries.every(([key]) => typeof key === "number")
    ? { kind: "list", items: entries.map(([, tree]) => tree) }
    : { kind: "object", entries: entries.map(([key, tree]) => [String(key), tree] as const) };
}

function shapesOf(tree: Tree): readonly (readonly number[])[] {
  if (tree.kind === "leaf") return [[]];
  if (tree.kind === "object") return tree.entries.flatMap(([, inner]) => shapesOf(inner));
  const shape = regularShape(tree);
  return shape ? [shape] : tree.items.flatMap(shapesOf);
}

/** Rows, columns, … of lists of equal lengths; undefined for anything else. */
function regularShape(tree: Tree): readonly number[] | undefined {
  if (tree.kind === "leaf") return [];
  if (tree.kind === "object") return undefined;
  const inner = tree.items.map(regularShape);
  const first = inner[0];
  const alike = first && inner.every((shape) => shape?.join() === first.join());
  return alike ? [tree.items.length, ...first] : undefined;
}

function expressionOf(tree: Tree): string {
  if (tree.kind === "leaf") return `theta[${tree.index}]`;
  if (tree.kind === "object")
    return `{${tree.entries.map(([key, inner]) => `${pythonString(key)}: ${expressionOf(inner)}`).join(", ")}}`;
  const indices = leafIndices(tree);
  const from = indices[0] ?? 0;
  const shape = regularShape(tree);
  if (!shape || indices.some((index, k) => index !== from + k))
    return `[${tree.items.map(expressionOf).join(", ")}]`;
  const slice = `theta[${from}:${from + indices.length}]`;
  return shape.length === 1 ? slice : `xp.reshape(${slice}, ${pythonTuple(shape.map(String))})`;
}

function leafIndices(tree: Tree): number[] {
  if (tree.kind === "leaf") return [tree.index];
  const inner = tree.kind === "list" ? tree.items : tree.entries.map(([, value]) => value);
  return inner.flatMap(leafIndices);
}
