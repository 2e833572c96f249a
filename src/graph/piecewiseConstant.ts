import { ELEMENTWISE } from "./graph";
import { OPERATION_CODES, type OperationName } from "./operations";

/** The nodes of a recording, as far as it matters which of them change by jumps only. */
export interface PiecewiseConstantSource {
  isConstant(node: number): boolean;
  /** The code of its operation; below `ELEMENTWISE` for inputs. */
  codeOf(node: number): number;
  operandOf(node: number, position: 0 | 1 | 2): number;
}

const codes = (names: readonly OperationName[]): ReadonlySet<number> =>
  new Set(names.map((name) => OPERATION_CODES[name]));

const JUMPING = codes([
  ...(["ceil", "floor", "round", "sign", "toInt32", "trunc"] as const),
  ...(["lt", "le", "gt", "ge", "eq", "not"] as const),
]);
const KEEPING = codes(["abs", "add", "div", "max", "min", "mod", "mul", "neg", "sub"]);

/** Operations that are looked through. */
const deepest = 8;

/**
 * Whether a number changes by jumps only, as `Math.round(x) + 1` does: then its derivative is 0, and it may be taken
 * for a constant where it is guarded to stay the same.
 */
export function isPiecewiseConstant(
  source: PiecewiseConstantSource,
  node: number,
  depth = 0,
): boolean {
  if (source.isConstant(node)) return true;
  const code = source.codeOf(node);
  if (code < ELEMENTWISE) return false;
  if (JUMPING.has(code)) return true;
  if (!KEEPING.has(code) || depth === deepest) return false;
  return ([0, 1, 2] as const).every((position) => {
    const operand = source.operandOf(node, position);
    return operand < 0 || isPiecewiseConstant(source, operand, depth + 1);
  });
}
