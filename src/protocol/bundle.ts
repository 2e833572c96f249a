/**
 * Messages that are sent in the same turn, as one: every message of its own passes several processes and frames, and
 * the panel would draw after each. `later` calls back at the end of the turn.
 */
export function bundled(
  post: (bundle: readonly unknown[]) => void,
  later: (send: () => void) => unknown,
): (message: unknown) => void {
  let waiting: unknown[] = [];
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    later(() => {
      const bundle = waiting;
      waiting = [];
      post(bundle);
    });
  };
}

/** The messages of a bundle; whatever else arrives stands for itself. */
export function unbundled(received: unknown): readonly unknown[] {
  return Array.isArray(received) ? received : [received];
}
