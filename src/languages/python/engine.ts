import type { ArrayProgram } from "./lowering/arrayProgram";

/**
 * Nanoseconds of one multiplication with its addition: in compiled loops of two lanes, where all columns of a narrow
 * result are added up side by side, and else; and in NumPy's BLAS.
 */
const narrowProduct = 0.15;
const compiledProduct = 0.5;
const blasProduct = 0.1;
/** Results of so few columns are narrow. */
const narrow = 12;
/** Nanoseconds of an elementwise operation on one element: compiled, and as an array that NumPy makes. */
const compiledElement = 3;
const arrayElement = 3;
/** Nanoseconds that a call of NumPy costs, whatever its size, and that a question to the interpreter does. */
const perCall = 4000;
const perQuestion = 200_000;
/** Nanoseconds for a parameter to go to the interpreter and for its slope to come back. */
const perParameter = 15;

/**
 * Whether the interpreter's NumPy is expected to give value and gradient sooner than compiled code: only where large
 * matrix products make up most of the work, since all else costs NumPy a call for each array and a question for each step.
 * Reverse mode takes about three times the operations of the value.
 */
export function isForNumPy(program: ArrayProgram): boolean {
  let products = 0;
  let compiledProducts = 0;
  let elements = 0;
  for (const node of program.nodes) {
    if (node.op === "matmul") {
      const count = node.size * program.nodes[node.of[0]]!.shape.at(-1)!;
      products += count;
      compiledProducts += count * (node.shape.at(-1)! <= narrow ? narrowProduct : compiledProduct);
    } else if (node.op !== "const" && node.op !== "input") elements += node.size;
  }
  const compiled = 3 * (compiledProducts + elements * compiledElement);
  const calls = 3 * program.nodes.length * perCall;
  const arrays = 3 * (products * blasProduct + elements * arrayElement);
  return perQuestion + calls + arrays + program.dimension * perParameter < compiled / 2;
}
