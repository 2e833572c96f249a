import { type Graph, type OutputRun, type Scan, Structural } from "./graph";
import { forEachOperand, neededNodes } from "./replay";

/** Where the inputs of a scan's body begin. */
export function inputStarts({ initial, shared }: Pick<Scan, "initial" | "shared">): {
  readonly shared: number;
  readonly streams: number;
} {
  return { shared: initial.length, streams: initial.length + shared.length };
}

/** Calls `visit` with every single output of a scan's body: the node, its index along the run's axis, and what it is. */
export function forEachOutput(
  { runs, body }: Pick<Scan, "runs" | "body">,
  visit: (position: number, node: number, index: number, run: OutputRun) => void,
): void {
  for (const run of runs) {
    const node = body.outputs[run.output]!;
    for (let index = 0; index < run.count; index++) visit(run.start + index, node, index, run);
  }
}

/**
 * Scatters of a body all of whose bins are summed over the steps and read by nothing else: their bins are kept from step
 * to step instead, so that Σ over steps is taken in them (in two lanes, see `evaluate`).
 */
export function keptScatters(
  scan: Pick<Scan, "runs" | "initial" | "stackedCount">,
  body: Graph,
): ReadonlySet<number> {
  const needed = neededNodes(body);
  const firstSum = scan.initial.length + scan.stackedCount;
  const isSummed = new Uint8Array(body.operation.length);
  const isElse = new Uint8Array(body.operation.length);
  forEachOutput({ runs: scan.runs, body }, (position, node, _, { axis }) => {
    if (axis < 0 && position >= firstSum) isSummed[node] = 1;
    else isElse[node] = 1;
  });
  for (let node = 0; node < needed.length; node++) {
    if (needed[node]) forEachOperand(body, node, (operand) => (isElse[operand] = 1));
  }
  const kept = new Set<number>();
  const refused = new Set<number>();
  for (let node = 0; node < needed.length; node++) {
    if (!needed[node] || body.operation[node] !== Structural.pick) continue;
    const scatter = body.first[node]!;
    if (body.operation[scatter] !== Structural.scatter) continue;
    if (isSummed[node] && !isElse[node]) kept.add(scatter);
    else refused.add(scatter);
  }
  for (const scatter of refused) kept.delete(scatter);
  return kept;
}

/** Whether a node of a body is a bin of one of some scatters. */
export function isBinOf(
  body: Graph,
  scatters: { readonly has: (node: number) => boolean },
  node: number,
): boolean {
  return body.operation[node] === Structural.pick && scatters.has(body.first[node]!);
}
