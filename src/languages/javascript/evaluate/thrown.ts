import { locateStack, type LoadedScript } from "./locate";
import { LocatedError } from "../../../text/place";

/**
 * An error for whatever user code threw, at the place in the user's files that threw it. Never looks
 * at more than it can without running user code: a thrown object may have getters that loop.
 */
export function locatedError(thrown: unknown, scripts: readonly LoadedScript[]): LocatedError {
  if (isA(thrown, LocatedError)) return thrown;
  const place = locateStack(stackOf(thrown), scripts);
  return new LocatedError(describeThrown(thrown), "threw", place);
}

/** `instanceof` for what user code threw: a proxy may answer with an error of its own. */
export function isA<Type>(thrown: unknown, type: new (...values: never[]) => Type): thrown is Type {
  try {
    return thrown instanceof type;
  } catch {
    return false;
  }
}

/**
 * V8's own way to an error's stack, whichever realm made it, where it is a getter (Node 21 and later). Ours is called,
 * never the one that is found: that may be the user's.
 */
const ownStack = Object.getOwnPropertyDescriptor(new Error(), "stack");

/** The stack of an error, read without calling anything of the user's. */
export function stackOf(thrown: unknown): string {
  const written = ownText(thrown, "stack");
  if (written !== undefined || typeof thrown !== "object") return written ?? "";
  try {
    const stack: unknown = ownStack?.get?.call(thrown);
    return typeof stack === "string" ? stack : "";
  } catch {
    return "";
  }
}

function describeThrown(thrown: unknown): string {
  switch (typeof thrown) {
    case "object":
    case "function": {
      if (thrown === null) return "threw null";
      const message = ownText(thrown, "message");
      const name = /^(\w*(?:Error|Exception))\b/.exec(stackOf(thrown))?.[1];
      if (message === undefined) return name ?? "threw an object that is no error";
      return name === undefined || name === "Error" ? message : `${name}: ${message}`;
    }
    case "symbol":
      return `threw ${thrown.toString()}`;
    case "string":
      return `threw "${thrown.slice(0, 200)}"`;
    default:
      return `threw ${String(thrown)}`;
  }
}

function ownText(value: unknown, name: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    return typeof descriptor?.value === "string" ? descriptor.value : undefined;
  } catch {
    return undefined;
  }
}
