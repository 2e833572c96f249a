import type { Evaluator, OpenCodeRequest, OpenedCode, OpenedUpdate } from "../language";
import { unflatten } from "../parameters/flatten";
import { chooseOpenLength } from "../parameters/openLength";
import type { FunctionParameters } from "../lossFunction";
import type { EvaluatorPlatform, Realm } from "../platform";
import { loadLifted, loadPlain } from "./evaluate/load";
import type { BundledCode } from "./evaluate/locate";
import { openCode } from "./evaluate/openCode";
import { createPlainFunction, refuseImpurity } from "./evaluate/plainFunction";
import { locatedError } from "./evaluate/thrown";
import { readParameters, type ParameterOptions } from "./parameters/parameters";
import { readIntrinsics } from "./realm/realm";

/** Evaluates bundles, each in a realm of its own. */
export function createEvaluator(platform: EvaluatorPlatform): Evaluator {
  return {
    open: (request) => open(request, platform),
    openUpdate: ({ code }, file) => openUpdate(code as BundledCode, platform.createRealm(file)),
  };
}

function open(request: OpenCodeRequest, platform: EvaluatorPlatform): OpenedCode {
  const parameters = fittingParameters(request, platform);
  const realm = platform.createRealm(request.file);
  const { printed } = realm;
  if (parameters.unsupported !== undefined) return { parameters, printed };
  const objective = openCode({
    bundle: request.prepared.code as BundledCode,
    realm,
    start: unflatten(parameters.arguments, parameters.start),
    sampled: request.samples !== undefined,
    onCall: () => platform.beat(),
  });
  return { parameters, objective, printed };
}

/** Numbers that are tried at once: open lists of open lists of open lists soon hold more than any code takes. */
const mostTried = 64 ** 2;

/**
 * The parameters of a function. Where neither the text nor the start says how long a list is, the function itself is
 * tried with lists of different lengths, in a realm that is then thrown away.
 */
function fittingParameters(
  { prepared, text, function: fn, file, start, samples }: OpenCodeRequest,
  platform: EvaluatorPlatform,
): FunctionParameters {
  const options: ParameterOptions = {
    language: file.slice(file.lastIndexOf(".")),
    ...(start === undefined ? {} : { start }),
    takesSample: samples !== undefined,
  };
  const parameters = readParameters(text, fn, options);
  if (parameters.openLists === 0 || parameters.unsupported !== undefined) return parameters;
  const realm = platform.createRealm(file);
  const intrinsics = readIntrinsics(realm);
  const loaded = loadPlain(realm, intrinsics, prepared.code as BundledCode);
  const openLength = chooseOpenLength((length) => {
    const tried = readParameters(text, fn, { ...options, openLength: length });
    if (tried.start.length > mostTried) return undefined;
    const structure = unflatten(tried.arguments, tried.start);
    const plain = createPlainFunction(loaded, structure, intrinsics, samples !== undefined);
    try {
      return Number.isFinite(plain.value(Float64Array.from(tried.start)));
    } catch {
      return false;
    }
  });
  return readParameters(text, fn, { ...options, openLength });
}

function openUpdate(bundle: BundledCode, realm: Realm): OpenedUpdate {
  const intrinsics = readIntrinsics(realm);
  const module = loadPlain(realm, intrinsics, bundle);
  const plain = (...values: unknown[]): unknown => {
    const answer = module.target(...values);
    refuseImpurity(module);
    return answer;
  };
  const located = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw locatedError(thrown, [module.script]);
    }
  };
  try {
    return { plain, located, lifted: loadLifted(realm, intrinsics, bundle).target };
  } catch {
    // It still runs, in the loop that is not compiled.
    return { plain, located };
  }
}
