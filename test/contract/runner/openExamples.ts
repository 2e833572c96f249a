import { readdirSync, readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { createEvaluator } from "../../../src/languages/javascript/evaluator";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import type { LossFunction } from "../../../src/languages/lossFunction";
import { readParameters } from "../../../src/languages/javascript/parameters/parameters";
import { parameterShapes, unflatten } from "../../../src/languages/parameters/flatten";
import { readTagObject } from "../../../src/options/simulateComment";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import type { Optimizer } from "../../../src/optimizers/optimizer";
import { declaredOptimizer } from "../../../src/optimizers/userOptimizer";
import { readCommentOptions } from "../../../src/options/commentOptions";
import { parseOptimizer } from "../../../src/options/parseOptimizer";
import type { RunOptions } from "../../../src/options/runOptions";
import { loadOptimizers } from "../../../src/runner/worker/sessionOptimizers";
import { UserRealm } from "../../../src/runner/node/userRealm";
import type { Objective } from "../../../src/objective/objective";
import type { RunSetting } from "../../../src/simulation/run/runPlan";
import { bundleText, objectiveOf } from "../../unit/languages/javascript/support";

/** A function of the shipped examples, opened as the product opens it, with the runs that its comment asks for. */
export interface OpenExample {
  /** "rosenbrock.ts: rosenbrock" */
  readonly name: string;
  readonly objective: Objective;
  readonly setting: RunSetting;
  readonly runs: readonly RunOptions[];
  readonly findOptimizer: (id: string) => Optimizer | undefined;
}

const folder = resolve("media/examples");

const evaluator = createEvaluator({
  createRealm: (file) => new UserRealm(file),
  beat: () => undefined,
  calling: (call) => call(),
  loading: (load) => load(),
  deriving: (work) => work(),
});

/** Every loss function of every shipped example, those of the lessons left out. */
export async function openExamples(): Promise<OpenExample[]> {
  const opened: OpenExample[] = [];
  for (const file of readdirSync(folder).filter((name) => /\.[cm]?[jt]s$/.test(name))) {
    const text = readFileSync(resolve(folder, file), "utf8");
    const language = extname(file);
    const { functions } = findLossFunctions(text, { language });
    const optimizers = functions.filter(({ role }) => role === "optimizer");
    for (const loss of functions.filter(({ role }) => role === "loss")) {
      opened.push(await open(file, text, loss, optimizers));
    }
  }
  return opened;
}

async function open(
  file: string,
  text: string,
  loss: LossFunction,
  own: readonly LossFunction[],
): Promise<OpenExample> {
  const path = resolve(folder, file);
  const declared = own.map((found) => ({
    found,
    declaration: parseOptimizer(readTagObject(found)?.value, found.name).declaration!,
  }));
  const catalogue = createCatalogue(
    declared.map(({ declaration }) => declaredOptimizer(declaration)),
  );
  const { options } = readCommentOptions(loss, catalogue);
  const { samples, seed = 0, noise = 0, batchSize } = options;
  const takesSample = samples !== undefined;
  const parameters = readParameters(text, loss, {
    ...{ language: extname(file), takesSample },
    ...(options.start === undefined ? {} : { start: options.start }),
  });
  const wanted = { ...loss.reference!, ...(takesSample && { samples }) };
  const start = unflatten(parameters.arguments, parameters.start);
  const objective = await objectiveOf(text, start, { path, wanted });
  const prepared = await Promise.all(
    declared.map(async ({ found, declaration }) => {
      const { code, sourceMap } = await bundleText(text, { path, wanted: found.reference! });
      const bundle = { code: code!, sourceMap: sourceMap! };
      const value = { language: "javascript", code: bundle, inputs: [], warnings: [] };
      const place = { file: path, line: 1, column: 1 };
      return { declaration, file: path, code: { ok: true, value }, place } as const;
    }),
  );
  return {
    name: `${file}: ${loss.name}`,
    objective,
    setting: {
      objective,
      shapes: parameterShapes(parameters.arguments),
      start: Float64Array.from(parameters.start),
      steps: options.steps!,
      sampling: { seed, noise, ...(batchSize === undefined ? {} : { batchSize }) },
    },
    runs: options.runs!,
    findOptimizer: loadOptimizers(prepared, evaluator.openUpdate!),
  };
}
