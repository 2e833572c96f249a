import { lift } from "../lift/lift";
import { evaluatorScript } from "../bundle/script";
import type { Builtins } from "../realm/builtins";
import type { Intrinsics } from "../realm/realm";
import type { Realm } from "../../platform";

/** Branches of each text are numbered from another number on, so that no two have the same. */
const sitesOfText = 1_000_000;

type AnyFunction = (...values: unknown[]) => unknown;
type Evaluate = (text: string) => AnyFunction;

/**
 * `Function` for lifted code: what it makes of a text is lifted like the code around it, and finds the same built-ins and
 * the same global object. A text that cannot be lifted is run as it is; one that is no function throws as ever.
 */
export function liftedFunction(
  realm: Realm,
  { Function: RealFunction }: Intrinsics,
  builtins: Builtins,
  runtime: object,
): FunctionConstructor {
  const evaluators = new Map<string, Evaluate>();
  let made = 0;

  /** What evaluates texts in which the run-time has names of this prefix. */
  function evaluator(prefix: string): Evaluate {
    const known = evaluators.get(prefix);
    if (known) return known;
    const script = evaluatorScript(prefix, Object.keys(builtins));
    const wrap = realm.evaluate(script, "lifted-functions.js") as (
      builtins: Builtins,
      runtime: object,
    ) => Evaluate;
    const evaluate = wrap(builtins, runtime);
    evaluators.set(prefix, evaluate);
    return evaluate;
  }

  function lifted(plain: AnyFunction, number: number): AnyFunction {
    try {
      const text = `(${Function.prototype.toString.call(plain)})`;
      const { code, prefix } = lift(text, "script", number * sitesOfText);
      return evaluator(prefix)(code);
    } catch {
      return plain;
    }
  }

  /** Lifted as it is first called: packages make hundreds of functions of which few are. */
  const make = (texts: readonly unknown[]): object => {
    const plain = Reflect.construct(RealFunction, texts) as AnyFunction;
    const number = ++made;
    let called: AnyFunction | undefined;
    return new Proxy(plain, {
      apply: (_, self, values) =>
        Reflect.apply((called ??= lifted(plain, number)), self, values as unknown[]),
      construct(_, values: unknown[]) {
        called ??= lifted(plain, number);
        return new (called as unknown as new (...values: unknown[]) => object)(...values);
      },
    });
  };
  return new Proxy(RealFunction, {
    apply: (_, __, texts) => make(texts),
    construct: (_, texts) => make(texts),
  });
}
