import { refusal } from "../../languages/refusal";

/** Objects inside a module's objects are looked at so deep before something of them is called. */
const deepest = 3;

/**
 * A module of Node's that a loss function cannot use: it has the names of the real one, so that code which only
 * mentions it loads, and to call anything of it is an error; but what is `usable` can be used.
 */
export function refusedModule(
  name: string,
  real: unknown,
  usable: Readonly<Record<string, unknown>> = {},
): unknown {
  const refuse = (): never => {
    throw refusal(`the module "${name}"`);
  };
  return Object.assign(standIn(real, refuse, 0) as object, usable);
}

function standIn(real: unknown, refuse: () => never, depth: number): unknown {
  if (Array.isArray(real)) return real.map((item) => standIn(item, refuse, depth + 1));
  const isFunction = typeof real === "function";
  if (!isFunction && (typeof real !== "object" || real === null)) return real;
  // Not an arrow: classes of the user's may extend it.
  const shown = isFunction
    ? function refused(): never {
        return refuse();
      }
    : {};
  if (depth >= deepest) return shown;
  for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(real))) {
    if (isFunction && key in shown) continue;
    const shownValue = standIn(value, refuse, depth + 1);
    Object.defineProperty(shown, key, { ...plain, value: shownValue });
  }
  return shown;
}

const plain = { configurable: true, enumerable: true, writable: true };
