/**
 * Messages that are sent in the same turn, as one: every message of its own wakes several threads, processes or frames,
 * and the panel would draw after each. `later` calls back at the end of the turn.
 */
export function batched<Message>(
  post: (batch: readonly Message[]) => void,
  later: (send: () => void) => unknown,
): (message: Message) => void {
  let waiting: Message[] = [];
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    later(() => {
      const batch = waiting;
      waiting = [];
      post(batch);
    });
  };
}

/** The messages of a batch; whatever else arrives stands for itself. */
export function unbatched(received: unknown): readonly unknown[] {
  return Array.isArray(received) ? received : [received];
}
