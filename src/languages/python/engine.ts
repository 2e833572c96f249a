import type { ArrayProgram } from "./lowering/arrayProgram";

/** Nanoseconds of one multiplication with its addition: in compiled loops of two lanes, and in NumPy's BLAS. */
const compiledProduct = 0.18;
const blasProduct = 0.07;
/** Nanoseconds of an elementwise operation on one element: compiled, and as an array that NumPy makes. */
const compiledElement = 3;
const arrayElement = 3;
/** Nanoseconds that a call of NumPy costs, whatever its size, and that a question to the interpreter does. */
const perCall = 4000;
const perQuestion = 200_000;
/** Nanoseconds for a parameter to go to the interpreter, for its slope to come back, and for a step outside compiled code. */
const perParameter = 100;
/** What NumPy may take of the time of compiled code, which does more: sweeps, many steps in one go. */
const share = 0.75;

/**
 * Whether the interpreter's NumPy is expected to give value and gradient sooner than compiled code: only where large
 * matrix products make up most of the work, since all else costs NumPy a call for each array and a question for each step.
 * Reverse mode takes about three times the operations of the value.
 */
export function isForNumPy(program: ArrayProgram): boolean {
  let products = 0;
  let elements = 0;
  for (const node of program.nodes) {
    if (node.op === "matmul") {
      products += node.size * program.nodes[node.of[0]]!.shape.at(-1)!;
    } else if (node.op !== "const" && node.op !== "input") elements += node.size;
  }
  const compiled = 3 * (products * compiledProduct + elements * compiledElement);
  const calls = 3 * program.nodes.length * perCall;
  const arrays = 3 * (products * blasProduct + elements * arrayElement);
  return perQuestion + calls + arrays + program.dimension * perParameter < share * compiled;
}
