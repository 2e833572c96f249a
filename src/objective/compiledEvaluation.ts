import { ELEMENTWISE } from "../graph/graph";
import { OPERATION_LIST } from "../graph/operations";
import type { Evaluation } from "../graph/operation";
import { compileFormula } from "../wasm/compileFormula";

const known = new Map<number, Evaluation>();

/** What an operation computes, by its code, where it is asked for thousands of times: our own functions are compiled. */
export function compiledEvaluation(code: number): Evaluation {
  const { emission, evaluate } = OPERATION_LIST[code - ELEMENTWISE]!;
  if (emission.kind !== "formula") return evaluate;
  const compiled = known.get(code) ?? compileFormula(code);
  known.set(code, compiled);
  return compiled;
}
