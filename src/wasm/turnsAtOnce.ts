import { type Graph, Structural } from "../graph/graph";
import type { Block } from "./loopNest";
import { turnsOfTile } from "./registerTile";
import type { Storage } from "./storage";

/** Sums that are added to in turn keep the adders busy from this many on: each waits for its own last addition. */
const SUMS = 4;
/** More statements than this are not written several times. */
const MOST_STATEMENTS = 400;

/**
 * How many turns of a loop are best taken at once, its inner loops running for all of them together: 1 unless those inner
 * loops add up few numbers, of which each addition has to wait for the one before, or are all there is and tiles of
 * products. Every number is computed by the same operations in the same order.
 */
export function turnsAtOnce(graph: Graph, loop: Block, storage: Pick<Storage, "array">): number {
  const inner = loop.items.filter((item) => typeof item !== "number");
  const sums = inner.map(({ completes }) => completes.length).filter((count) => count > 0);
  if (sums.length === 0 || !inner.every((block) => isPlain(graph, block))) return 1;
  const areTiles = loop.items.length === inner.length && inner.every((one) => isTile(graph, one));
  const count = areTiles ? turnsOfTile(Math.max(...sums)) : Math.ceil(SUMS / Math.min(...sums));
  const statements = statementsIn(loop);
  const isApart = statements.every((node) => {
    const place = storage.array.get(node);
    return place === undefined || place.strides.some(([axis]) => axis === loop.axis);
  });
  return isApart && statements.length * count <= MOST_STATEMENTS ? count : 1;
}

/** Whether turns of the loop around can pass through a loop together: it holds no other, and no bins that they share. */
function isPlain(graph: Graph, { items }: Block): boolean {
  return items.every(
    (item) => typeof item === "number" && graph.operation[item] !== Structural.scatter,
  );
}

function statementsIn({ items }: Block): number[] {
  return items.flatMap((item) => (typeof item === "number" ? [item] : statementsIn(item)));
}

/** Whether a loop does nothing but add up what it computes for each of its sums. */
export function isTile(graph: Graph, { items, completes }: Block): boolean {
  return (
    completes.length > 0 &&
    items.length === 2 * completes.length &&
    completes.every((sum) => items.includes(graph.first[sum]!))
  );
}
