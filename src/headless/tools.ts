import * as v from "valibot";
import { optimizers, familyLabels } from "../optimizers/catalogue";
import { rangeInWords } from "../options/readValue";
import { simulateNumbers } from "../options/simulateKeys";
import { schedules } from "../schedules/catalogue";
import { jsonChunks } from "../rows/exportRuns";
import type { Picture } from "./picture/surface";
import { type Request, settingsOf } from "./settings";
import { simulateOnce, type Connection, type OnceRequest, type Simulated } from "./simulateOnce";
import { chooseFunction, ownOptimizers, type Texts } from "./source";
import { UsageError } from "./usageError";

/** Rows of a run that an agent is told, unless it asks for another number. */
const usualRows = 50;
const mostRows = 1000;

/** What tools work with: where texts come from and how code is run. */
export interface ToolPlatform {
  readonly texts: Texts;
  /** The path that a file is meant by. Throws a UsageError for one that is not to be run. */
  resolve(file: string): string;
  /** Unsaved texts of other documents. */
  overlays(): Readonly<Record<string, string>>;
  readonly connection: Connection;
  /** Can pictures be told? */
  readonly pictures: boolean;
}

/** What a tool found, as data that JSON can hold, and a picture of it where there is one. */
export interface Answer {
  readonly found: unknown;
  readonly picture?: Picture | undefined;
}

/** Something that an agent may ask for. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** For the agent: what it does, what it takes, what it answers. */
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Does it run the user's code? */
  readonly runsCode: boolean;
  /** Throws a UsageError or a PlacedError in words for who asked. */
  run(input: unknown, platform: ToolPlatform): Promise<Answer>;
}

const nested: v.GenericSchema = v.union([
  v.string(),
  v.number(),
  v.array(v.unknown()),
  v.record(v.string(), v.unknown()),
]);

const input = v.strictObject({
  file: v.string(),
  function: v.optional(v.string()),
  start: v.optional(nested),
  steps: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(simulateNumbers.steps.max)),
  ),
  runs: v.optional(v.array(v.union([v.string(), v.record(v.string(), v.unknown())]))),
  rows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(mostRows))),
});

type Input = v.InferOutput<typeof input>;

const sourceProperties = {
  file: { type: "string", description: "Path of a TypeScript, JavaScript or Python file." },
  function: {
    type: "string",
    description: "Name of the loss function; may be left out where the file has only one.",
  },
  start: {
    description:
      "Where to start instead of where the function's @simulate comment says: a list of numbers, or shaped like the arguments.",
    type: ["number", "array", "object", "string"],
  },
  steps: {
    type: "integer",
    description: `How many steps each run takes, ${rangeInWords(simulateNumbers.steps)}.`,
    ...{ minimum: 1, maximum: simulateNumbers.steps.max },
  },
  runs: {
    type: "array",
    description:
      'The runs instead of those of the comment: each the name of an optimizer such as "adam", or { optimizer: "adam", lr: 0.1, …options, schedule: "cosine" }. The tool that lists optimizers says what there is.',
    items: { type: ["string", "object"] },
  },
} as const;

function readInput(given: unknown): Input {
  const read = v.safeParse(input, given);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = v.getDotPath(issue);
  throw new UsageError(path === null ? issue.message : `${path}: ${issue.message}`);
}

/** Runs what an input asks for, and what else is to be known of it. */
async function simulate(
  given: Input,
  platform: ToolPlatform,
  also: Pick<OnceRequest, "findings" | "findRate" | "picture">,
): Promise<Simulated> {
  const file = platform.resolve(given.file);
  const source = chooseFunction(file, platform.texts.read(file), given.function);
  const optimizersOfUser = ownOptimizers(source, platform.texts);
  const asked: Request = {
    runs: (given.runs ?? []).map((run) => (typeof run === "string" ? run : JSON.stringify(run))),
    ...(given.start === undefined ? {} : { start: textOf(given.start) }),
    ...(given.steps === undefined ? {} : { steps: given.steps }),
  };
  const settings = settingsOf(source, asked, optimizersOfUser, platform.connection.log);
  return simulateOnce(
    {
      ...{ source, settings, optimizers: optimizersOfUser, overlays: platform.overlays() },
      ...{ startText: asked.start, runTexts: asked.runs, ...also },
    },
    platform.connection,
  );
}

function textOf(start: unknown): string {
  return typeof start === "string" ? start : JSON.stringify(start);
}

/** Runs as the command line prints them with `--format json --every K`, K such that no run has more rows than asked. */
function inJson({ runs, head }: Simulated, rows: number): unknown {
  const longest = Math.max(...runs.map(({ record }) => record.rows));
  const every = Math.max(1, Math.ceil((longest - 1) / (rows - 1)));
  return JSON.parse([...jsonChunks(runs, head, every)].join(""));
}

const simulateTool: Tool = {
  name: "simulate_optimizers",
  title: "Simulate optimizers",
  description:
    "Runs optimizers (gradient descent, Adam, and every other of a large catalogue) on a loss function of a file, with exact gradients, and answers how each run went: why and where it stopped, rows of parameters, loss, gradient norm, learning rate, σ and m, and findings that say why it crawls, bounces, bursts or diverges, at which steps, by which numbers, with remedies that have been run and the loss they reach. The code of the file is executed.",
  inputSchema: {
    type: "object",
    properties: {
      ...sourceProperties,
      rows: {
        type: "integer",
        description: `Rows of each run to tell, spread evenly, the first and the last among them; ${usualRows} unless told.`,
        ...{ minimum: 2, maximum: mostRows },
      },
    },
    required: ["file"],
    additionalProperties: false,
  },
  runsCode: true,
  run: async (given, platform) => {
    const asked = readInput(given);
    const also = { findings: "en", picture: platform.pictures };
    const simulated = await simulate(asked, platform, also);
    return { found: inJson(simulated, asked.rows ?? usualRows), picture: simulated.picture };
  },
};

const findRateTool: Tool = {
  name: "find_learning_rate",
  title: "Find a learning rate",
  description:
    "Tries up to some 200 learning rates for each run of a loss function of a file, each for as many steps as the run has and with its schedule, and answers for each run the rate to take with the loss it ends at, from which rate on it blows up, up to which it is stable by the curvature, and the loss at every rate that was tried. The code of the file is executed.",
  inputSchema: {
    type: "object",
    properties: sourceProperties,
    required: ["file"],
    additionalProperties: false,
  },
  runsCode: true,
  run: async (given, platform) => {
    const { rows, ...asked } = readInput(given);
    if (rows !== undefined) throw new UsageError("rows: this tool tells none");
    return { found: inJson(await simulate(asked, platform, { findRate: true }), 2) };
  },
};

const catalogueTool: Tool = {
  name: "list_optimizers",
  title: "List optimizers and schedules",
  description:
    "Lists every optimizer and every learning-rate schedule that runs may name, with their options, defaults, ranges and sources. Runs nothing.",
  inputSchema: { type: "object", properties: {}, additionalProperties: false },
  runsCode: false,
  run: () => Promise.resolve({ found: catalogue() }),
};

/** The catalogue as data. */
function catalogue() {
  return {
    optimizers: optimizers.map((one) => ({
      ...{ id: one.id, label: one.label, description: one.description, source: one.source },
      family: familyLabels[one.family],
      options: { lr: one.learningRate, ...one.hyperparameters },
    })),
    schedules: schedules.map(({ id, label, description, source, options }) => {
      return { id, label, description, source, options };
    }),
  };
}

/** What agents may ask for, wherever they are. */
export const tools: readonly Tool[] = [simulateTool, findRateTool, catalogueTool];
