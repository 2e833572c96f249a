import type { Candidate } from "./interpreterProcess";

/** Interpreters to try, the first that works is taken; a chosen one is the only one. */
export function candidates(
  chosen: string | undefined,
  platform: NodeJS.Platform = process.platform,
): readonly Candidate[] {
  if (chosen !== undefined && chosen !== "") return [{ command: chosen }];
  const usual: Candidate[] = [{ command: "python3" }, { command: "python" }];
  if (platform === "win32") return [{ command: "py", arguments: ["-3"] }, ...usual];
  return [...usual, { command: "/usr/bin/python3" }];
}

/** What an interpreter says of itself. */
export interface InterpreterFacts {
  /** `3.11.7` */
  readonly python: string;
  readonly executable: string;
  /** Its version of NumPy; null where that is not there. */
  readonly numpy: string | null;
}

/** The oldest version that our program runs in. */
const oldestPython = [3, 8] as const;

/** Why an interpreter cannot be used, or undefined. */
export function unfitness({ python, executable }: InterpreterFacts): string | undefined {
  const [major = 0, minor = 0] = python.split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestPython;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return undefined;
  return `${executable} is Python ${python}; ${oldestPython.join(".")} or newer is needed`;
}
