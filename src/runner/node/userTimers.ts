/**
 * What code may ask to be called back by. A loss is done when it returns, so nothing that it puts off
 * would count: timers are taken and never come due, and what is to run "soon" runs, like the reactions
 * of promises, at the end of the script that asks for it, within the time that the script has. So no
 * chain of them goes on when nobody waits for the code.
 *
 * The text of a script that gives them, evaluated in the realm that they are for.
 */
export const timersScript = `(() => {
  const never = () => {
    const timer = { ref: () => timer, unref: () => timer, hasRef: () => false, refresh: () => timer, close: () => timer };
    return timer;
  };
  const done = Promise.resolve();
  const soon = (callback, ...values) => {
    if (typeof callback !== "function") throw new TypeError("The callback must be a function");
    done.then(() => callback(...values)).catch((error) => console.error(error));
  };
  const timers = {
    setTimeout: never, setInterval: never, setImmediate: never,
    clearTimeout: () => undefined, clearInterval: () => undefined, clearImmediate: () => undefined,
  };
  const pending = () => new Promise(() => undefined);
  return {
    globals: { ...timers, queueMicrotask: (callback) => soon(callback) },
    nextTick: soon,
    modules: { timers, "timers/promises": { setTimeout: pending, setImmediate: pending } },
  };
})()`;

/** What that script gives. */
export interface UserTimers {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly nextTick: (callback: () => void, ...values: unknown[]) => void;
  /** By the names under which they can be required. */
  readonly modules: Readonly<Record<string, unknown>>;
}
