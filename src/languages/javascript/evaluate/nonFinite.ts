import * as runtime from "../../../tracing/runtime";
import { BINARY_OPERATORS, UNARY_OPERATORS } from "../lift/operators";
import { loadLifted, type LoadedModule } from "./load";
import { locateStack, type BundledCode } from "./locate";
import { sampleList } from "./sampleList";
import type { Realm } from "../../platform";
import { callAll, type CallShape } from "./trace";
import type { NonFiniteCause } from "../../../objective/objective";

/** What to look into. */
export interface NonFiniteRequest {
  readonly realm: Realm;
  readonly bundle: BundledCode;
  readonly shape: CallShape;
  readonly sampled: boolean;
}

interface Operation {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly result: number;
  readonly stack: string;
}

/**
 * Why the loss is not finite at θ: the first operation that gave NaN from none, or where the loss is infinite, the first
 * that gave an infinity from finite numbers. Evaluates the lifted code anew on plain numbers. Undefined where the loss is
 * finite, or comes from no operation that is seen (as from `JSON.parse`).
 */
export function findNonFinite(
  { realm, bundle, shape, sampled }: NonFiniteRequest,
  theta: Float64Array,
): NonFiniteCause | undefined {
  const found = new Map<"nan" | "infinite", Operation>();
  const hear = (name: string, values: readonly unknown[], result: unknown): void => {
    if (typeof result !== "number" || Number.isFinite(result) || values.length === 0) return;
    const isNaNFromNone = Number.isNaN(result) && !values.some((value) => Number.isNaN(value));
    const kind = isNaNFromNone ? "nan" : "infinite";
    if (found.has(kind) || (kind === "infinite" && values.some(isNotFinite))) return;
    found.set(kind, { name, values, result, stack: new Error().stack ?? "" });
  };
  const heardMath = listeningMath(shape.intrinsics.Math, hear);
  const intrinsics = { ...shape.intrinsics, Math: heardMath };
  let module: LoadedModule;
  let loss = 0;
  try {
    module = loadLifted(realm, intrinsics, bundle, undefined, listeningOperators(hear));
    found.clear();
    const samples = sampled ? sampleList(module) : undefined;
    for (const value of callAll(module, shape, (index) => theta[index]!, samples)) {
      loss += value as number;
    }
  } catch {
    return undefined;
  }
  if (Number.isFinite(loss)) return undefined;
  const cause = (Number.isNaN(loss) ? found.get("nan") : undefined) ?? found.get("infinite");
  if (!cause) return undefined;
  const place = locateStack(cause.stack, [module.script]);
  return { call: inWords(cause), result: cause.result, ...(place && { place }) };
}

type Hear = (name: string, values: readonly unknown[], result: unknown) => void;

function isNotFinite(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** `Math` whose functions are heard. */
function listeningMath(math: Math, hear: Hear): Math {
  const heard = Object.getOwnPropertyNames(math).map((name) => {
    const own = Reflect.get(math, name) as unknown;
    if (typeof own !== "function") return [name, own] as const;
    const listening = (...values: unknown[]): unknown => {
      const result: unknown = Reflect.apply(own, math, values);
      hear(`Math.${name}`, values, result);
      return result;
    };
    return [name, listening] as const;
  });
  return Object.fromEntries(heard) as unknown as Math;
}

const written = new Map<string, string>([
  ...Object.entries(BINARY_OPERATORS).map(([sign, name]) => [name, sign] as const),
  ...Object.entries(UNARY_OPERATORS).map(([sign, name]) => [name, sign] as const),
]);

/** The operators of lifted code, heard. */
function listeningOperators(hear: Hear): Record<string, unknown> {
  const heard = [...written.keys()].map((name) => {
    const original = Reflect.get(runtime, name) as (...values: unknown[]) => unknown;
    const listening = (...values: unknown[]): unknown => {
      const result = original(...values);
      hear(name, values, result);
      return result;
    };
    return [name, listening] as const;
  });
  return Object.fromEntries(heard);
}

/** The operation as one would write it. */
function inWords({ name, values }: Operation): string {
  const [first, second] = values.map(valueInWords);
  const sign = written.get(name);
  if (sign === undefined) return `${name}(${values.map(valueInWords).join(", ")})`;
  if (second === undefined) return `${sign}${first ?? ""}`;
  const base = sign === "**" && first!.startsWith("-") ? `(${first!})` : first!;
  return `${base} ${sign} ${second.startsWith("-") ? `(${second})` : second}`;
}

function valueInWords(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  return value === undefined || typeof value === "boolean" ? String(value) : typeof value;
}
