import { assign } from "./objects";

/**
 * The calls by which lifted code tells what it writes to where it may outlive a call. By themselves
 * they only do what the code does; whoever looks for state that is hidden between calls hands the
 * code others. `name` is what the code calls the target.
 */
export interface StateCalls {
  /** The value written to an outer variable. */
  readonly keep: (value: unknown, name: string) => unknown;
  /** The value handed to an object that was told by `mutated`. */
  readonly handed: (value: unknown, name: string) => unknown;
  /** `object[key] = value`. */
  readonly store: (object: unknown, key: unknown, value: unknown, name: string) => unknown;
  /** An object that is about to be changed. */
  readonly mutated: (object: unknown) => unknown;
  /** The length or size of a list that calls change. */
  readonly extent: (value: unknown, name: string) => unknown;
}

export const keep: StateCalls["keep"] = (value) => value;
export const handed: StateCalls["handed"] = (value) => value;
export const store: StateCalls["store"] = assign;
export const mutated: StateCalls["mutated"] = (object) => object;
export const extent: StateCalls["extent"] = (value) => value;
