import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Intrinsics } from "./realm";

/** What code did that another run of it may not repeat. */
export interface Impurity {
  /** `Math.random`, `Date.now`, … */
  readonly what: string;
  /** A stack whose innermost user frame is the place. */
  readonly stack: string;
}

/** Watches one load of the user's module for what is not deterministic. */
export interface Watch {
  /** True once the module has run: random numbers are an impurity from then on. */
  loaded: boolean;
  /** The module drew random numbers while it ran: seeded ones. */
  seeded: boolean;
  /** The first use of a random number since it was last cleared. */
  random: Impurity | undefined;
  /** The first use of a clock since it was last cleared. */
  clock: Impurity | undefined;
  /** How far ahead clocks are, in milliseconds: what changes with them is then seen. */
  ahead: number;
}

/** Other seconds, minutes, hours, days and months, and another part of a second. */
export const otherTimes: readonly number[] = [
  37 * 86_400_000 + 17_345_000,
  37 * 86_400_000 + 17_346_678.9,
];

export function createWatch(): Watch {
  return { loaded: false, seeded: false, random: undefined, clock: undefined, ahead: 0 };
}

/** What of `process` tells the time, or something else that is never twice the same. */
const CLOCKS = new Set<string | symbol>(["hrtime", "uptime", "memoryUsage"]);

/**
 * `Math.random`, `Date`, `performance`, `process` and `crypto` that tell the watch. While the module itself
 * runs, `Math.random` is seeded, so that data which a file makes up at its top level are the same
 * data each time.
 */
export function watchedBuiltins(
  intrinsics: Intrinsics,
  watch: Watch,
): { random: () => number; globals: Record<string, unknown> } {
  const generator = xoroshiro128plus(20210418);
  const note = (kind: "random" | "clock", what: string): void => {
    if (watch.loaded) watch[kind] ??= { what, stack: new Error().stack ?? "" };
  };
  const { Date: RealDate, performance, crypto, process } = intrinsics;
  const now = (): number => Math.floor(RealDate.now() + watch.ahead);
  const globals: Record<string, unknown> = {
    Date: new Proxy(RealDate, {
      construct(target, values, newTarget) {
        if (values.length > 0) return Reflect.construct(target, values, newTarget) as object;
        note("clock", "new Date");
        return Reflect.construct(target, [now()], newTarget) as object;
      },
      apply(target) {
        note("clock", "Date");
        return new target(now()).toString();
      },
      get(target, name) {
        if (name !== "now") return Reflect.get(target, name) as unknown;
        note("clock", "Date.now");
        return now;
      },
    }),
  };
  if (process !== undefined) {
    globals["process"] = new Proxy(process, {
      get(target, name) {
        if (CLOCKS.has(name)) note("clock", `process.${String(name)}`);
        return Reflect.get(target, name) as unknown;
      },
    });
  }
  if (intrinsics.console !== undefined) {
    // At another time the code is only asked what it gives.
    globals["console"] = new Proxy(intrinsics.console, {
      get: (target, name) =>
        watch.ahead === 0 ? (Reflect.get(target, name) as unknown) : () => undefined,
    });
  }
  if (performance !== undefined) {
    const ahead = { now: () => performance.now() + watch.ahead };
    globals["performance"] = noticing(
      performance,
      (name) => note("clock", `performance.${name}`),
      ahead,
    );
  }
  if (crypto !== undefined) {
    globals["crypto"] = noticing(crypto, (name) => note("random", `crypto.${name}`));
  }
  return {
    random: () => {
      note("random", "Math.random");
      watch.seeded ||= !watch.loaded;
      return uniformFloat64(generator);
    },
    globals,
  };
}

/** The same object, whose methods are noticed when they are looked up; some of them are others. */
function noticing(
  target: object,
  notice: (name: string) => void,
  others: Readonly<Record<string, unknown>> = {},
): object {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== "function") return value;
      notice(String(name));
      if (typeof name === "string" && Object.hasOwn(others, name)) return others[name];
      return value.bind(object) as unknown;
    },
  });
}
