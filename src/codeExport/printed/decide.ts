import { GraphBuilder } from "../../graph/builder";
import { ELEMENTWISE, Structural } from "../../graph/graph";
import { OPERATION_CODES, OPERATION_LIST, holds } from "../../graph/operations";
import type { MethodSetting } from "../methods/writtenMethod";
import { operandsOf } from "./nodes";
import type { Source } from "./source";

/** The same nodes once more, with every choice taken that hyperparameters decide, or what is above 0 whatever the step. */
export function decide(
  raw: GraphBuilder,
  sources: readonly Source[],
  { values, rateMayBeZero }: MethodSetting,
): { readonly builder: GraphBuilder; readonly moved: (node: number) => number } {
  const builder = new GraphBuilder({ simplify: true });
  const made: number[] = [];
  const known: (number | undefined)[] = [];
  const signs: Sign[] = [];
  const add = (node: number, value: number | undefined, sign: Sign): void => {
    made.push(node);
    known.push(value);
    signs.push(value === undefined ? sign : signOf(value));
  };
  for (let node = 0; node < raw.size; node++) {
    const code = raw.codeOf(node);
    const first = raw.operandOf(node, 0);
    const operands = operandsOf(raw, node);
    const given = operands.map((operand) => known[operand]);
    if (code === Structural.constant) {
      const value = raw.constantValue(node)!;
      add(builder.constant(value), value, "any");
    } else if (code === Structural.input) {
      const source = sources[first]!;
      const isPositive = source.kind === "rate" && !rateMayBeZero;
      const sign = isPositive ? "positive" : source.kind === "t" ? "notNegative" : "any";
      const value = source.kind === "hyperparameter" ? Number(values[source.name]) : undefined;
      add(builder.input(first), value, sign);
    } else if (code === OPERATION_CODES.select && given[0] !== undefined) {
      const chosen = operands[holds(given[0]) ? 1 : 2]!;
      add(made[chosen]!, known[chosen], signs[chosen]!);
    } else if (isNothing(code, given)) {
      add(builder.constant(0), 0, "any");
    } else if (code === OPERATION_CODES.add && given.includes(0)) {
      const other = operands[given[0] === 0 ? 1 : 0]!;
      add(made[other]!, known[other], signs[other]!);
    } else if (code === OPERATION_CODES.sub && given[1] === 0) {
      add(made[first]!, known[first], signs[first]!);
    } else {
      const [a = -1, b = -1, c = -1] = operands.map((operand) => made[operand]!);
      const of = operands.map((operand) => signs[operand]!);
      const value = given.includes(undefined)
        ? ((given[1] === 0 ? comparedWithZero(code, of[0]!) : undefined) ??
          decided(code, given, operands))
        : OPERATION_LIST[code - ELEMENTWISE]!.evaluate(given[0]!, given[1] ?? NaN, given[2] ?? NaN);
      add(builder.applyCode(code, a, b, c), value, resultSign(code, of, operands));
    }
  }
  return { builder, moved: (node) => made[node]! };
}

type Sign = "positive" | "notNegative" | "any";

function signOf(value: number): Sign {
  if (value > 0) return "positive";
  return value === 0 ? "notNegative" : "any";
}

/** What comparisons with 0 come to: of something positive, and of something that is not negative. */
const positiveToZero = new Map([
  [OPERATION_CODES.gt, 1],
  [OPERATION_CODES.ne, 1],
  [OPERATION_CODES.eq, 0],
  [OPERATION_CODES.le, 0],
]);
const notNegativeToZero = new Map([
  [OPERATION_CODES.ge, 1],
  [OPERATION_CODES.lt, 0],
]);

function comparedWithZero(code: number, sign: Sign): number | undefined {
  const known = sign === "any" ? undefined : notNegativeToZero.get(code);
  return known ?? (sign === "positive" ? positiveToZero.get(code) : undefined);
}

/** A term that a hyperparameter of 0 takes away, as long as the rest of it is finite. */
function isNothing(code: number, given: readonly (number | undefined)[]): boolean {
  return code === OPERATION_CODES.mul && given.includes(0);
}

/** Conditions that one side decides: c && x, c || x, also as the choices c ? x : c and c ? c : x. */
function decided(
  code: number,
  given: readonly (number | undefined)[],
  [condition, a, b]: readonly number[],
): number | undefined {
  if (code === OPERATION_CODES.and && given.includes(0)) return 0;
  if (code === OPERATION_CODES.or && given.includes(1)) return 1;
  if (code !== OPERATION_CODES.select) return undefined;
  if (b === condition && given[1] === 0) return 0;
  return a === condition && given[2] === 1 ? 1 : undefined;
}

/** What can be told of the sign of a result from those of its operands. */
function resultSign(
  code: number,
  [a, b]: readonly Sign[],
  [first, second]: readonly number[],
): Sign {
  switch (code) {
    case OPERATION_CODES.add:
      if (a === "any" || b === "any") return "any";
      return a === "positive" || b === "positive" ? "positive" : "notNegative";
    case OPERATION_CODES.mul:
      if (first === second) return a === "positive" ? "positive" : "notNegative";
      return a === "any" || b === "any" ? "any" : a === b ? a! : "notNegative";
    case OPERATION_CODES.div:
      return b === "any" || a === "any" ? "any" : a!;
    case OPERATION_CODES.max:
      if (a === "positive" || b === "positive") return "positive";
      return a === "notNegative" || b === "notNegative" ? "notNegative" : "any";
    case OPERATION_CODES.sqrt:
      return a === "positive" ? "positive" : "notNegative";
    case OPERATION_CODES.abs:
      return a === "positive" ? "positive" : "notNegative";
    default:
      return "any";
  }
}
