import * as runtime from "../../../tracing/runtime";
import { Tape } from "../../../tracing/tape";
import { isTraced } from "../../../tracing/traced";
import { BINARY_OPERATORS, UNARY_OPERATORS } from "../lift/operators";
import type { LoadedModule } from "./load";
import { locateStack } from "./locate";
import type { Place } from "../../../text/place";
import { callAll, type CallShape } from "./trace";

/** Evaluates the lifted code anew with some functions of its run-time replaced. */
export type LoadWith = (functions: Readonly<Record<string, unknown>>) => LoadedModule;

/** Operations that are compared, from the first on. */
const MOST_OPERATIONS = 1_000_000;
/** What two ways of computing the same may differ by. */
const TOLERANCE = 1e-9;

const COMPARED = [
  ...Object.values(BINARY_OPERATORS),
  ...Object.values(UNARY_OPERATORS),
  ...["key", "truth"],
];

interface Operation {
  readonly name: string;
  readonly result: number | string;
}

/**
 * The place where the lifted code, on traced values, first computes something else than on plain
 * numbers; undefined where it never does.
 */
export function findFirstDifference(
  load: LoadWith,
  shape: CallShape,
  theta: Float64Array,
  samples: readonly unknown[] | undefined,
): Place | undefined {
  const run = (input: (index: number) => unknown, stackAt = -1): Listened =>
    listen(load, (module) => callAll(module, shape, input, samples), stackAt);
  const traced = (stackAt?: number): Listened => {
    const tape = new Tape(theta, {
      onEscape(why) {
        throw new Error(why);
      },
      onText: (shown) => shown,
    });
    return run((index) => tape.input(index), stackAt);
  };
  const expected = run((index) => theta[index]!).operations;
  const found = traced().operations;
  const index = found.findIndex((operation, at) => isOther(operation, expected[at]));
  if (index < 0) return undefined;
  const { stack, module } = traced(index);
  return locateStack(stack, [module.script]);
}

interface Listened {
  readonly operations: readonly Operation[];
  readonly module: LoadedModule;
  readonly stack: string;
}

/** Runs the code and writes down what its operations give, and the stack at one of them. */
function listen(
  load: LoadWith,
  call: (module: LoadedModule) => unknown,
  stackAt: number,
): Listened {
  const operations: Operation[] = [];
  let stack = "";
  let isListening = false;
  const listening = COMPARED.map((name) => {
    const original = Reflect.get(runtime, name) as (...values: unknown[]) => unknown;
    const heard = (...values: unknown[]): unknown => {
      const result = original(...values);
      if (!isListening || operations.length >= MOST_OPERATIONS) return result;
      if (operations.length === stackAt) stack = new Error().stack ?? "";
      operations.push({ name, result: shown(result) });
      return result;
    };
    return [name, heard] as const;
  });
  const module = load(Object.fromEntries(listening));
  isListening = true;
  try {
    call(module);
  } catch {
    // What came before the error is compared.
  }
  return { operations, module, stack };
}

function shown(result: unknown): number | string {
  if (isTraced(result)) return result.recorder.shown(result.node);
  if (typeof result === "number" || typeof result === "boolean") return Number(result);
  return typeof result === "string" ? result : typeof result;
}

function isOther(a: Operation, b: Operation | undefined): boolean {
  if (b === undefined || a.name !== b.name) return true;
  const [x, y] = [a.result, b.result];
  if (Object.is(x, y) || x === y) return false;
  if (typeof x === "string" || typeof y === "string") return true;
  return !(Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)));
}
