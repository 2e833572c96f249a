import { requireLanguage } from "../../languages/registry";
import { nearestNames } from "../../text/nearest";
import type { Problem } from "../../protocol/problem";
import type { OpenRequest } from "../../protocol/runner";
import { placeOfSamples } from "./places";

/** What is wrong with the name of the samples, as far as the text tells. */
export function samplesFault(request: OpenRequest): Problem | undefined {
  const { samples, text, file, function: fn } = request;
  if (samples === undefined) return undefined;
  const names = requireLanguage(fn.language).topLevelNames(text, file.slice(file.lastIndexOf(".")));
  if (names.includes(samples)) return undefined;
  const nearest = nearestNames(samples, names);
  const hint = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
  const message = `samples: nothing at the top level of the file is called ${samples}${hint}`;
  return { kind: "options", message, place: placeOfSamples(request) };
}
