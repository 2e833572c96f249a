import type { Evaluator, OpenCodeRequest, OpenedCode, OpenedUpdate } from "../language";
import { unflatten } from "../parameters/flatten";
import { fittingParameters } from "../parameters/openLength";
import type { FunctionParameters } from "../lossFunction";
import type { EvaluatorPlatform, Realm } from "../platform";
import { loadLifted, loadPlain, type LoadedModule } from "./evaluate/load";
import type { BundledCode } from "./evaluate/locate";
import { openCode } from "./evaluate/openCode";
import { createPlainFunction, refuseImpurity } from "./evaluate/plainFunction";
import { locatedError } from "./evaluate/thrown";
import { readParameters, type JavaScriptParameterOptions } from "./parameters/parameters";
import { readIntrinsics, type Intrinsics } from "./realm/realm";

/** Evaluates bundles, each in a realm of its own. */
export function createEvaluator(platform: EvaluatorPlatform): Evaluator {
  return {
    open: (request) => open(request, platform),
    openUpdate: ({ code }, file) => openUpdate(code as BundledCode, platform.createRealm(file)),
  };
}

function open(request: OpenCodeRequest, platform: EvaluatorPlatform): OpenedCode {
  const parameters = parametersOf(request, platform);
  const realm = platform.createRealm(request.file);
  const { printed } = realm;
  if (parameters.unsupported !== undefined) return { parameters, printed };
  const objective = openCode({
    bundle: request.prepared.code as BundledCode,
    realm,
    start: unflatten(parameters.arguments, parameters.start),
    sampled: request.samples !== undefined,
    platform,
    untraced: request.untraced,
  });
  return { parameters, objective, printed };
}

/** The parameters of a function, which is tried where its lists are open, in a realm that is then thrown away. */
function parametersOf(
  { prepared, text, function: fn, file, start, samples }: OpenCodeRequest,
  platform: EvaluatorPlatform,
): FunctionParameters {
  const takesSample = samples !== undefined;
  const options: JavaScriptParameterOptions = {
    language: file.slice(file.lastIndexOf(".")),
    ...(start === undefined ? {} : { start }),
    takesSample,
  };
  const load = (): { module: LoadedModule; intrinsics: Intrinsics } => {
    const realm = platform.createRealm(file);
    const intrinsics = readIntrinsics(realm);
    const code = prepared.code as BundledCode;
    return { intrinsics, module: loadPlain(realm, intrinsics, code) };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return fittingParameters(
    (openLength) => readParameters(text, fn, { ...options, openLength }),
    (tried) => {
      const { module, intrinsics } = (loaded ??= load());
      const structure = unflatten(tried.arguments, tried.start);
      const plain = createPlainFunction(module, structure, intrinsics, takesSample);
      try {
        return Number.isFinite(plain.value(Float64Array.from(tried.start)));
      } catch {
        return false;
      }
    },
  );
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
