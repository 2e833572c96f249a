import { readFileSync, realpathSync, statSync } from "node:fs";
import { bundleModule, type BundleProblem } from "../../languages/javascript/bundle/bundle";
import type { Bundler } from "../../languages/javascript/bundle/bundler";
import { lift } from "../../languages/javascript/lift/lift";
import { liftedEnding } from "../../languages/javascript/evaluate/load";
import { locate, type BundledCode } from "../../languages/javascript/evaluate/locate";
import { unsupportedMessage } from "../../languages/lossFunction";
import type { OptimizerDeclaration } from "../../optimizers/userOptimizer";
import type { Place, Problem } from "../../protocol/problem";
import type { OpenRequest, Result } from "../../protocol/runner";
import { startBundler } from "../node/bundler";
import { placeOfName } from "./places";
import { samplesFault } from "./samplesFault";
import type { GeneratedPlace } from "../node/pausedPlace";
import { Tidy } from "../node/tidy";

/** A function's module as one script, ready to be evaluated. */
export interface PreparedModule {
  readonly bundle: BundledCode;
  /** The user's own optimizers, each bundled from its own file. */
  readonly optimizers: readonly PreparedOptimizer[];
  /** Every file it was made from. */
  readonly inputs: readonly string[];
  /** What is wrong with those files without keeping the code from running. */
  readonly warnings: readonly Problem[];
}

type BundledModule = Pick<PreparedModule, "bundle" | "inputs" | "warnings">;

export interface PreparedOptimizer {
  readonly declaration: OptimizerDeclaration;
  /** A fault counts when a run asks for the optimizer. */
  readonly bundle: Result<BundledCode>;
  /** The function's name, where a fault is shown whose own place is not known. */
  readonly place: Place;
}

/** Files larger than this are not source code. */
const largestFile = 64 * 2 ** 20;

/** Turns what is opened into scripts, and finds the way back from a place in one of them. */
export class Preparer {
  private bundler: Promise<Bundler> | undefined;
  private readonly tidy = new Tidy();

  /** Starts the bundler ahead of the first use. */
  warmUp(): Promise<Bundler> {
    this.bundler ??= startBundler();
    return this.bundler;
  }

  async prepare(request: OpenRequest): Promise<Result<PreparedModule>> {
    this.tidy.opened();
    const { overlays, samples } = request;
    const module = await this.bundle(request, overlays, samples);
    if (!module.ok) return module;
    const fault = samplesFault(request);
    if (fault !== undefined) return { ok: false, problem: fault };
    const optimizers: PreparedOptimizer[] = [];
    const inputs = new Set(module.value.inputs);
    const warnings = new Map<string, Problem>();
    const add = (more: readonly Problem[]): void => {
      for (const warning of more) warnings.set(JSON.stringify(warning), warning);
    };
    add(module.value.warnings);
    for (const own of request.optimizers) {
      const prepared = await this.bundle(own, overlays, undefined);
      const { declaration } = own;
      const place = placeOfName(own);
      if (!prepared.ok) {
        optimizers.push({ declaration, bundle: prepared, place });
        continue;
      }
      const { bundle } = prepared.value;
      optimizers.push({ declaration, bundle: { ok: true, value: bundle }, place });
      for (const input of prepared.value.inputs) inputs.add(input);
      add(prepared.value.warnings);
    }
    const { bundle } = module.value;
    const value = { bundle, optimizers, inputs: [...inputs], warnings: [...warnings.values()] };
    return { ok: true, value };
  }

  private async bundle(
    { function: fn, file, text }: Pick<OpenRequest, "function" | "file" | "text">,
    overlays: OpenRequest["overlays"],
    samples: string | undefined,
  ): Promise<Result<BundledModule>> {
    if (fn.unsupported !== undefined || fn.reference === undefined) {
      const message = unsupportedMessage(fn.name, fn.unsupported ?? "nested", fn.role);
      return { ok: false, problem: { kind: "unsupported", message } };
    }
    const bundler = await this.warmUp();
    const { code, sourceMap, inputs, problems } = await bundleModule({
      bundler,
      path: file,
      text,
      overlays,
      readFile: readSource,
      realPath,
      wanted: { ...fn.reference, ...(samples === undefined ? {} : { samples }) },
    });
    if (code === undefined || sourceMap === undefined) {
      const fault = problems.find(({ severity }) => severity === "error");
      return { ok: false, problem: problemOf(fault) };
    }
    const warnings = problems
      .filter(({ severity, file: where }) => severity === "warning" && !isOfPackage(where))
      .map(problemOf);
    return { ok: true, value: { bundle: { code, sourceMap }, inputs, warnings } };
  }

  /** The place in the user's files of a place in one of the module's scripts. */
  locate({ bundle }: PreparedModule, { url, line, column }: GeneratedPlace): Place | undefined {
    if (!url.startsWith("optimizer-lens-")) return undefined;
    const isLifted = url.endsWith(liftedEnding);
    return locate(
      { fileName: url, leadingLines: 1, bundle, ...(isLifted && { lifted: lift(bundle.code) }) },
      line,
      column,
    );
  }
}

/** What packages are made of is not the person's to mend. */
function isOfPackage(file: string): boolean {
  return file.includes("/node_modules/");
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readSource(path: string): string | undefined {
  try {
    const { size } = statSync(path);
    return size > largestFile ? undefined : decode(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** UTF-8, or UTF-16 where the file says so; without a byte order mark. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16 ? bytes.toString("utf16le") : bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function problemOf(fault: BundleProblem | undefined): Problem {
  if (!fault) return { kind: "internal", message: "The file could not be bundled." };
  const { kind, message, file, line, column, endColumn } = fault;
  const end = endColumn > column ? { endLine: line, endColumn } : {};
  return { kind, message, place: { file, line, column, ...end } };
}
