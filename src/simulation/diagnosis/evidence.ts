import type { Evidence, EvidenceName } from "./finding";

/** A number that supports a finding, true of row `at`; none where it is not known. */
export function evidence(name: EvidenceName, value: number | undefined, at?: number): Evidence[] {
  return value === undefined ? [] : [{ name, value, ...(at !== undefined && { at }) }];
}
