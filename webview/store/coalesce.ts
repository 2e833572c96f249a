/**
 * Sends only the newest of many requests: at most one is under way, and whatever is asked meanwhile replaces what was
 * waiting. Rejections go to `failed` and do not stop later requests.
 */
export function latestOnly<Request>(
  send: (request: Request) => Promise<void>,
  failed: (error: unknown) => void,
): (request: Request) => void {
  let busy = false;
  let waiting: { readonly request: Request } | undefined;

  async function drain(): Promise<void> {
    busy = true;
    while (waiting !== undefined) {
      const { request } = waiting;
      waiting = undefined;
      try {
        await send(request);
      } catch (error) {
        failed(error);
      }
    }
    busy = false;
  }

  return (request) => {
    waiting = { request };
    if (!busy) void drain();
  };
}

/** Calls `work` with the newest value once per animation frame, however often it is asked. */
export function oncePerFrame<Value>(
  work: (value: Value) => void,
  schedule: (callback: () => void) => unknown = requestAnimationFrame,
): (value: Value) => void {
  let waiting: { readonly value: Value } | undefined;
  return (value) => {
    const scheduled = waiting !== undefined;
    waiting = { value };
    if (scheduled) return;
    schedule(() => {
      const next = waiting!;
      waiting = undefined;
      work(next.value);
    });
  };
}

/**
 * Calls what it is given, at once when `subject` is another than at the last call, or when it may not wait; else when
 * the next subject comes, and after `patience` milliseconds without it. Of several that wait the newest is called.
 */
export function withNext(
  patience: number,
): (subject: unknown, mayWait: boolean, work: () => void) => void {
  let last: unknown;
  let newest: () => void;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (subject, mayWait, work) => {
    newest = work;
    if (mayWait && subject === last) {
      timer ??= setTimeout(() => {
        timer = undefined;
        newest();
      }, patience);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    last = subject;
    work();
  };
}
