import { batch } from "@preact/signals";

type Take = () => void;

let waiting: (() => Take)[] = [];

/**
 * Calls `read` once everything that is being rendered stands in the page, and then `take` with what it gave: all that
 * wait read before the first of them changes anything, so that the page is laid out once for all of them, and before the
 * frame in which they are first seen.
 */
export function measure<Value>(read: () => Value, take: (value: Value) => void): void {
  waiting.push(() => {
    const value = read();
    return () => take(value);
  });
  if (waiting.length > 1) return;
  queueMicrotask(() => {
    const readers = waiting;
    waiting = [];
    const takers = readers.map((readOne) => readOne());
    batch(() => {
      for (const takeOne of takers) takeOne();
    });
  });
}
