import type { BundledCode } from "../../src/languages/javascript/evaluate/locate";
import { openCode } from "../../src/languages/javascript/evaluate/openCode";
import type { Nested } from "../../src/languages/lossFunction";
import { argumentsOf } from "../unit/languages/javascript/argumentsOf";
import { bundleText, createRealm } from "../unit/languages/javascript/support";
import { median } from "./median";

/**
 * From an edited text to a verified, compiled gradient, warm: the rebuild of the bundle, the realm,
 * lifting, tracing, deriving, compiling and checking. Medians of elapsed time; with --json as JSON.
 */

interface Example {
  readonly name: string;
  readonly text: string;
  readonly start: readonly Nested<number>[];
  /** Milliseconds that the design allows. */
  readonly bound?: number;
}

const data = (rows: number, columns: number): string =>
  `const X = Array.from({ length: ${rows} }, (_, i) => Array.from({ length: ${columns} }, (_, j) => Math.sin(7 * i + 3 * j)));
   const Y = X.map((x) => (x[0] + x[1] > 0 ? 1 : 0));\n`;

const examples: readonly Example[] = [
  {
    name: "Rosenbrock",
    text: `export const loss = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;`,
    start: [-1, 2],
    bound: 25,
  },
  {
    name: "logistic regression 200 × 10",
    text: `${data(200, 10)} export function loss(w: number[]) {
      let sum = 0;
      for (let i = 0; i < X.length; i++) {
        let z = 0;
        for (let j = 0; j < w.length; j++) z += w[j] * X[i][j];
        const p = 1 / (1 + Math.exp(-z));
        sum -= Y[i] * Math.log(p) + (1 - Y[i]) * Math.log(1 - p);
      }
      return sum / X.length;
    }`,
    start: [new Array<number>(10).fill(0.1)],
    bound: 50,
  },
  {
    name: "hinge loss on 200 points",
    text: `${data(200, 2)} export function loss([a, b]: number[]) {
      let sum = 0;
      X.forEach(([x, y], i) => {
        const margin = 1 - (2 * Y[i] - 1) * (a * x + b * y);
        if (margin > 0) sum += margin;
      });
      return sum / X.length;
    }`,
    start: [[0.3, 0.1]],
  },
  {
    name: "two-layer network 10–16–1, 200 samples",
    text: `${data(200, 10)} export function loss({ W, b, v }: any) {
      let sum = 0;
      for (let i = 0; i < X.length; i++) {
        let out = 0;
        for (let h = 0; h < 16; h++) {
          let z = b[h];
          for (let j = 0; j < 10; j++) z += W[h][j] * X[i][j];
          out += v[h] * Math.tanh(z);
        }
        sum += (out - Y[i]) ** 2;
      }
      return sum / X.length;
    }`,
    start: [
      {
        W: Array.from({ length: 16 }, (_, h) =>
          Array.from({ length: 10 }, (_, j) => Math.cos(h + j)),
        ),
        b: new Array<number>(16).fill(0.1),
        v: new Array<number>(16).fill(0.2),
      },
    ],
  },
];

/** Until V8 has compiled the bundler and our own code for good. */
const WARM_UP = 100;
const ROUNDS = 15;

interface Row {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: string;
  readonly bundle: number;
  readonly objective: number;
  /** The fastest round: what a machine with nothing else to do takes. */
  readonly fastest: number;
  readonly bound?: number;
}

const rows: Row[] = [];
for (const { name, text, start, bound } of examples) {
  const bundling: number[] = [];
  const making: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const begun = performance.now();
    const bundle = (await bundleText(`${text}\n// edit ${round}`)) as BundledCode;
    const bundled = performance.now();
    const objective = openCode({
      bundle,
      realm: createRealm(),
      ...argumentsOf(start),
    });
    const made = performance.now();
    if (objective.gradientKind !== "exact") throw new Error(`${name}: ${objective.reason}`);
    if (round < WARM_UP) continue;
    bundling.push(bundled - begun);
    making.push(made - bundled);
  }
  const totals = bundling.map((milliseconds, round) => milliseconds + making[round]!);
  rows.push({
    name: `${name}: text to gradient`,
    nsPerStep: median(totals) * 1e6,
    peer: "",
    bundle: median(bundling),
    objective: median(making),
    fastest: Math.min(...totals),
    ...(bound && { bound }),
  });
}

if (process.argv.includes("--json")) console.log(JSON.stringify(rows));
else {
  console.log("From text to a compiled gradient, warm: milliseconds, medians");
  console.table(
    Object.fromEntries(
      rows.map(({ name, nsPerStep, bundle, objective, fastest, bound }) => [
        name,
        {
          bundle: bundle.toFixed(1),
          "trace … check": objective.toFixed(1),
          total: (nsPerStep / 1e6).toFixed(1),
          fastest: fastest.toFixed(1),
          bound: bound === undefined ? "" : `≤ ${bound}`,
        },
      ]),
    ),
  );
}
