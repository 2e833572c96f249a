// runner/supervisor: what the runner's main thread does, wherever it runs.
// What enters: requests to open a function. What leaves: code that is ready for the worker, places in the person's files,
// verdicts on code that takes too long (`watchdog.ts`, by the time of `workClock.ts`), and rows that are held until they are
// asked for (`heldRows.ts`).
// Who may call: `runner/node`.

import type { GeneratedPlace, PreparedCode, Preparer } from "../../languages/language";
import type { PreparerPlatform } from "../../languages/platform";
import { onceALanguage } from "../../languages/registry";
import type { Problem } from "../../protocol/problem";
import type { OpenRequest } from "../../protocol/runner";
import type { Result } from "../../protocol/result";
import type { PreparedFunction, PreparedOptimizer } from "../../protocol/worker";
import type { Place } from "../../text/place";
import { placeOfName } from "./places";
import { samplesFault } from "./samplesFault";

/** Makes ready what is opened, each function by its language, and finds the way back from a place in evaluated code. */
export class Preparers {
  private readonly of: (language: string) => Promise<Preparer>;

  constructor(platform: PreparerPlatform) {
    this.of = onceALanguage(async (language) => (await language.loadPreparer())(platform));
  }

  /** Starts ahead of its first use what a language needs. */
  async warmUp(language: string): Promise<void> {
    await (await this.of(language)).warmUp();
  }

  async prepare(request: OpenRequest): Promise<Result<PreparedFunction>> {
    const prepared = await this.prepareOne(request, request.overlays, request.samples);
    if (!prepared.ok) return prepared;
    const fault = samplesFault(request);
    if (fault !== undefined) return { ok: false, problem: fault };
    const code = prepared.value;
    const optimizers: PreparedOptimizer[] = [];
    const parts = [code];
    for (const own of request.optimizers) {
      const result = await this.prepareOne(own, request.overlays, undefined);
      const { declaration, file } = own;
      optimizers.push({ declaration, file, code: result, place: placeOfName(own) });
      if (result.ok) parts.push(result.value);
    }
    const inputs = [...new Set(parts.flatMap((part) => part.inputs))];
    const warnings = new Map<string, Problem>();
    for (const warning of parts.flatMap((part) => part.warnings)) {
      warnings.set(JSON.stringify(warning), warning);
    }
    return { ok: true, value: { code, optimizers, inputs, warnings: [...warnings.values()] } };
  }

  /** The place in the user's files of a place in evaluated code. */
  async locate({ code }: PreparedFunction, place: GeneratedPlace): Promise<Place | undefined> {
    return (await this.of(code.language)).locate(code, place);
  }

  private async prepareOne(
    { function: fn, file, text }: Pick<OpenRequest, "function" | "file" | "text">,
    overlays: OpenRequest["overlays"],
    samples: string | undefined,
  ): Promise<Result<PreparedCode>> {
    const preparer = await this.of(fn.language);
    const prepared = await preparer.prepare({ function: fn, file, text, overlays, samples });
    return prepared.ok ? prepared : { ok: false, problem: prepared.fault };
  }
}
