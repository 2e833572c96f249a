import { argumentsOf } from "./argumentsOf";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build } from "esbuild";
import { bundleModule } from "../../../../src/languages/javascript/bundle/bundle";
import type { BundledCode } from "../../../../src/languages/javascript/evaluate/locate";
import { openCode } from "../../../../src/languages/javascript/evaluate/openCode";
import { localFiles } from "../../../../src/runner/node/files";
import { bundler, createRealm } from "./support";

/** A loss through the sources of a package from npm that was not written for this. */
interface Case {
  readonly name: string;
  readonly text: string;
  readonly start: readonly number[];
  /** The package computes in single precision: differences see no better. */
  readonly single?: boolean;
  /** It asks for modules of Node's, and for more of them than there are. */
  readonly asksNode?: boolean;
}

const cases: readonly Case[] = [
  {
    name: "ml-matrix: solving, norm, product, trace",
    text: `import { Matrix, solve } from "ml-matrix";
      export function loss(w) {
        const A = new Matrix([[w[0], 1, 0.5], [1, w[1], 0.2], [0.5, 0.2, 3]]);
        const x = solve(A, Matrix.columnVector([1, 2, w[2]]));
        return x.norm() ** 2 + A.mmul(A.transpose()).trace();
      }`,
    start: [4, 5, 1],
  },
  {
    name: "ml-matrix: determinant, inverse, Cholesky",
    text: `import { Matrix, determinant, inverse, CholeskyDecomposition } from "ml-matrix";
      export function loss(w) {
        const A = new Matrix([[w[0], 1, 0.5], [1, w[1], 0.2], [0.5, 0.2, w[2]]]);
        const { lowerTriangularMatrix } = new CholeskyDecomposition(A);
        return determinant(A) + inverse(A).sum() + lowerTriangularMatrix.sum();
      }`,
    start: [4, 5, 3],
  },
  {
    name: "simple-statistics: moments, quantiles, regression, the error function",
    text: `import * as stats from "simple-statistics";
      const y = [1, 3, 2, 5, 4];
      export function loss(w) {
        const { m, b } = stats.linearRegression(w.map((x, i) => [x, y[i]]));
        return stats.mean(w) + stats.variance(w) + stats.sampleSkewness(w) + stats.median(w) +
          stats.sampleCorrelation(w, y) + m * b + stats.errorFunction(w[0]) + stats.logAverage(w) +
          stats.harmonicMean(w) + stats.interquartileRange(w);
      }`,
    start: [0.5, 1.7, 2.2, 3.9, 4.1],
  },
  {
    name: "gl-matrix: rotations in single precision",
    text: `import { mat4, vec3 } from "gl-matrix";
      export function loss([a, b, c]) {
        const m = mat4.create();
        mat4.rotateX(m, m, a); mat4.rotateY(m, m, b); mat4.translate(m, m, [c, 1, 2]);
        return vec3.squaredDistance(vec3.transformMat4(vec3.create(), [1, 2, 3], m), [0.5, 1, 2]);
      }`,
    start: [0.3, -0.4, 1.2],
    single: true,
  },
  {
    name: "gl-matrix: matrices and quaternions in double precision",
    text: `import { glMatrix, mat4, vec3, quat } from "gl-matrix";
      glMatrix.setMatrixArrayType(Array);
      export function loss([a, b, c]) {
        const m = mat4.create();
        mat4.rotateX(m, m, a); mat4.rotateY(m, m, b); mat4.translate(m, m, [c, 1, 2]);
        const q = quat.fromEuler(quat.create(), 10 * a, 20, 30 * b);
        const v = vec3.transformQuat(vec3.create(), vec3.transformMat4(vec3.create(), [1, 2, 3], m), q);
        return vec3.squaredDistance(v, [0.5, 1, 2]) + mat4.invert(mat4.create(), m)[12];
      }`,
    start: [0.3, -0.4, 1.2],
  },
  {
    name: "jstat: densities and distribution functions",
    text: `import jStat from "jstat";
      const data = [0.1, 0.5, 1.2, 2.2];
      export function loss([mean, logSigma, logShape]) {
        const sigma = Math.exp(logSigma);
        let loss = 0;
        for (const x of data) {
          loss -= Math.log(jStat.normal.pdf(x, mean, sigma));
          loss -= Math.log(jStat.gamma.pdf(x, Math.exp(logShape), 1.5));
          loss += jStat.normal.cdf(x, mean, sigma);
        }
        return loss;
      }`,
    start: [0.3, -0.4, 0.6],
  },
  {
    name: "bezier-js: points, tangents and arc length",
    text: `import { Bezier } from "bezier-js";
      export function loss([x1, y1, x2, y2]) {
        const curve = new Bezier(0, 0, x1, y1, x2, y2, 1, 0.2);
        const [p, q] = [curve.get(0.4), curve.derivative(0.7)];
        return (p.x - 0.5) ** 2 + (p.y - 0.8) ** 2 + 0.01 * (q.x ** 2 + q.y ** 2) + 0.1 * curve.length();
      }`,
    start: [0.2, 1.1, 0.8, 0.9],
  },
  {
    name: "culori: colour difference CIEDE2000",
    text: `import { differenceCiede2000 } from "culori";
      const difference = differenceCiede2000();
      export const loss = ([r, g, b]) =>
        difference({ mode: "rgb", r, g, b }, { mode: "rgb", r: 0.2, g: 0.5, b: 0.4 });`,
    start: [0.3, 0.4, 0.6],
  },
  {
    name: "d3-geo: distances, rotations, projections",
    text: `import { geoDistance, geoInterpolate, geoMercatorRaw, geoEqualEarthRaw, geoRotation } from "d3-geo";
      const rotate = geoRotation([10, 20, 30]);
      export function loss([a, b]) {
        const [x, y] = geoMercatorRaw(a / 50, b / 50);
        const [p, q] = rotate([a, b]);
        const [r, s] = geoInterpolate([a, b], [50, 60])(0.3);
        return geoDistance([a, b], [2.35, 48.85]) ** 2 + x * x + y * y +
          geoEqualEarthRaw(a / 60, b / 60)[1] + 1e-4 * (p * p + q * q + r * s);
      }`,
    start: [13, 52],
  },
  {
    name: "TensorFlow.js: a regression with a softplus, in single precision",
    text: `import * as tf from "@tensorflow/tfjs";
      const x = tf.tensor2d([[1, 2], [4, 5], [1, 0], [0.5, -1]]);
      const y = tf.tensor1d([1, 2, 3, 0]);
      export function loss(w) {
        return tf.tidy(() => {
          const error = x.dot(tf.tensor1d(w)).softplus().sub(y);
          return error.square().mean().add(tf.tensor1d(w).norm()).dataSync()[0];
        });
      }`,
    start: [0.3, -0.2],
    single: true,
    asksNode: true,
  },
];

const folder = resolve(import.meta.dirname, "../../../..");
const require = createRequire(resolve(folder, "loss.js"));
const quiet = new Proxy({}, { get: () => () => undefined });
const node = { require, process, setTimeout, Buffer, console: quiet };

describe("public packages are differentiated through their own sources", () => {
  beforeAll(bundler, 60_000);
  test.each(cases)("$name", { timeout: 120_000 }, async (tested) => {
    const { text, start, single = false, asksNode = false } = tested;
    const { code, sourceMap, problems } = await bundleModule({
      bundler: await bundler(),
      path: resolve(folder, "loss.js"),
      text,
      access: localFiles,
      overlays: {},
      wanted: { path: ["loss"], isDefault: false },
    });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const objective = openCode({
      bundle: { code, sourceMap } as BundledCode,
      realm: createRealm(asksNode ? node : {}),
      ...argumentsOf([start]),
    });
    expect(objective.reason).toBeUndefined();
    expect(objective.gradientKind).toBe("exact");
    // The package as Node runs it, bundled by the native esbuild with its own resolver.
    const plain = await runByNode(text);
    const gradient = new Float64Array(start.length);
    const value = objective.valueAndGradient(Float64Array.from(start), gradient);
    const scale = Math.max(1, ...gradient.map(Math.abs));
    expect(Math.abs(value - plain(start))).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
    for (const [i, slope] of gradient.entries()) {
      const at = (h: number): number => plain(start.map((x, j) => (j === i ? x + h : x)));
      const slopeAt = (h: number): number => (at(h) - at(-h)) / (2 * h);
      // Extrapolated once: the error left is h⁴, or the rounding of the loss over h.
      const h = single ? 0.02 : 1e-3;
      const difference = (4 * slopeAt(h / 2) - slopeAt(h)) / 3;
      expect(Math.abs(slope - difference) / scale).toBeLessThan(single ? 1e-4 : 1e-8);
    }
  });
});

async function runByNode(text: string): Promise<(w: readonly number[]) => number> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: folder },
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
  });
  const run = createRealm(node).evaluate(
    `((module, exports, require) => {${outputFiles[0]!.text}\n; return module.exports.loss; })`,
    "plain.js",
  ) as (...values: unknown[]) => (w: readonly number[]) => number;
  const module = { exports: {} };
  return run(module, module.exports, require);
}
