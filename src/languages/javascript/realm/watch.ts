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
}

export function createWatch(): Watch {
  return { loaded: false, seeded: false, random: undefined, clock: undefined };
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
  const globals: Record<string, unknown> = {
    Date: new Proxy(RealDate, {
      construct(target, values, newTarget) {
        if (values.length === 0) note("clock", "new Date");
        return Reflect.construct(target, values, newTarget) as object;
      },
      apply(target) {
        note("clock", "Date");
        return target();
      },
      get(target, name) {
        if (name === "now") note("clock", "Date.now");
        return Reflect.get(target, name) as unknown;
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
  if (performance !== undefined) {
    globals["performance"] = noticing(performance, (name) => note("clock", `performance.${name}`));
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

/** The same object, whose methods are noticed when they are looked up. */
function noticing(target: object, notice: (name: string) => void): object {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== "function") return value;
      notice(String(name));
      return value.bind(object) as unknown;
    },
  });
}
