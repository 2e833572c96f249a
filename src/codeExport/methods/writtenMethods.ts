import { adamMethods } from "./adamMethods";
import { composeMethod } from "./composeMethod";
import { layerMethods } from "./layerMethods";
import { plainMethods } from "./plainMethods";
import { scaledMethods } from "./scaledMethods";
import { searchMethods } from "./searchMethods";
import type { WriteMethod } from "./writtenMethod";

const methods: Readonly<Record<string, WriteMethod>> = {
  ...plainMethods,
  ...scaledMethods,
  ...adamMethods,
  ...layerMethods,
  ...searchMethods,
  compose: composeMethod,
};

/** How to write an optimizer of the catalogue out in Python; undefined for one that a user wrote. */
export function writtenMethod(id: string): WriteMethod | undefined {
  return Object.hasOwn(methods, id) ? methods[id] : undefined;
}
