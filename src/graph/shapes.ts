import type { GraphBuilder } from "./builder";
import { ELEMENTWISE, Structural } from "./graph";

/** Equal for nodes made by the same operations; inputs and results of loops are all alike. */
export function shapesOf(builder: GraphBuilder): Int32Array {
  const shapes = new Int32Array(builder.size);
  for (let node = 0; node < shapes.length; node++) {
    const code = builder.codeOf(node);
    let hash = code >= ELEMENTWISE || code === Structural.constant ? code : -1;
    if (code >= ELEMENTWISE) {
      for (const position of [0, 1, 2] as const) {
        const operand = builder.operandOf(node, position);
        hash = Math.imul(hash ^ (operand < 0 ? 7 : shapes[operand]!), 0x9e3779b1);
        hash ^= hash >>> 15;
      }
    }
    shapes[node] = hash;
  }
  return shapes;
}
