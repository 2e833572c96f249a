import { createObjective, type CodeObjective } from "../../objective/createObjective";
import type {
  PlainFunction,
  TracedFunction,
  TracedGraph,
  TraceResult,
} from "../../objective/tracedFunction";
import { LocatedError } from "../../text/place";
import type { Evaluator, OpenCodeRequest, OpenedCode } from "../language";
import { givenOrThrown, startedElsewhere, toldOfStart } from "../assumedStart";
import { fittingParameters, usualOpenLength } from "../parameters/openLength";
import type { EvaluatorPlatform, Interpreter } from "../platform";
import { callArguments } from "./callArguments";
import { LoadedFunction } from "./loadedFunction";
import type { ModuleSource } from "./moduleSource";
import { readPythonParameters, type PythonParameters } from "./parameters/parameters";
import { SampleTraces, traceMean } from "./sampleTraces";
import { traceProgram } from "./traceProgram";
import { openUpdate } from "./update/openUpdate";

/** Evaluates Python by the person's interpreter: loads the function there, traces it, compiles the trace here. */
export function createEvaluator(platform: EvaluatorPlatform): Evaluator {
  return {
    open: (request) => open(request, platform),
    openUpdate: ({ code }) =>
      openUpdate(interpreterOf(platform), code as ModuleSource, () => platform.beat()),
  };
}

function open(request: OpenCodeRequest, platform: EvaluatorPlatform): OpenedCode {
  const source = request.prepared.code as ModuleSource;
  const interpreter = interpreterOf(platform);
  const { text, function: fn, start, samples } = request;
  const options = { ...(start !== undefined && { start }), takesSample: samples !== undefined };
  const read = (openLength: number): PythonParameters =>
    readPythonParameters(text, fn, { ...options, openLength });
  const values = Object.values(read(usualOpenLength).data);
  const loaded = new LoadedFunction(interpreter, source, values, () => platform.beat());
  const { printed } = loaded;
  const parameters = parametersOf(read, loaded);
  if (parameters.unsupported !== undefined) return { parameters, printed };
  const started = startAt(parameters, loaded);
  return {
    parameters: withNotes(started.parameters, loaded),
    objective: objectiveOf(started, loaded, platform, request.untraced),
    printed,
  };
}

function interpreterOf({ python }: EvaluatorPlatform): Interpreter {
  if (python) return python;
  throw new LocatedError("Python needs a desktop or a remote to run on", "unsupported");
}

/** The parameters of a function that is loaded, which is tried where its lists are open, and is then ready to be called. */
function parametersOf(
  read: (openLength: number) => PythonParameters,
  loaded: LoadedFunction,
): PythonParameters {
  const parameters = fittingParameters(read, (tried) => {
    loaded.prepare(callArguments(tried));
    return lossOrNone(loaded, tried.start);
  });
  loaded.prepare(callArguments(parameters));
  return parameters;
}

/** The loss at a start; undefined where the function throws. */
function lossOrNone(loaded: LoadedFunction, start: readonly number[]): number | undefined {
  const loss = givenOrThrown(() => loaded.value(Float64Array.from(start)));
  return loss instanceof LocatedError ? undefined : loss;
}

/** The parameters of a run, and the loss where it starts. */
interface Started {
  readonly parameters: PythonParameters;
  readonly startLoss: number;
}

/** Starts where the code or the person says; where neither does, where the loss is finite. Throws a `LocatedError`. */
function startAt(parameters: PythonParameters, loaded: LoadedFunction): Started {
  const startLoss = givenOrThrown(() => checkFirstCalls(loaded, parameters.start));
  if (Number.isFinite(startLoss)) return { parameters, startLoss: startLoss as number };
  const elsewhere = startedElsewhere(parameters, (start) => lossOrNone(loaded, start));
  if (elsewhere) {
    return { parameters: elsewhere, startLoss: checkFirstCalls(loaded, elsewhere.start) };
  }
  if (startLoss instanceof LocatedError) throw toldOfStart(startLoss, parameters);
  return { parameters, startLoss };
}

function objectiveOf(
  { parameters, startLoss }: Started,
  loaded: LoadedFunction,
  { deriving }: EvaluatorPlatform,
  untraced: string | undefined,
): CodeObjective {
  const { sampleCount } = loaded;
  const plain: PlainFunction = {
    sampleCount,
    value: (theta) => loaded.value(theta),
    meanOver: (theta, indices) => loaded.value(theta, indices),
    foresee: (points) => foresee(loaded, points),
  };
  const samples = new SampleTraces(loaded);
  const warnings: string[] = [];
  const noted = (traced: TraceResult<TracedGraph>): TraceResult<TracedGraph> => {
    const isInPython = !traced.ok && traced.failure.isTooLong === true;
    if (isInPython && warnings.length === 0) warnings.push(notCompiled(traced.failure.reason));
    return traced;
  };
  const traced: TracedFunction = {
    plain,
    keepsRecordings: true,
    trace: (theta, { sample } = {}) =>
      noted(
        sampleCount === undefined
          ? traceProgram(loaded, theta)
          : traceMean(loaded, theta, sample === undefined ? undefined : [sample]),
      ),
    traceSample: (theta, index, wanted) => samples.trace(theta, index, wanted),
    record: (theta, gradient, sample) => loaded.gradient(theta, gradient, sample),
    firstDifference: () => undefined,
  };
  return createObjective({
    start: Float64Array.from(parameters.start),
    startLoss,
    plain,
    untraced,
    deriving,
    prepareTrace: () => traced,
    nonFiniteCause: () => undefined,
    warnings,
  });
}

/** A point at which Python ends tells so when it is asked for by itself. */
function foresee(loaded: LoadedFunction, points: readonly Float64Array[]): void {
  try {
    loaded.foresee(points);
  } catch (thrown) {
    if (!(thrown instanceof LocatedError)) throw thrown;
  }
}

/** Why the interpreter computes value and gradient, and not compiled code. */
function notCompiled(reason: string): string {
  return `value and gradient are computed in the interpreter, not by compiled code: ${reason}`;
}

/** What the function gives at a point, of which two calls must give the same. */
function checkFirstCalls(loaded: LoadedFunction, point: readonly number[]): number {
  const theta = Float64Array.from(point);
  loaded.foresee([theta, theta]);
  const first = loaded.value(theta);
  const second = loaded.value(theta);
  if (Object.is(first, second)) return first;
  const message = `not deterministic: two calls with the same arguments gave ${first} and ${second}`;
  throw new LocatedError(message, "notDeterministic");
}

/** What was assumed about arguments and what of the file was not run, beside what the text left open. */
function withNotes(
  parameters: PythonParameters,
  { omitted, by }: LoadedFunction,
): PythonParameters {
  const { notes } = parameters;
  const reached = by === undefined ? [] : [`reached by ${by}`];
  const data = Object.entries(parameters.data);
  const given = data.map(([name, value]) => `${name} is data: ${value} of the file`);
  return { ...parameters, notes: [...notes, ...reached, ...given, ...leftOut(omitted)] };
}

function leftOut(omitted: LoadedFunction["omitted"]): string[] {
  if (omitted.length === 0) return [];
  const lines = omitted.map(({ line, endLine }) =>
    line === endLine ? `${line}` : `${line}–${endLine}`,
  );
  const shown = lines.length > 4 ? [...lines.slice(0, 4), "…"] : lines;
  return [`not run, for the function does not need it: line ${shown.join(", ")}`];
}
