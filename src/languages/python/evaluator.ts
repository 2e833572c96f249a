import { createObjective, type CodeObjective } from "../../objective/createObjective";
import type { TracedFunction } from "../../objective/tracedFunction";
import { LocatedError } from "../../text/place";
import type { Evaluator, OpenCodeRequest, OpenedCode } from "../language";
import { chooseOpenLength } from "../parameters/openLength";
import type { EvaluatorPlatform } from "../platform";
import { callArguments } from "./callArguments";
import { LoadedFunction } from "./loadedFunction";
import type { ModuleSource } from "./moduleSource";
import {
  readPythonParameters,
  type PythonParameterOptions,
  type PythonParameters,
} from "./parameters/parameters";
import { traceProgram } from "./traceProgram";

/** Evaluates Python by the person's interpreter: loads the function there, traces it, compiles the trace here. */
export function createEvaluator(platform: EvaluatorPlatform): Evaluator {
  return { open: (request) => open(request, platform) };
}

function open(request: OpenCodeRequest, platform: EvaluatorPlatform): OpenedCode {
  const source = request.prepared.code as ModuleSource;
  if (!platform.python) {
    throw new LocatedError("Python needs a desktop or a remote to run on", "unsupported");
  }
  const { data } = readPythonParameters(request.text, request.function, optionsOf(request));
  const values = Object.values(data);
  const loaded = new LoadedFunction(platform.python, source, values, () => platform.beat());
  const { printed } = loaded;
  const parameters = fittingParameters(request, loaded);
  if (parameters.unsupported !== undefined) return { parameters, printed };
  return {
    parameters: withNotes(parameters, loaded),
    objective: objectiveOf(parameters, loaded),
    printed,
  };
}

function optionsOf({ start }: OpenCodeRequest): PythonParameterOptions {
  return start === undefined ? {} : { start };
}

/**
 * The parameters of a function. Where neither the text nor the start says how long a list is, the function itself is
 * tried with lists of different lengths.
 */
function fittingParameters(request: OpenCodeRequest, loaded: LoadedFunction): PythonParameters {
  const { text, function: fn } = request;
  const options = optionsOf(request);
  const parameters = readPythonParameters(text, fn, options);
  loaded.prepare(callArguments(parameters));
  if (parameters.openLists === 0 || parameters.unsupported !== undefined) return parameters;
  const openLength = chooseOpenLength((length) => {
    const tried = readPythonParameters(text, fn, { ...options, openLength: length });
    if (tried.start.length > mostTried) return undefined;
    try {
      loaded.prepare(callArguments(tried));
      return Number.isFinite(loaded.value(Float64Array.from(tried.start)));
    } catch (thrown) {
      if (thrown instanceof LocatedError && thrown.kind === "threw") return false;
      throw thrown;
    }
  });
  const chosen = readPythonParameters(text, fn, { ...options, openLength });
  loaded.prepare(callArguments(chosen));
  return chosen;
}

/** Numbers that are tried at once: open lists of open lists of open lists soon hold more than any code takes. */
const mostTried = 64 ** 2;

function objectiveOf(parameters: PythonParameters, loaded: LoadedFunction): CodeObjective {
  const start = Float64Array.from(parameters.start);
  checkFirstCalls(loaded, start);
  const plain = {
    sampleCount: undefined,
    value: (theta: Float64Array) => loaded.value(theta),
    meanOver: (theta: Float64Array) => loaded.value(theta),
  };
  const traced: TracedFunction = {
    plain,
    trace: (theta) => traceProgram(loaded, theta),
    record: (theta, gradient) => loaded.gradient(theta, gradient),
    firstDifference: () => undefined,
  };
  return createObjective({
    start,
    plain,
    prepareTrace: () => traced,
    nonFiniteCause: () => undefined,
    warnings: [],
  });
}

/** Two calls at the same point must give the same. */
function checkFirstCalls(loaded: LoadedFunction, theta: Float64Array): void {
  const first = loaded.value(theta);
  const second = loaded.value(theta);
  if (Object.is(first, second)) return;
  const message = `not deterministic: two calls with the same arguments gave ${first} and ${second}`;
  throw new LocatedError(message, "notDeterministic");
}

/** What was assumed about arguments and what of the file was not run, beside what the text left open. */
function withNotes(parameters: PythonParameters, { omitted }: LoadedFunction): PythonParameters {
  const { notes } = parameters;
  const data = Object.entries(parameters.data);
  const given = data.map(([name, value]) => `${name} is data: ${value} of the file`);
  return { ...parameters, notes: [...notes, ...given, ...leftOut(omitted)] };
}

function leftOut(omitted: LoadedFunction["omitted"]): string[] {
  if (omitted.length === 0) return [];
  const lines = omitted.map(({ line, endLine }) =>
    line === endLine ? `${line}` : `${line}–${endLine}`,
  );
  const shown = lines.length > 4 ? [...lines.slice(0, 4), "…"] : lines;
  return [`not run, for the function does not need it: line ${shown.join(", ")}`];
}
