import type { Evaluator, OpenCodeRequest, OpenedCode, OpenedUpdate } from "../language";
import { LocatedError } from "../../text/place";
import { givenOrThrown, startedElsewhere, toldOfStart } from "../assumedStart";
import { fittingParameters } from "../parameters/openLength";
import type { FunctionParameters } from "../lossFunction";
import type { EvaluatorPlatform, Realm } from "../platform";
import { loadLifted, loadPlain, type LoadedModule } from "./evaluate/load";
import type { BundledCode } from "./evaluate/locate";
import { openCode } from "./evaluate/openCode";
import { readArguments, type ArgumentReadings } from "./evaluate/argumentProbe";
import { createPlainFunction, refuseImpurity } from "./evaluate/plainFunction";
import { locatedError } from "./evaluate/thrown";
import { shapeOfValue } from "./evaluate/valueShape";
import { writtenFunction, type WrittenFunction } from "./evaluate/writtenFunction";
import { unknownShape, type Shape } from "../parameters/shape";
import { readParameters, type JavaScriptParameterOptions } from "./parameters/parameters";
import { writtenArguments } from "./parameters/written";
import { readIntrinsics } from "./realm/realm";

/** Evaluates bundles, each in a realm of its own. */
export function createEvaluator(platform: EvaluatorPlatform): Evaluator {
  return {
    open: (request) => open(request, platform),
    openUpdate: ({ code }, file) => openUpdate(code as BundledCode, platform.createRealm(file)),
  };
}

function open(request: OpenCodeRequest, platform: EvaluatorPlatform): OpenedCode {
  const reader = new ParameterReader(request, platform);
  const { parameters } = reader;
  const opened = givenOrThrown(() => openWith(parameters, request, platform));
  if (opened instanceof LocatedError) {
    if (!reader.isLoaded) throw opened;
    const elsewhere = reader.startedElsewhere(parameters);
    if (!elsewhere) throw toldOfStart(opened, parameters);
    return openWith(elsewhere, request, platform);
  }
  const { objective } = opened;
  if (!objective || request.start !== undefined) return opened;
  const loss = objective.value(Float64Array.from(parameters.start));
  if (Number.isFinite(loss)) return opened;
  const asRead = Number.isNaN(loss) ? reader.asRead(parameters) : undefined;
  const other = asRead ?? reader.startedElsewhere(parameters);
  return other ? openWith(other, request, platform) : opened;
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
    arguments: parameters.arguments,
    start: parameters.start,
    sampled: request.samples !== undefined,
    platform,
    untraced: request.untraced,
  });
  return { parameters, objective, printed };
}

/** Finds the parameters of a function by its text and, where that leaves something open, by calls in a realm of their own. */
class ParameterReader {
  private readonly subject: WrittenFunction;
  private options: JavaScriptParameterOptions;
  private loaded: LoadedModule | undefined;

  constructor(
    private readonly request: OpenCodeRequest,
    private readonly platform: EvaluatorPlatform,
  ) {
    const { start, samples, file, text, function: fn } = request;
    const isMade = fn.kind === "value";
    this.subject = isMade
      ? writtenFunction(fn, this.load().target)
      : { text, found: fn, language: file.slice(file.lastIndexOf(".")) };
    this.options = {
      language: this.subject.language,
      ...(start === undefined ? {} : { start }),
      takesSample: samples !== undefined,
      defaultShape: (place) => this.defaultShape(place),
    };
  }

  /** The parameters, for whose open lists the function is tried. */
  get parameters(): FunctionParameters {
    const told = this.read({});
    const written = this.writtenPlaces();
    const isOpen = told.openLists.length > 0 || told.openObjects.length > 0;
    const isOther = told.unsupported !== undefined && told.openObjects.length === 0;
    if (isOther || (!isOpen && written.size === 0)) return told;
    const { lengths: openLengths, keys: openKeys, outputs } = this.readings(told, written);
    this.options = { ...this.options, outputs };
    return fittingParameters(
      (openLength) => this.read({ openLength, openLengths, openKeys }),
      (tried) => this.lossOf(tried),
    );
  }

  private defaultShape(place: number): Shape {
    try {
      return shapeOfValue(this.load().defaultOf(place));
    } catch {
      return unknownShape;
    }
  }

  /** Arguments that the text writes to, beside others that are parameters all the same. */
  private writtenPlaces(): ReadonlySet<number> {
    const { text, found } = this.subject;
    const count = found.parameters.length;
    const places = count < 2 ? [] : writtenArguments(text, found, this.options);
    return new Set(places.length < count ? places : []);
  }

  /**
   * Other parameters for a function whose loss is NaN, by what it was seen to read: longer lists, or lists in the place of
   * numbers. Where it only asks how long such a list is, the person is asked. Undefined where nothing speaks for others.
   */
  asRead(guess: FunctionParameters): FunctionParameters | undefined {
    const { lengths: openLengths, keys: openKeys, lists } = this.readings(guess);
    const read = this.read({ openLengths, openKeys });
    if (read.names.join() !== guess.names.join()) return read;
    const [list] = lists;
    if (list === undefined) return undefined;
    const unsupported =
      `${list} is used as a list, and how many numbers it holds is not known: ` +
      "say where to start, such as @simulate { start: [0, 0, 0] }";
    return { ...guess, unsupported };
  }

  /** Other parameters for a function that is not finite at a start that nothing tells. */
  startedElsewhere(parameters: FunctionParameters): FunctionParameters | undefined {
    return startedElsewhere(parameters, (start) => this.lossOf({ ...parameters, start }));
  }

  /** Whether the module can be loaded, so that what was thrown is the function's. */
  get isLoaded(): boolean {
    try {
      this.load();
      return true;
    } catch {
      return false;
    }
  }

  private read(more: Partial<JavaScriptParameterOptions>): FunctionParameters {
    const { text, found } = this.subject;
    return readParameters(text, found, { ...this.options, ...more });
  }

  private readings(
    parameters: FunctionParameters,
    written?: ReadonlySet<number>,
  ): ArgumentReadings {
    return readArguments(this.load(), parameters, this.options.takesSample === true, written);
  }

  /** The loss at the start of some parameters; undefined where it throws. */
  private lossOf(tried: FunctionParameters): number | undefined {
    const module = this.load();
    const sampled = this.options.takesSample === true;
    try {
      const plain = createPlainFunction(module, tried.arguments, sampled);
      return plain.value(Float64Array.from(tried.start));
    } catch {
      return undefined;
    }
  }

  private load(): LoadedModule {
    if (this.loaded) return this.loaded;
    const realm = this.platform.createRealm(this.request.file);
    const code = this.request.prepared.code as BundledCode;
    const load = (): LoadedModule => loadPlain(realm, readIntrinsics(realm), code);
    return (this.loaded = this.platform.loading(load));
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
