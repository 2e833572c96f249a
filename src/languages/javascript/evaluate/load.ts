import * as runtime from "../../../tracing/runtime";
import type { StateCalls } from "../../../tracing/state";
import { lift, type Lifted } from "../lift/lift";
import { liftedFunction } from "./liftedFunction";
import type { BundledCode, LoadedScript } from "./locate";
import { LocatedError } from "../../../text/place";
import { liftedBuiltins, plainBuiltins, type Builtins } from "../realm/builtins";
import type { Intrinsics } from "../realm/realm";
import type { Realm } from "../../platform";
import { createWatch, type Watch } from "../realm/watch";
import { LEADING_LINES, liftedScript, plainScript } from "../bundle/script";
import { locatedError } from "./thrown";

/** A function of the user's. */
export type UserFunction = (...values: unknown[]) => unknown;

/** What arguments are made of: as the module's own code would make them. */
export type Constructors = Pick<
  Intrinsics,
  "Array" | "Object" | "Map" | "Float64Array" | "Float32Array"
>;

/** The user's module, evaluated once. */
export interface LoadedModule {
  readonly target: UserFunction;
  readonly constructors: Constructors;
  /** The array of samples, when one was asked for. */
  readonly samples: unknown;
  /** The default of a parameter, by its place; undefined where it has none. Throws what it throws. */
  readonly defaultOf: (place: number) => unknown;
  readonly script: LoadedScript;
  readonly watch: Watch;
}

/** What a loaded bundle is looked up by: getters run after the module. */
interface Exposed {
  readonly target: (module: { exports: unknown }) => unknown;
  readonly samples?: () => unknown;
  readonly defaults?: readonly ((() => unknown) | undefined)[];
}

let loads = 0;

/** Evaluates the bundle as it is. Throws a `LocatedError` when it throws or lacks the function. */
export function loadPlain(realm: Realm, intrinsics: Intrinsics, bundle: BundledCode): LoadedModule {
  const watch = createWatch();
  const builtins = plainBuiltins(intrinsics, watch);
  const script = plainScript(bundle.code, Object.keys(builtins));
  return load(realm, intrinsics, bundle, { script, builtins, watch });
}

/** Evaluates a lifted bundle, with some functions of the run-time that it calls replaced. */
export function loadLifted(
  realm: Realm,
  intrinsics: Intrinsics,
  bundle: BundledCode,
  lifted: Lifted = lift(bundle.code),
  replaced?: StateCalls | Readonly<Record<string, unknown>>,
): LoadedModule {
  const watch = createWatch();
  const builtins: Record<string, unknown> = { ...liftedBuiltins(intrinsics, watch) };
  builtins["Function"] = liftedFunction(realm, intrinsics, builtins, { ...runtime, ...replaced });
  const script = liftedScript(lifted, Object.keys(builtins));
  return load(realm, intrinsics, bundle, { script, builtins, watch, lifted, replaced });
}

interface Prepared {
  readonly script: string;
  readonly builtins: Builtins;
  readonly watch: Watch;
  readonly lifted?: Lifted;
  readonly replaced?: object | undefined;
}

/** The name of an evaluated script says whether it is lifted, for those who see only its name. */
function scriptName(number: number, isLifted: boolean): string {
  return `optimizer-lens-${number}${isLifted ? liftedEnding : ".js"}`;
}

/** How the names of lifted scripts end. */
export const liftedEnding = ".lifted.js";

function load(
  realm: Realm,
  intrinsics: Intrinsics,
  bundle: BundledCode,
  { script, builtins, watch, lifted, replaced }: Prepared,
): LoadedModule {
  const fileName = scriptName(++loads, lifted !== undefined);
  const loaded: LoadedScript = {
    fileName,
    leadingLines: LEADING_LINES,
    bundle,
    ...(lifted && { lifted }),
  };
  let exposed: Exposed | undefined;
  try {
    const wrap = realm.evaluate(script, fileName) as (
      builtins: Builtins,
      runtime: object,
    ) => (module: object, exports: object, expose: (parts: Exposed) => void) => void;
    const module = { exports: new intrinsics.Object() as unknown };
    wrap(builtins, { ...runtime, ...replaced })(
      module,
      module.exports as object,
      (parts) => (exposed = parts),
    );
    // A realm may keep what is to run soon until the end of a script.
    realm.evaluate("undefined", "optimizer-lens-soon.js");
    watch.loaded = true;
    const target = exposed?.target(module);
    const samples = exposed?.samples?.();
    if (typeof target !== "function") {
      throw new LocatedError("the function is not there once the module has run", "unsupported");
    }
    const defaultOf = (place: number): unknown => {
      // What it draws belongs to the module's data, which are the same each time.
      watch.loaded = false;
      try {
        return exposed?.defaults?.[place]?.();
      } finally {
        watch.loaded = true;
      }
    };
    const constructors: Constructors = { ...intrinsics, ...builtins };
    return {
      target: target as UserFunction,
      constructors,
      samples,
      defaultOf,
      script: loaded,
      watch,
    };
  } catch (thrown) {
    throw locatedError(thrown, [loaded]);
  }
}
