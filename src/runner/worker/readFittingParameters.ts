import { extname } from "node:path";
import { loadPlain } from "../../languages/javascript/evaluate/load";
import {
  readParameters,
  type ParameterOptions,
} from "../../languages/javascript/parameters/parameters";
import { unflatten } from "../../languages/parameters/flatten";
import { chooseOpenLength } from "../../languages/parameters/openLength";
import { createPlainFunction } from "../../languages/javascript/evaluate/plainFunction";
import { readIntrinsics } from "../../languages/javascript/realm/realm";
import type { OpenRequest } from "../../protocol/runner";
import type { PreparedModule } from "../supervisor/prepare";
import { UserRealm } from "../node/userRealm";

/** Numbers that are tried at once: open lists of open lists of open lists soon hold more than any code takes. */
const mostTried = 64 ** 2;

/**
 * The parameters of the function to open. Where neither the text nor the start says how long a list is, the function
 * itself is tried with lists of different lengths, in a realm that is then thrown away.
 */
export function readFittingParameters(
  { text, function: fn, file, start, samples }: OpenRequest,
  module: PreparedModule,
): ReturnType<typeof readParameters> {
  const options: ParameterOptions = {
    language: extname(file),
    ...(start === undefined ? {} : { start }),
    takesSample: samples !== undefined,
  };
  const parameters = readParameters(text, fn, options);
  if (parameters.openLists === 0 || parameters.unsupported !== undefined) return parameters;
  const realm = new UserRealm(file);
  const intrinsics = readIntrinsics(realm);
  const loaded = loadPlain(realm, intrinsics, module.bundle);
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
