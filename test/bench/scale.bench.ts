import { spawnSync } from "node:child_process";
import { objectiveOf } from "../unit/languages/javascript/support";
import { median } from "./median";
import { scaleCases, startOf, type ScaleCase } from "./scale/cases";
import { measureWideRuns } from "./scale/wideRuns";
import { allThreadsTime, mainThreadTime } from "./threadTime";

/**
 * Functions over much data and many steps of time against the same by hand in JavaScript, with its analytic gradient:
 * time from a text to a checked gradient, the most memory taken for that, and a gradient. Times are processor time, all
 * threads together; of opening, which is waited for while V8 compiles beside it, also that of the main thread. Each case
 * has a process of its own; the two sides of a ratio take turns in it. With --json prints the rows as JSON; a word of a
 * case's name after --case measures those alone.
 */

interface Measured {
  readonly kind: string;
  readonly reason?: string | undefined;
  /** Milliseconds of processor time; MiB. */
  readonly open: number;
  readonly openAllThreads: number;
  readonly memory: number;
  readonly gradient: number;
  readonly peer: number;
}

/** Seconds after which a case is given up. */
const patience = 240;
const rounds = 7;
/** Evaluations before the first round: of those, the 2nd, 4th, 8th and 16th also check the trace by the plain function. */
const evaluationsBefore = 16;
/** Milliseconds that each turn of a side takes at least. */
const turn = 30;

async function measure({ text, parameters, batch, peer, ...rest }: ScaleCase): Promise<Measured> {
  const start = startOf({ text, parameters, peer, ...rest });
  // The bundler is started, and our own code compiled, before the clock is.
  await objectiveOf("export const loss = (x) => (x[0] - 1) ** 2 + Math.exp(x[1]);", [[1, 2]]);
  const before = process.memoryUsage.rss();
  const openBegan = { main: mainThreadTime(), all: allThreadsTime() };
  const objective = await objectiveOf(text, [Array.from(start)], {
    path: "/project/loss.js",
    ...(batch !== undefined && { wanted: { samples: "rows" } }),
  });
  const gradient = new Float64Array(parameters);
  const indices = Int32Array.from({ length: batch ?? 0 }, (_, index) => index);
  const { samples } = objective;
  const ours = (): void => {
    if (batch === undefined) objective.valueAndGradient(start, gradient);
    else samples!.batchGradient(start, indices, gradient);
  };
  ours();
  const open = mainThreadTime() - openBegan.main;
  const openAllThreads = allThreadsTime() - openBegan.all;
  const memory = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
  const byHand = peer();
  const expected = new Float64Array(parameters);
  byHand(start, expected);
  if (objective.gradientKind === "exact") compare(gradient, expected);
  const theirs = (): void => void byHand(start, expected);
  for (let evaluation = 1; evaluation < evaluationsBefore; evaluation++) {
    ours();
    theirs();
  }
  const [mine, other]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    mine.push(timed(ours));
    other.push(timed(theirs));
    if (mine[0]! > 2000) break;
  }
  return {
    kind: objective.gradientKind,
    reason: objective.reason,
    ...{ open, openAllThreads, memory, gradient: median(mine), peer: median(other) },
  };
}

/** Milliseconds of processor time of a call. */
function timed(work: () => void): number {
  const began = allThreadsTime();
  let calls = 0;
  do {
    work();
    calls++;
  } while (allThreadsTime() - began < turn);
  return (allThreadsTime() - began) / calls;
}

/** Both sides round, each in its own order of sums. */
function compare(gradient: Float64Array, expected: Float64Array): void {
  const size = Math.max(...expected.map(Math.abs));
  for (const [index, value] of expected.entries()) {
    if (!(Math.abs(gradient[index]! - value) <= 1e-9 * size)) {
      throw new Error(`∂L/∂θ[${index}] is ${gradient[index]!}, by hand ${value}`);
    }
  }
}

function inOwnProcess(index: number): Measured | string {
  const [, script = ""] = process.argv;
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    ["--stack-size=20000", script, "--only-case", String(index)],
    { encoding: "utf8", timeout: patience * 1000 },
  );
  if (error) return `nothing within ${patience} s`;
  if (stdout === "")
    return (
      stderr
        .trim()
        .split("\n")
        .find((line) => line.includes("Error")) ?? "ended"
    );
  return JSON.parse(stdout) as Measured;
}

const only = process.argv.indexOf("--only-case");
if (only >= 0) {
  console.log(JSON.stringify(await measure(scaleCases[Number(process.argv[only + 1])]!)));
} else {
  const words = process.argv.indexOf("--case");
  const wanted = words < 0 ? "" : process.argv[words + 1]!;
  const chosen = scaleCases
    .map((scaleCase, index) => ({ scaleCase, index }))
    .filter(({ scaleCase: { name } }) => name.includes(wanted));
  const measured = chosen.map(({ scaleCase, index }) => ({
    scaleCase,
    result: inOwnProcess(index),
  }));
  const wideRuns = async () => ("wide runs".includes(wanted) ? measureWideRuns() : []);
  const wideName = "softmax 784 × 10, Adam, every parameter recorded";
  if (process.argv.includes("--json")) {
    const rows = measured.flatMap(({ scaleCase: { name, bound }, result }) =>
      typeof result === "string"
        ? []
        : [
            {
              name: `${name}: gradient`,
              nsPerStep: result.gradient * 1e6,
              peer: "JavaScript by hand",
              peerNsPerStep: result.peer * 1e6,
              ratio: result.gradient / result.peer,
              bound,
            },
            { name: `${name}: to open`, nsPerStep: result.open * 1e6, peer: "" },
            {
              name: `${name}: to open, all threads`,
              nsPerStep: result.openAllThreads * 1e6,
              peer: "",
            },
          ],
    );
    const wideRows = (await wideRuns()).map(({ steps, recorded, unrecorded }) => ({
      name: `${wideName}, ${steps} steps`,
      nsPerStep: (recorded * 1e6) / steps,
      peer: "a few recorded",
      peerNsPerStep: (unrecorded * 1e6) / steps,
      ratio: recorded / unrecorded,
      bound: 1.5,
    }));
    console.log(JSON.stringify([...rows, ...wideRows]));
  } else {
    console.table(
      Object.fromEntries(
        measured.map(({ scaleCase: { name, bound }, result }) => [
          name,
          typeof result === "string"
            ? { result }
            : {
                "open, s": (result.open / 1000).toFixed(2),
                "all threads, s": (result.openAllThreads / 1000).toFixed(2),
                "memory, MiB": result.memory.toFixed(0),
                gradient: result.kind,
                "ms each": Number(result.gradient.toPrecision(3)),
                "by hand, ms": Number(result.peer.toPrecision(3)),
                ratio: (result.gradient / result.peer).toFixed(2),
                bound: `≤ ${bound}`,
                ...(result.reason !== undefined && { result: result.reason.slice(0, 60) }),
              },
        ]),
      ),
    );
  }
  for (const { steps, recorded, unrecorded } of await wideRuns()) {
    console.log(
      `${wideName}, ${steps} steps: ${recorded.toFixed(0)} ms, ` +
        `a few recorded ${unrecorded.toFixed(0)} ms, ratio ${(recorded / unrecorded).toFixed(2)} (bound 1.5)`,
    );
  }
}
