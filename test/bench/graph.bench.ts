import { GraphBuilder } from "../../src/graph/builder";
import { compile } from "../../src/wasm/compile";
import { gradient } from "../../src/graph/passes/derivative";
import type { Graph } from "../../src/graph/graph";
import { compileIteration } from "../../src/wasm/iterate";
import { reroll } from "../../src/graph/passes/reroll";
import {
  type DataGraph,
  dataSource,
  formulas,
  hinge,
  logistic,
  network,
} from "../unit/graph/dataGraphs";
import { buildGraphPeers } from "./graphPeers";
import { median } from "./median";

/**
 * Loss and gradient, compiled, against C (gcc -O3 -march=native -ffp-contract=off), and the time
 * from a traced graph to compiled code. Every figure is a median of processor time, all threads
 * together; the two sides of a ratio take turns in the same run. With --json prints the rows as JSON.
 */

interface Row {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: string;
  readonly peerNsPerStep?: number;
  readonly ratio?: number;
  readonly bound?: number;
}

const ROUNDS = 9;

/** Nanoseconds of processor time per call, over so many calls. */
function timed(calls: number, work: () => void): number {
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / calls;
}

const peers = buildGraphPeers();
const rows: Row[] = [];

function rosenbrock(): Graph {
  const k = new GraphBuilder();
  const { add, sub, mul, num } = formulas(k);
  const [x, y] = [k.input(0), k.input(1)];
  const a = sub(num(1), x);
  const b = sub(y, mul(x, x));
  return k.build([add(mul(a, a), mul(num(100), mul(b, b)))], 2);
}

function row(
  name: string,
  bound: number,
  ours: () => number,
  theirs: undefined | (() => number),
): void {
  ours();
  ours();
  const mine: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (theirs !== undefined) other.push(theirs());
    mine.push(ours());
  }
  const nsPerStep = median(mine);
  const result: Row = { name, nsPerStep, peer: "C", bound };
  if (theirs === undefined) rows.push(result);
  else {
    const peerNsPerStep = median(other);
    rows.push({ ...result, peerNsPerStep, ratio: nsPerStep / peerNsPerStep });
  }
}

/** Rosenbrock at 1,000 points, in one call: the same loop on both sides. */
function rosenbrockRow(): void {
  const count = 1000;
  const next = dataSource(7);
  const points = Array.from({ length: 2 * count }, () => 2 * next());
  const run = compileIteration({
    graph: gradient(rosenbrock()),
    slotCount: 0,
    constantCount: 0,
    tableCount: 2,
    recordCount: 3,
    stopCount: 0,
    capacity: count,
  });
  points.forEach((value, index) => {
    run.table[(index % 2) * count + (index >> 1)] = value;
  });
  const ours = (): number => timed(2000, () => run.run(0, count)) / count;
  const theirs = peers && (() => peers.measure("rosenbrock", [count, 2], 2000, points).nanoseconds);
  ours();
  if (peers) {
    const { loss } = peers.measure("rosenbrock", [count, 2], 1, points);
    check("rosenbrock", run.records[count - 1]!, loss);
  }
  row("Rosenbrock, loss and gradient", 1.2, ours, theirs);
}

function check(name: string, ours: number, theirs: number): void {
  if (Math.abs(ours - theirs) > 1e-9 * Math.abs(theirs)) {
    throw new Error(`${name}: ${ours} here, ${theirs} in C`);
  }
}

function dataRow(
  name: string,
  bound: number,
  peerName: string,
  size: [number, number],
  { graph, data }: DataGraph,
  calls: number,
): void {
  const compiled = compile(gradient(reroll(graph)));
  const next = dataSource(8);
  const parameters = Array.from({ length: graph.inputCount }, () => next() / 2);
  const all = [...data, ...parameters];
  compiled.inputs.set(parameters);
  compiled.inputs[graph.inputCount - 1]! += 1e-9;
  compiled.run();
  if (peers) {
    const { loss, gradientSum } = peers.measure(peerName, size, 1, all);
    check(name, compiled.outputs[0]!, loss);
    check(
      name,
      compiled.outputs.subarray(1).reduce((a, b) => a + b, 0),
      gradientSum,
    );
  }
  const ours = (): number =>
    timed(calls, () => {
      compiled.inputs[graph.inputCount - 1]! += 1e-9;
      compiled.run();
    });
  const theirs = peers && (() => peers.measure(peerName, size, calls, all).nanoseconds);
  row(name, bound, ours, theirs);
}

/** From a traced graph to compiled code for its gradient, warm: of a second's rounds, in which V8 compiles ours, the later half. */
function compileRow(name: string, make: () => Graph): void {
  const times: number[] = [];
  const began = performance.now();
  while (times.length < 20 || performance.now() - began < 1000) {
    const graph = make();
    times.push(timed(1, () => compile(gradient(reroll(graph))).run()));
  }
  const warm = times.slice(times.length >> 1);
  rows.push({ name: `${name}: traced graph to gradient`, nsPerStep: median(warm), peer: "" });
}

rosenbrockRow();
dataRow("Logistic regression 200 × 10", 1.2, "logistic", [200, 10], logistic(200, 10), 3000);
dataRow("Logistic regression 5,000 × 10", 1.3, "logistic", [5000, 10], logistic(5000, 10), 150);
dataRow("Network 10–16–1, 200 samples", 2, "network", [200, 10], network(200, 10, 16), 500);
dataRow("Hinge loss 200 × 10", 3, "hinge", [200, 10], hinge(200, 10), 5000);
compileRow("Rosenbrock", rosenbrock);
compileRow("Logistic regression 200 × 10", () => logistic(200, 10).graph);
compileRow("Logistic regression 5,000 × 10", () => logistic(5000, 10).graph);
compileRow("Network 10–16–1, 200 samples", () => network(200, 10, 16).graph);
peers?.dispose();

if (process.argv.includes("--json")) console.log(JSON.stringify(rows));
else {
  console.table(
    Object.fromEntries(
      rows.map(({ name, nsPerStep, peerNsPerStep, ratio, bound }) => [
        name,
        {
          "ns per evaluation": Number(nsPerStep.toPrecision(4)),
          "C, ns": peerNsPerStep === undefined ? "" : Number(peerNsPerStep.toPrecision(4)),
          ratio: ratio === undefined ? "" : ratio.toFixed(2),
          bound: ratio === undefined ? "" : `≤ ${bound!}`,
        },
      ]),
    ),
  );
}
