import { axisSetSize, Structural, type Graph } from "./graph";

/** How many numbers one evaluation of a graph computes, about: one for each node and index, those of loops at each step. */
export function effortOf(graph: Graph): number {
  let effort = 0;
  for (let node = 0; node < graph.operation.length; node++) {
    effort +=
      graph.operation[node] === Structural.scan
        ? scanEffort(graph, graph.first[node]!)
        : axisSetSize(graph, graph.axisSet[node]!);
  }
  return effort;
}

function scanEffort(graph: Graph, scan: number): number {
  const { axis, body } = graph.scans[scan]!;
  return graph.axes[axis]! * effortOf(body);
}
