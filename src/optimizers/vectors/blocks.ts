/** A stretch of θ that one argument of the function fills. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly shape: readonly number[];
}

/**
 * The arguments of a function as stretches of θ, the "layers" of layer-wise methods.
 *
 * Neighbouring scalar arguments make one block: a rate of its own for every number would undo the method.
 */
export function argumentBlocks(shapes: readonly (readonly number[])[]): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const shape of shapes) {
    const size = shape.reduce((product, length) => product * length, 1);
    const last = blocks.at(-1);
    if (shape.length === 0 && last?.shape.length === 0)
      blocks[blocks.length - 1] = { ...last, to: from + size };
    else blocks.push({ from, to: from + size, shape });
    from += size;
  }
  return blocks;
}

/** √Σ over a block. */
export function blockNorm(values: Float64Array, { from, to }: Block): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}
