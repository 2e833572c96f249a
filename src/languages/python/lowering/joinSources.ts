import { joinNodes } from "../../../graph/passes/outputLoops";
import type { ArrayReader } from "./arrayReader";
import { LoweringError } from "./loweringError";
import type { Source } from "./sources";

/** Up to so many arrays are chosen among index by index … */
const FEW_ARRAYS = 4;
/** … when there are more elements than this. */
const FEW_ELEMENTS = 32;
/** More elements than this are not made one by one. */
const MOST_ELEMENTS = 5000;
const MOST_ARRAYS = 64;

/**
 * Elements of several arrays over axes of the graph (a concatenation, a stack, an item assignment): chosen among the
 * arrays by a mask where these are few and long, else each made by itself; those made alike become a loop again.
 */
export function joinSources(
  lowering: ArrayReader,
  axes: readonly number[],
  sources: readonly Source[],
  groups: ReadonlyMap<number, number>,
  scalarOf: (source: Source) => number,
): number {
  const count = [...groups.values()].reduce((sum, size) => sum + size, 0);
  const isLong = count > FEW_ELEMENTS && groups.size <= FEW_ARRAYS;
  const isLeaf = [...groups.keys()].every((id) => /^(?:const|input)$/.test(lowering.node(id).op));
  if ((isLong && !isLeaf) || count > MOST_ELEMENTS) {
    if (groups.size > MOST_ARRAYS) throw new LoweringError("it puts too many arrays together");
    return chooseAmong(lowering, axes, sources, [...groups.keys()]);
  }
  const nodes = sources.map(scalarOf);
  const { builder } = lowering;
  if (axes.length === 1) return joinNodes(builder, nodes, axes[0]!);
  return lowering.gather(
    axes,
    Int32Array.from(nodes, (_, at) => at),
    (at) => nodes[at]!,
  );
}

/** Each array read everywhere (at one of its places where another one is meant), and a mask for each. */
function chooseAmong(
  lowering: ArrayReader,
  axes: readonly number[],
  sources: readonly Source[],
  ids: readonly number[],
): number {
  const { builder } = lowering;
  const arms = ids.map((id) => {
    const fallback = sources.find((source) => source.id === id)!.position;
    const data = Int32Array.from(sources, (source) =>
      source.id === id ? source.position : fallback,
    );
    return lowering.read(id, { axes, data });
  });
  return arms.reduceRight((others, arm, k) => {
    const mask = Float64Array.from(sources, ({ id }) => (id === ids[k] ? 1 : 0));
    return builder.select(builder.column(builder.axes.setOf(axes), mask), arm, others);
  });
}
