import type { Evaluator, OpenCodeRequest, OpenedCode, OpenedUpdate } from "../language";
import { unflatten } from "../parameters/flatten";
import { fittingParameters } from "../parameters/openLength";
import type { FunctionParameters } from "../lossFunction";
import type { EvaluatorPlatform, Realm } from "../platform";
import { loadLifted, loadPlain, type LoadedModule } from "./evaluate/load";
import type { BundledCode } from "./evaluate/locate";
import { openCode } from "./evaluate/openCode";
import { readLists, type ListReadings } from "./evaluate/listProbe";
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
  const reader = new ParameterReader(request, platform);
  const opened = openWith(reader.parameters, request, platform);
  const { parameters, objective } = opened;
  const theta = Float64Array.from(parameters.start);
  if (!objective || request.start !== undefined || !Number.isNaN(objective.value(theta)))
    return opened;
  const asRead = reader.asRead(parameters);
  return asRead ? openWith(asRead, request, platform) : opened;
}

function openWith(
  parameters: FunctionParameters,
  request: OpenCodeRequest,
  platform: EvaluatorPlatform,
): OpenedCode {
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

/** Finds the parameters of a function by its text and, where that leaves something open, by calls in a realm of their own. */
class ParameterReader {
  private readonly options: JavaScriptParameterOptions;
  private loaded: { readonly module: LoadedModule; readonly intrinsics: Intrinsics } | undefined;

  constructor(
    private readonly request: OpenCodeRequest,
    private readonly platform: EvaluatorPlatform,
  ) {
    const { file, start, samples } = request;
    this.options = {
      language: file.slice(file.lastIndexOf(".")),
      ...(start === undefined ? {} : { start }),
      takesSample: samples !== undefined,
    };
  }

  /** The parameters, for whose open lists the function is tried. */
  get parameters(): FunctionParameters {
    const told = this.read({});
    if (told.openLists.length === 0 || told.unsupported !== undefined) return told;
    const { lengths: openLengths } = this.readings(told);
    return fittingParameters(
      (openLength) => this.read({ openLength, openLengths }),
      (tried) => this.lossOf(tried),
    );
  }

  /**
   * Other parameters for a function whose loss is NaN, by what it was seen to read: longer lists, or lists in the place of
   * numbers. Where it only asks how long such a list is, the person is asked. Undefined where nothing speaks for others.
   */
  asRead(guess: FunctionParameters): FunctionParameters | undefined {
    const { lengths: openLengths, lists } = this.readings(guess);
    const read = this.read({ openLengths });
    if (read.names.join() !== guess.names.join()) return read;
    const [list] = lists;
    if (list === undefined) return undefined;
    const unsupported =
      `${list} is used as a list, and how many numbers it holds is not known: ` +
      "say where to start, such as @simulate { start: [0, 0, 0] }";
    return { ...guess, unsupported };
  }

  private read(more: Partial<JavaScriptParameterOptions>): FunctionParameters {
    const { text, function: fn } = this.request;
    return readParameters(text, fn, { ...this.options, ...more });
  }

  private readings(parameters: FunctionParameters): ListReadings {
    const { module, intrinsics } = this.load();
    return readLists(module, parameters, intrinsics, this.options.takesSample === true);
  }

  /** The loss at the start of some parameters; undefined where it throws. */
  private lossOf(tried: FunctionParameters): number | undefined {
    const { module, intrinsics } = this.load();
    const structure = unflatten(tried.arguments, tried.start);
    const sampled = this.options.takesSample === true;
    try {
      const plain = createPlainFunction(module, structure, intrinsics, sampled);
      return plain.value(Float64Array.from(tried.start));
    } catch {
      return undefined;
    }
  }

  private load(): NonNullable<ParameterReader["loaded"]> {
    if (this.loaded) return this.loaded;
    const realm = this.platform.createRealm(this.request.file);
    const intrinsics = readIntrinsics(realm);
    const code = this.request.prepared.code as BundledCode;
    const module = this.platform.loading(() => loadPlain(realm, intrinsics, code));
    return (this.loaded = { module, intrinsics });
  }
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
