import { unsupportedMessage } from "../lossFunction";
import type { Fault } from "../../text/place";
import type { Preparation, PreparedCode, Preparer, PrepareRequest } from "../language";
import type { PreparerPlatform } from "../platform";
import { bundleModule, type BundleProblem } from "./bundle/bundle";
import { Bundler } from "./bundle/bundler";
import { liftedEnding } from "./evaluate/load";
import { locate, type BundledCode } from "./evaluate/locate";
import { lift } from "./lift/lift";
import { defaultTexts } from "./parameters/defaultTexts";

/** Bundles a function's module into one script, through a bundler that is started once. */
export function createPreparer(platform: PreparerPlatform): Preparer {
  let started: Promise<Bundler> | undefined;
  const bundler = (): Promise<Bundler> => (started ??= startBundler(platform));
  return {
    warmUp: bundler,
    prepare: async (request) => prepare(request, await bundler(), platform),
    locate: ({ code }, { url, line, column }) => {
      if (!url.startsWith("optimizer-lens-")) return undefined;
      const bundle = code as BundledCode;
      const lifted = url.endsWith(liftedEnding) && { lifted: lift(bundle.code) };
      return locate({ fileName: url, leadingLines: 1, bundle, ...lifted }, line, column);
    },
  };
}

async function startBundler(platform: PreparerPlatform): Promise<Bundler> {
  const bundler = new Bundler(await platform.startEsbuild());
  // The first build compiles the bundler itself; better now than when someone waits for it.
  const nothing = { entry: "nothing", resolve: () => Promise.resolve({}) };
  const empty = Promise.resolve({ contents: "", loader: "ts" } as const);
  await bundler.build({ ...nothing, load: () => empty }, {});
  return bundler;
}

async function prepare(
  { function: fn, file, text, overlays, samples }: PrepareRequest,
  bundler: Bundler,
  platform: PreparerPlatform,
): Promise<Preparation> {
  if (fn.unsupported !== undefined || fn.reference === undefined) {
    const message = unsupportedMessage(fn.name, fn.unsupported ?? "nested", fn.role);
    return { ok: false, fault: { kind: "unsupported", message } };
  }
  const { code, sourceMap, inputs, problems } = await bundleModule({
    bundler,
    path: file,
    text,
    access: platform,
    overlays,
    wanted: {
      ...fn.reference,
      ...(samples !== undefined && { samples }),
      ...(fn.parameters.some(({ hasDefault }) => hasDefault) && {
        defaults: defaultTexts(text, fn, file.slice(file.lastIndexOf("."))),
      }),
    },
  });
  if (code === undefined || sourceMap === undefined) {
    const fault = problems.find(({ severity }) => severity === "error");
    if (!fault) throw new Error(`${file} could not be bundled, without a reason`);
    return { ok: false, fault: faultOf(fault) };
  }
  const warnings = problems
    .filter(({ severity, file: where }) => severity === "warning" && !isOfPackage(where))
    .map(faultOf);
  const bundle: BundledCode = { code, sourceMap };
  const value: PreparedCode = { language: "javascript", code: bundle, inputs, warnings };
  return { ok: true, value };
}

/** What packages are made of is not the person's to mend. */
function isOfPackage(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}

function faultOf({ kind, message, file, line, column, endColumn }: BundleProblem): Fault {
  const end = endColumn > column ? { endLine: line, endColumn } : {};
  return { kind, message, place: { file, line, column, ...end } };
}
