import { printedMethod } from "../printed/printedMethod";
import { layerMethods } from "./layerMethods";
import { prodigyMethod } from "./prodigyMethod";
import { searchMethods } from "./searchMethods";
import type { WriteMethod } from "./writtenMethod";

/** Methods that couple parameters are written by hand; those that treat each by itself are printed from their update. */
const coupled: Readonly<Record<string, WriteMethod>> = {
  ...layerMethods,
  ...searchMethods,
  prodigy: prodigyMethod,
};

/** How to write an optimizer of the catalogue out in Python; undefined for one that a user wrote. */
export function writtenMethod(id: string): WriteMethod | undefined {
  return Object.hasOwn(coupled, id) ? coupled[id] : printedMethod(id);
}
