import { extname } from "node:path";
import { readTagObject } from "../../options/simulateComment";
import { topLevelNames } from "../../languages/javascript/find/topLevelNames";
import { nearestNames } from "../../text/nearest";
import type { Place, Problem } from "../../protocol/problem";
import type { OpenRequest } from "../../protocol/runner";
import { placeOfRange } from "./places";

/** What is wrong with the name of the samples, as far as the text tells. */
export function samplesFault(request: OpenRequest): Problem | undefined {
  const { samples, text, file } = request;
  if (samples === undefined) return undefined;
  const names = topLevelNames(text, extname(file));
  if (names.includes(samples)) return undefined;
  const nearest = nearestNames(samples, names);
  const hint = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
  const message = `samples: nothing at the top level of the file is called ${samples}${hint}`;
  return { kind: "options", message, place: placeOfSamples(request) };
}

/** Where the comment names the samples; the function's name where it does not. */
export function placeOfSamples({ file, text, function: fn }: OpenRequest): Place {
  const range = readTagObject(fn)?.rangeOf(["samples"]) ?? fn.nameRange;
  return placeOfRange(file, text, range);
}
