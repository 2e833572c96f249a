import { optimizerById } from "../../optimizers/catalogue";
import type { Optimizer } from "../../optimizers/optimizer";
import { adamMethods } from "./adamMethods";
import { composeMethod } from "./composeMethod";
import { layerMethods } from "./layerMethods";
import { plainMethods } from "./plainMethods";
import { scaledMethods } from "./scaledMethods";
import { searchMethods } from "./searchMethods";
import { constants, zeros, type WriteMethod } from "./writtenMethod";

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
  if (Object.hasOwn(methods, id)) return methods[id];
  const optimizer = optimizerById(id);
  return optimizer?.python && writeUpdate(optimizer);
}

/** A method whose own file has its Python: hyperparameters and state stand before the loop. */
function writeUpdate(optimizer: Optimizer): WriteMethod {
  return ({ values }) => {
    const { state = [], step, change, decay } = optimizer.python!(values);
    const names = Object.keys(values).filter((name) => typeof values[name] !== "string");
    return {
      before: [...constants(values, ...names), ...zeros(...state)],
      step,
      change,
      ...(decay === undefined ? {} : { decay }),
    };
  };
}
